import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../../kernel/period.ts'
import { isKnown, spanOn } from './expected.ts'

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

const until = new Date('2026-10-01T00:00:00Z')
const known = { value: '3', incomplete: false, freshness: { completeThrough: '2026-10-01T00:00:00.000Z' } }
test.each([
  ['a value whose sources are in', {}, true],
  ['a nought that was counted', { value: '0' }, true],
  ['no value', { value: null }, false],
  ['a value with a doubt', { reason: 'rate.missing' }, false],
  ['days that are not over', { incomplete: true }, false],
  ['sources that are in to a moment before', { freshness: { completeThrough: '2026-09-30T23:59:59.999Z' } }, false],
  ['sources of which nobody knows', { freshness: { completeThrough: null } }, false],
])('%s is known: %j → %s', (_what, more, is) => {
  expect(isKnown({ ...known, ...more }, until)).toBe(is)
})
