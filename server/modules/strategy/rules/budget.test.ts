import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths } from '../../../kernel/period.ts'
import { type Costs, costIn, costsNothing, totalsBy } from './budget.ts'

const line: Costs = {
  ...{ starts_on: '2026-05-15', ends_on: null, paid_per: 'year', recurring_minor: 0n, per_seat_minor: 0n, seats: null },
  ...{ one_time_minor: 0n, implementation_minor: 0n, heads: null, cost_per_year_minor: 0n },
}
const fy27 = { from: '2026-02-01', to: '2027-01-31' }
const fy28 = { from: '2027-02-01', to: '2028-01-31' }

describe('what of a line falls into a period', () => {
  const rows: [string, Partial<Costs>, bigint, bigint][] = [
    ['12,000.00 for one year, from the middle of May', { recurring_minor: 1_200_000n, ends_on: '2027-05-14' }, 900_000n, 300_000n],
    ['the same without a last day goes on', { recurring_minor: 1_200_000n }, 900_000n, 1_200_000n],
    [
      '40 seats at 8.00 a month beside 100.00, from November',
      { paid_per: 'month', recurring_minor: 10_000n, per_seat_minor: 800n, seats: 40, starts_on: '2026-11-01' },
      126_000n,
      504_000n,
    ],
    ['what is paid once, on its first day', { one_time_minor: 500n, implementation_minor: 70n }, 570n, 0n],
    ['and a first day of the period is in it', { one_time_minor: 500n, starts_on: '2027-02-01' }, 0n, 500n],
    ['as is its last one', { one_time_minor: 500n, starts_on: '2027-01-31' }, 500n, 0n],
    ['100.00 a quarter to the cent', { paid_per: 'quarter', recurring_minor: 10_000n, starts_on: '2026-12-01' }, 6_667n, 40_000n],
    ['two colleagues from August', { heads: 2, cost_per_year_minor: 9_000_000n, starts_on: '2026-08-01' }, 9_000_000n, 18_000_000n],
    ['a month that has begun by the last day is whole', { paid_per: 'month', recurring_minor: 100n, ends_on: '2026-06-20' }, 200n, 0n],
    ['nothing before it begins', { recurring_minor: 1n, starts_on: '2028-02-01' }, 0n, 0n],
  ]
  test.each(rows)('%s', (_name, more, now, next) => {
    expect([costIn({ ...line, ...more }, fy27), costIn({ ...line, ...more }, fy28)]).toEqual([now, next])
  })

  test('periods that lie end to end hold all of it, however they are cut', () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })
    fc.assert(
      fc.property(
        fc.record({ amount, once: amount, people: amount, heads: fc.nat(9), seats: fc.nat(99), seat: amount }),
        fc.constantFrom('month' as const, 'quarter' as const, 'year' as const),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 3 }),
        ({ amount: recurring_minor, once, people, heads, seats, seat }, paid_per, cut, years) => {
          const ends_on = addDays(addMonths('2026-05-15', 12 * years), -1)
          const one: Costs = {
            ...line,
            ...{
              recurring_minor,
              one_time_minor: once,
              heads,
              cost_per_year_minor: people,
              seats,
              per_seat_minor: seat,
              paid_per,
              ends_on,
            },
          }
          const middle = addDays('2026-05-15', cut)
          const all = costIn(one, { from: '2026-01-01', to: '2040-01-01' })
          const parts = [
            { from: '2026-01-01', to: middle },
            { from: addDays(middle, 1), to: '2040-01-01' },
          ]
          expect(parts.reduce((sum, part) => sum + costIn(one, part), 0n)).toBe(all)
          const payments = BigInt(years) * BigInt({ month: 12, quarter: 4, year: 1 }[paid_per])
          expect(all).toBe(once + payments * (recurring_minor + BigInt(seats) * seat) + BigInt(years * heads) * people)
        },
      ),
    )
  })

  test('currencies are never mixed', () => {
    const of = (currency: string, key: string) => ({ ...line, paid_per: 'month' as const, recurring_minor: 100n, currency, key })
    const totals = totalsBy([of('USD', 'a'), of('EUR', 'a'), of('USD', 'a'), of('USD', 'b')], ({ key }) => key, { now: fy27, next: fy28 })
    expect(totals).toEqual([
      { key: 'a', currency: 'USD', now: 1800n, next: 2400n },
      { key: 'a', currency: 'EUR', now: 900n, next: 1200n },
      { key: 'b', currency: 'USD', now: 900n, next: 1200n },
    ])
    expect([costsNothing(line), costsNothing({ ...line, seats: 4, per_seat_minor: 1n })]).toEqual([true, false])
    for (const one of ['recurring_minor', 'one_time_minor', 'implementation_minor'] as const)
      expect([one, costsNothing({ ...line, [one]: 1n })]).toEqual([one, false])
    expect([costsNothing({ ...line, heads: 1, cost_per_year_minor: 1n }), costsNothing({ ...line, heads: 1 })]).toEqual([false, true])
  })
})
