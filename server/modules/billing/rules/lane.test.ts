import { describe, expect, it } from 'vitest'
import { buyerWords, type LaneFacts, laneOf, shippedLane } from './lane.ts'

const deal: LaneFacts = {
  total_net_minor: 390_000n,
  currency: 'USD',
  discount_pct: '0',
  term_months: 12,
  terms: 'standard',
  payment: 'card',
  country: 'DE',
  kind: 'new',
  channel: 'self_service',
  partner: false,
  screening: 'clear',
}
const row = (more: Partial<LaneFacts>) => laneOf({ ...deal, ...more }).row

describe('the shipped lanes', () => {
  it('let nobody approve strictly below 5,000.00', () => {
    expect(laneOf({ ...deal, total_net_minor: 499_999n })).toMatchObject({
      row: '4',
      approve: [],
      sign: 'click',
      self_service: true,
      limit_minor: 500_000,
      text: 'Nobody has to approve this: the customer accepts the terms with a click and pays.',
    })
    expect(laneOf({ ...deal, total_net_minor: 500_000n })).toMatchObject({ row: '6', self_service: false })
  })

  it('count in the policy’s currency: EUR 4,620.00 at 1.0850 is 5,012.70 and does not pass', () => {
    const euro = laneOf({ ...deal, currency: 'EUR', total_net_minor: 462_000n, rate: '1.0850' })
    expect(euro).toMatchObject({ row: '6', counted_minor: 501_270, counted_currency: 'USD' })
    expect(euro.text).toBe('USD 5,012.70 is not below USD 5,000.00: it needs approval by sales manager, and is then signed electronically.')
    expect(buyerWords(euro, 'EUR')).toBe(
      'Orders below USD 5,000.00 before tax can be bought here at once. This one comes to USD 5,012.70 at this month’s rate for the whole term.',
    )
    expect(row({ currency: 'EUR', rate: '1.0850' })).toBe('4')
    expect(() => row({ currency: 'EUR' })).toThrowError(expect.objectContaining({ code: 'fx.rate_missing' }))
  })

  it('count other automatic orders of the last days, so that a deal cannot be split', () => {
    expect(row({ recent_auto_minor: 109_999n })).toBe('4')
    const split = laneOf({ ...deal, recent_auto_minor: 110_000n })
    expect(split.text).toContain('together with the other orders of the last 30 days')
    expect(buyerWords(split, 'USD')).toContain('for the whole term together with your other orders of the last 30 days.')
  })

  it('ask more people the more is given away', () => {
    expect(row({ discount_pct: '10' })).toBe('5')
    expect(row({ discount_pct: '15', total_net_minor: 2_499_999n })).toBe('6')
    expect(row({ discount_pct: '15', total_net_minor: 2_500_000n })).toBe('7')
    expect(row({ discount_pct: '30.01' })).toBe('8')
    expect(row({ term_months: 48 })).toBe('5')
  })

  it('put screening, paper countries and custom terms first', () => {
    expect(laneOf({ ...deal, screening: 'blocked', terms: 'custom' })).toMatchObject({
      row: '1',
      refuse: 'order.screening_blocked',
      self_service: false,
    })
    expect(laneOf({ ...deal, country: 'ID' }, { ...shippedLane, wet: ['ID'] })).toMatchObject({ row: '2', sign: 'wet' })
    expect(row({ terms: 'custom' })).toBe('3')
  })

  it('sell on invoice only where that was agreed', () => {
    expect(laneOf({ ...deal, payment: 'terms' })).toMatchObject({ row: '4', self_service: false })
    expect(laneOf({ ...deal, payment: 'terms', terms_approved: true }).self_service).toBe(true)
  })

  it('tell a buyer nothing of our own roles, whatever the reason', () => {
    const answers = [
      laneOf(deal),
      laneOf({ ...deal, payment: 'terms' }),
      laneOf({ ...deal, total_net_minor: 9_000_000n }),
      laneOf({ ...deal, term_months: 48 }),
      laneOf({ ...deal, terms: 'custom' }),
      laneOf({ ...deal, screening: 'blocked' }),
    ]
    const words = answers.map((answer) => buyerWords(answer, 'USD'))
    expect(words.join(' ')).not.toMatch(/manager|finance|legal|executive|approve|screening|signed/)
    expect(new Set(words).size).toBe(5)
  })
})

describe('a deal that no lane can be found for is refused', () => {
  it('when no row covers it, and when its discount is above 100 %', () => {
    expect(() => laneOf(deal, { ...shippedLane, rows: [] })).toThrow(expect.objectContaining({ code: 'lane.none' }))
    expect(() => row({ discount_pct: '100.01' })).toThrow(expect.objectContaining({ code: 'discount.invalid' }))
  })
})
