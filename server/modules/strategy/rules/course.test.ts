import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '../../../kernel/period.ts'
import { countedOn } from './measure-status.ts'

test.each<[Day, 'day' | 'week' | 'month', Day]>([
  ['2026-02-01', 'day', '2026-02-01'],
  // a Monday, a week that is cut to begin on its Thursday, a Sunday
  ['2026-03-02', 'week', '2026-03-08'],
  ['2026-03-05', 'week', '2026-03-08'],
  ['2026-03-08', 'week', '2026-03-08'],
  ['2028-02-10', 'month', '2028-02-29'],
  // what is not over ends with what is known
  ['2026-06-08', 'week', '2026-06-10'],
  ['2026-06-01', 'month', '2026-06-10'],
])('a stock of the %s on (%s) was counted on %s', (first, grain, on) => {
  expect(countedOn(first, grain, on < '2026-06-10' || on > '2028' ? '2028-12-31' : '2026-06-10')).toBe(on)
})

test('no day of a course stands before what it says was known, whatever the period', () => {
  fc.assert(
    fc.property(fc.nat(3000), fc.nat(400), fc.constantFrom('week' as const, 'month' as const), (from, more, grain) => {
      const first = addDays('2024-01-01', from)
      const until = addDays(first, more)
      const on = countedOn(first, grain, until)
      const same = (day: Day) => (grain === 'month' ? day.slice(0, 7) === first.slice(0, 7) : day < addDays(first, 7))
      // the naive way: day by day, as long as the period lasts
      let naive = first
      const monday = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay() === 1
      while (naive < until && same(addDays(naive, 1)) && !(grain === 'week' && monday(addDays(naive, 1)))) naive = addDays(naive, 1)
      expect(on).toBe(naive)
    }),
  )
})
