import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../../kernel/period.ts'
import { spanOn } from './expected.ts'

test.each([
  ['semi', '2026-10-01', '2026-09-30', '2026-10-01'],
  ['semi', '2026-09-30', '2026-09-29', '2026-09-30'],
  ['additive', '2026-10-01', '2026-09-01', '2026-10-01'],
  ['additive', '2026-09-30', '2026-09-01', '2026-09-30'],
  ['non', '2027-01-01', '2026-12-01', '2027-01-01'],
] as const)('a figure that is %s is on %s what it was from %s', (additivity, day, from, to) => {
  expect(spanOn(additivity, day)).toEqual({ from, to })
})

test('no day that is under way is read, and never an empty span', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), fc.constantFrom('semi', 'additive', 'non'), (n, additivity) => {
      const day = addDays('2024-01-01', n)
      const { from, to } = spanOn(additivity as 'semi', day)
      expect(to).toBe(day)
      expect(from < to).toBe(true)
    }),
  )
})
