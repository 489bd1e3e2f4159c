import fc from 'fast-check'
import { expect, test } from 'vitest'
import { majorText } from '../../../kernel/money.ts'
import { type Move, newsOfMove, newsOfPayment } from './news.ts'
import { inReporting, share, summed, sumText, weeks } from './reporting.ts'

const worth = ({ currency, minor }: { currency: string; minor: bigint }) => (currency === 'USD' ? majorText(minor, 'USD') : null)
const move: Move = {
  kind: 'start',
  at: new Date('2026-11-24T17:00:00Z'),
  contract_id: 'c1',
  account_id: 'a1',
  legal_name: 'Mica Energy',
  currency: 'USD',
  channel: 'rep',
  source: 'order',
  product: 'Harbor Professional',
  seats_before: null,
  seats_after: '500.000000000000',
  before_minor: null,
  after_minor: 4_224_000n,
}
/** The sentence with its places filled in, for the eye. */
function read(sentence: { text: string; with: Record<string, { value: string; unit: string }> } | undefined): string | undefined {
  return sentence?.text.replaceAll(/\{(\w+)\}/g, (_, name: string) => sentence.with[name]?.value ?? `{${name}}`)
}

const cases: [string, Partial<Move>, string | undefined, string | null][] = [
  ['a sale', {}, 'Mica Energy bought 500 seats of Harbor Professional, 42240.00 a year', '42240.00'],
  ['one seat', { seats_after: '1' }, 'Mica Energy bought 1 seat of Harbor Professional, 42240.00 a year', '42240.00'],
  ['an amount nobody knows', { after_minor: null }, 'Mica Energy bought 500 seats of Harbor Professional', null],
  ['a currency without a rate', { currency: 'EUR' }, 'Mica Energy bought 500 seats of Harbor Professional, 42240.00 a year', null],
  [
    'seats',
    { kind: 'seats', seats_before: '165', seats_after: '210', before_minor: 1_584_000n, after_minor: 2_016_000n },
    'Mica Energy added 45 seats, 4320.00 more a year',
    '4320.00',
  ],
  [
    'fewer seats',
    { kind: 'seats', seats_before: '210', seats_after: '165', before_minor: 2_016_000n, after_minor: 1_584_000n },
    'Mica Energy gave back 45 seats, -4320.00 a year',
    '-4320.00',
  ],
  ['seats of which nothing is known', { kind: 'seats' }, undefined, null],
  ['a renewal', { kind: 'renew', seats_after: '19' }, 'Mica Energy renewed 19 seats, 42240.00 a year', '42240.00'],
  [
    'a term that ran out',
    { kind: 'ran_out', seats_before: '40', before_minor: 384_000n },
    'Mica Energy has not renewed 40 seats, 3840.00 a year',
    null,
  ],
  ['who left', { kind: 'left', seats_before: '40', before_minor: 384_000n }, 'Mica Energy left: 40 seats, -3840.00 a year', '-3840.00'],
  ['who left with nothing known', { kind: 'left' }, 'Mica Energy left: a contract', null],
]
for (const [name, change, text, amount] of cases) {
  test(`${name} is told so`, () => {
    const news = newsOfMove({ ...move, ...change }, worth)
    expect(read(news?.sentence)).toBe(text)
    expect(news?.amount ?? null).toBe(amount)
  })
}

test('only what was bought alone is told together with others of its kind', () => {
  expect(newsOfMove(move, worth)?.together).toBeUndefined()
  expect(newsOfMove({ ...move, channel: 'self_service' }, worth)?.together?.key).toBe('bought.alone')
})

test.each([
  ['2026-11-24', '2026-11-30', 'Lumen paid 24000.00, 6 days early'],
  ['2026-11-24', '2026-11-25', 'Lumen paid 24000.00, 1 day early'],
  ['2026-11-24', '2026-11-24', 'Lumen paid 24000.00, on the day'],
  ['2026-11-24', '2026-11-11', 'Lumen paid 24000.00, 13 days late'],
])('money on %s that was due on %s', (day, due_day, text) => {
  const paid = { id: 'p', document_id: 'd', account_id: 'a', legal_name: 'Lumen', day, due_day, currency: 'USD', amount_minor: 2_400_000n }
  expect(read(newsOfPayment(paid, worth).sentence)).toBe(text)
})

test.each([
  ['EUR', 10_000, '1.1088', 11_088],
  ['JPY', 1_000, '0.0065', 650],
  ['EUR', -5, '1.1', -6],
])('%s %d at %s is %d cents', (currency, minor, rate, cents) => {
  expect(inReporting({ currency, minor: BigInt(minor) }, new Map([[currency, rate]]), 'USD')).toBe(BigInt(cents))
})

test('a sum says what it lacks, and is no figure without it', () => {
  const rates = new Map([['USD', '1']])
  const parts = [
    { currency: 'USD', minor: 500n },
    { currency: 'CHF', minor: 100n },
  ]
  expect(summed(parts, rates, 'USD')).toEqual({ minor: 500n, missing: ['CHF'] })
  expect(sumText(parts, rates, 'USD')).toBe(null)
  expect(sumText([], rates, 'USD')).toBe('0.00')
})

test('a share of nothing is not zero, and every other lies between none and all', () => {
  expect(share(0, 0)).toBe(null)
  expect(share(22, 28)).toBe('0.7857')
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10_000), (part, rest) => {
      const text = share(part, part + rest)
      if (part + rest === 0) expect(text).toBe(null)
      else expect(Math.abs(Number(text) - part / (part + rest))).toBeLessThanOrEqual(0.000_05 + 1e-12)
    }),
  )
})

test('weeks stand oldest first, and one without rows is what nothing comes to', () => {
  expect(weeks([{ week: 0 }, { week: 11 }, { week: 11 }], (rows) => rows.length)).toEqual([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(weeks([], () => null)).toHaveLength(12)
})
