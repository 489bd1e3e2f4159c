import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../../kernel/period.ts'
import { countdownOn, countdownWords } from './countdown.ts'

const year = { from: '2026-02-01', to: '2027-01-31' }

describe('the planning of a year that ends on January 31', () => {
  test.each([
    ['2026-07-31', null, 'Planning begins with the third quarter. Draft by January 3, 2027, in 22 weeks.'],
    ['2026-08-01', 1, '1% by today. Draft by January 3, 2027, in 22 weeks.'],
    ['2026-09-16', 26, '26% by today. Draft by January 3, 2027, in 15 weeks.'],
    ['2026-11-01', 50, '50% by today. Draft by January 3, 2027, in 9 weeks.'],
    ['2027-01-03', 84, '84% by today. Draft by January 3, 2027, today.'],
    ['2027-01-04', 84, '84% by today. Review by January 17, 2027, in 13 days.'],
    ['2027-01-23', 95, '95% by today. Final text by January 24, 2027, in 1 day.'],
    ['2027-01-31', 99, '99% by today. Shared by January 31, 2027, today.'],
  ])('on %s', (day, complete, says) => {
    const now = countdownOn(day, year)
    expect(now.complete).toBe(complete)
    expect(countdownWords(day, now)).toBe(says)
  })

  test('goes up and never back, from 1 to 99, whichever day it begins on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 364 }), fc.integer({ min: 0, max: 800 }), (a, b, shift) => {
        const from = addDays('2025-01-01', shift)
        const own = { from, to: addDays(from, 364) }
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((one) => countdownOn(addDays(from, one), own).complete ?? 0)
        expect(early).toBeLessThanOrEqual(late ?? 0)
        expect(late).toBeLessThanOrEqual(99)
        const { steps } = countdownOn(from, own)
        expect(steps.map(({ on }) => daysBetween(on, own.to))).toEqual([28, 14, 7, 0])
      }),
    )
  })
})
