import fc from 'fast-check'
import { expect, test } from 'vitest'
import { howToPull, pauseAfter, triedText } from './retry.ts'

test.each<[number, number, number]>([
  [1, 1, 1000],
  [1, 0, 500],
  [2, 1, 2000],
  [5, 1, 16_000],
  [9, 1, 256_000],
  [10, 1, 300_000],
  [10, 0, 150_000],
  [1_000_000, 1, 300_000],
])('after %d failures, by chance %d, it waits %d ms', (failures, chance, pause) => {
  expect(pauseAfter(failures, chance)).toBe(pause)
})

test('a pause is never longer than five minutes nor shorter than half of what it may be, and grows with the failures', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
      const pause = pauseAfter(failures, chance)
      const whole = pauseAfter(failures, 1)
      expect(pause).toBeGreaterThanOrEqual(Math.floor(whole / 2))
      expect(pause).toBeLessThanOrEqual(whole)
      expect(whole).toBeLessThanOrEqual(300_000)
      expect(pauseAfter(failures + 1, chance)).toBeGreaterThanOrEqual(pause)
    }),
  )
})

test('it says when it is tried again, and how often it has failed', () => {
  expect(triedText(1, 700)).toBe('It is tried again within a second.')
  expect(triedText(7, 61_400)).toBe('It has failed 7 times in a row and is tried again in 61 s.')
})

test.each([
  [false, undefined, 'first'],
  [false, '2026-06-15', 'first'],
  [true, undefined, 'check'],
  [true, '2026-06-14', 'check'],
  [true, '2026-06-15', 'moved'],
] as const)('trusted %s, checked on %s: reads %s', (trusted, checked, how) => {
  expect(howToPull({ trusted, checked, today: '2026-06-15' })).toBe(how)
})
