import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastDayToDelete } from './retention.ts'

describe('how long minutes are kept', () => {
  test.each([
    ['2026-06-15', '2019-06-15'],
    ['2026-01-01', '2019-01-01'],
    // a leap day is seven years back on the last of its month
    ['2028-02-29', '2021-02-28'],
    ['2027-02-28', '2020-02-28'],
  ])('on %s those of %s and before are over', (today, last) => {
    expect(lastDayToDelete(today)).toBe(last)
  })

  test('what is over stays over on every later day', () => {
    const day = fc
      .date({ min: new Date('2010-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10))
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [first, second] = [one, other].sort() as [string, string]
        expect(lastDayToDelete(first) <= lastDayToDelete(second)).toBe(true)
      }),
    )
  })
})
