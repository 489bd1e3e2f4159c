import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../kernel/period.ts'
import { exceptionState, mayHoldUntil, pulledTo, pullOf } from './pulling.ts'

const none = { rate: 'green' as const, flags: 0, exceptions: 0 }
test.each([
  [none, null],
  [{ ...none, rate: 'undecided' as const, flags: 2, exceptions: 2 }, null],
  [{ ...none, rate: 'red' as const, flags: 9, exceptions: 9 }, 'rate'],
  [{ ...none, flags: 3, exceptions: 9 }, 'flags'],
  [{ ...none, exceptions: 3 }, 'exceptions'],
])('%j is pulled by %s', (known, why) => expect(pullOf(known)).toBe(why))

test.each([
  ['2027-02-28', '2026-11-22', '2026-12-06'],
  ['2026-12-06', '2026-11-22', null],
  ['2026-12-07', '2026-11-22', '2026-12-06'],
  ['2026-11-01', '2026-11-22', null],
])('a review of %s on %s is brought to %s', (on, today, to) => expect(pulledTo(on, today)).toBe(to))

test('a review only ever comes sooner, and brought forward once it is not brought forward again that day', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), (left) => {
      const today = '2026-11-22'
      const on = addDays(today, left)
      const to = pulledTo(on, today)
      expect(to === null || (to < on && to > today)).toBe(true)
      expect(to === null ? left <= 14 : pulledTo(to, today) === null).toBe(true)
    }),
  )
})

test.each([
  ['granted', '2026-11-22', 'granted'],
  ['granted', '2026-11-21', 'expired'],
  ['asked', '2026-11-01', 'asked'],
  ['ended', '2026-11-01', 'ended'],
] as const)('an exception that was %s until %s is %s', (state, until, expected) =>
  expect(exceptionState({ state, until }, '2026-11-22')).toBe(expected),
)
test.each([
  ['2026-11-21', false],
  ['2026-11-22', true],
  ['2027-11-22', true],
  ['2027-11-23', false],
])('until %s: %s', (until, may) => expect(mayHoldUntil(until, '2026-11-22')).toBe(may))
