import { describe, expect, it, test } from 'vitest'
import { type Run, runAt } from './boundaries.ts'
import { dayNumber } from './days.ts'
import { propose } from './propose.ts'
import type { Change, Discount, Item, PreviewInput } from './shapes.ts'

/** Days on which one thing ends and another begins. */

test('the run of a day is the last one begun by then, and the first before any', () => {
  const rhythm: Run['rhythm'] = { day: 1, month: 0, origin: 0, cadence: { unit: 'months', n: 1 } }
  const runs: Run[] = [10, 20, 30].map((from) => ({ from, to: from + 10, rhythm }))
  expect([5, 10, 19, 20, 29, 30, 99].map((day) => runAt(runs, day)?.from)).toEqual([10, 10, 10, 20, 20, 30, 30])
  expect(runAt([], 10)).toBe(undefined)
})

test.each(['2026-0x-01', '2026-01-1:', '2026-01-1/', '20 6-01-01', '2026-01-0 '])('%j is no day', (text) => {
  expect(() => dayNumber(text)).toThrowError(expect.objectContaining({ code: 'day.invalid' }))
})

test('every digit stands for itself', () => {
  expect(dayNumber('2019-09-29') - dayNumber('2018-07-05')).toBe(451)
  expect(dayNumber('1970-01-02') - dayNumber('1969-12-31')).toBe(2)
})

const seats: Item = { id: 'seats', product: 'enterprise', quantity: '10', unit_price: '10.00', per: 'month' }
function monthly(changes: Change[], more: Partial<PreviewInput> & { items?: Item[] } = {}): PreviewInput {
  const { items = [seats], ...input } = more
  return {
    as_of: '2026-04-01',
    contract: { currency: 'EUR', start: '2026-04-01', end: '2026-07-01', items, changes },
    ...input,
  }
}

describe('what comes next', () => {
  it('is the nearest day, and of one day the period before what changes on it', () => {
    const next = (changes: Change[], items?: Item[]) => propose(monthly(changes, items ? { items } : {})).next
    expect(next([])).toEqual({ day: '2026-05-01', reason: 'period' })
    const onBoundary: Change = { kind: 'seats', item: 'seats', add: '5', effective: '2026-05-01' }
    expect(next([onBoundary])).toEqual({ day: '2026-05-01', reason: 'period' })
    expect(next([{ ...onBoundary, effective: '2026-04-20', recorded: '2026-04-01' }])).toEqual({ day: '2026-04-20', reason: 'change' })
    // a yearly item that changes on the day on which a monthly one has its period, whichever stands first
    const yearly: Item = { id: 'support', product: 'support', quantity: '1', unit_price: '120.00', per: 'year', cadence: 'year' }
    const more: Change = { kind: 'seats', item: 'support', add: '1', effective: '2026-05-01', recorded: '2026-04-01' }
    for (const items of [
      [seats, yearly],
      [yearly, seats],
    ])
      expect(next([more], items)).toEqual({ day: '2026-05-01', reason: 'period' })
    expect(propose({ ...monthly([]), as_of: '2026-06-01' }).next).toEqual({ day: '2026-07-01', reason: 'end' })
  })
})

describe('a discount', () => {
  it('stands from its first day until the day before its last bound, for its items alone', () => {
    const yearly = (as_of: string, discount: Partial<Discount>) =>
      propose({ ...monthly([]), as_of, include: ['state'], discounts: [{ id: 'spring', percent: '10', ...discount }] }).state?.items.map(
        ({ annual_minor }) => annual_minor,
      )
    expect(yearly('2026-04-01', {})).toEqual([108_000])
    expect(yearly('2026-04-01', { from: '2026-04-01' })).toEqual([108_000])
    expect(yearly('2026-04-01', { from: '2026-04-02' })).toEqual([120_000])
    expect(yearly('2026-04-01', { to: '2026-04-02' })).toEqual([108_000])
    expect(yearly('2026-04-01', { to: '2026-04-01' })).toEqual([120_000])
    expect(yearly('2026-04-01', { from: '2026-03-01', to: '2026-04-01' })).toEqual([120_000])
    expect(yearly('2026-04-01', { items: ['seats'] })).toEqual([108_000])
    expect(yearly('2026-04-01', { items: ['support'] })).toEqual([120_000])
  })
})

describe('a change that names no item', () => {
  const two: Item[] = [seats, { ...seats, id: 'guests', product: 'guest' }]
  const asked = (change: Change, items: Item[]) => () => propose(monthly([change], { items, as_of: '2026-04-15' }))
  const unknown = expect.objectContaining({ code: 'amendment.unknown_item' })

  it('is of the only one there is, and with two it must say of which it changes seats or price', () => {
    const add: Change = { kind: 'seats', add: '1', effective: '2026-04-10' }
    const swap: Change = { kind: 'swap', unit_price: '12.00', effective: '2026-04-10' }
    for (const change of [add, swap]) {
      expect(asked(change, [seats])).not.toThrow()
      expect(asked(change, two)).toThrowError(unknown)
      expect(asked({ ...change, item: 'guests' }, two)).not.toThrow()
    }
    expect(asked({ kind: 'pause', effective: '2026-04-10' }, two)).not.toThrow()
  })
})

describe('credits that go with charges', () => {
  /** The price of a month that is paid already is another one from the 11th on. */
  const papers = (unit_price: string, more: Partial<PreviewInput> = {}) => {
    const swap: Change = { kind: 'swap', item: 'seats', unit_price, effective: '2026-04-11', recorded: '2026-04-11' }
    const billed = propose(monthly([])).documents
    const { documents } = propose(monthly([swap], { as_of: '2026-04-11', billed, ...more }))
    return documents.map(({ kind, totals }) => `${kind} ${totals.net_minor}`)
  }

  it('stand on one invoice while it asks for nothing or more, the discount counted; else on a note of their own', () => {
    expect(papers('11.00')).toEqual(['invoice 666'])
    expect(papers('9.00')).toEqual(['invoice 6000', 'credit_note -6667'])
    expect(papers('11.00', { discounts: [{ id: 'all', percent: '3' }] })).toEqual(['invoice 446'])
    expect(papers('11.00', { discounts: [{ id: 'all', percent: '10' }] })).toEqual(['invoice 6600', 'credit_note -6667'])
    expect(papers('11.00', { tax: { behaviour: 'inclusive' } })).toEqual(['invoice 666'])
    expect(papers('9.00', { tax: { behaviour: 'inclusive' } })).toEqual(['invoice 6000', 'credit_note -6667'])
  })
})
