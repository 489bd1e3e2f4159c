import fc from 'fast-check'
import { expect, test } from 'vitest'
import { restated } from './restated.ts'

test.each([
  ['one more', 5, [true], [[4, 5]]],
  [
    'two more',
    5,
    [true, true],
    [
      [3, 4],
      [4, 5],
    ],
  ],
  ['one less', 5, [false], [[6, 5]]],
  [
    'one more and one less',
    5,
    [true, false],
    [
      [5, 6],
      [6, 5],
    ],
  ],
  ['nothing', 5, [], []],
] as [string, number, boolean[], [number, number][]][])('a month that is over says %s', (_case, k, ups, told) => {
  expect(
    restated(
      k,
      ups.map((up) => ({ up })),
    ).map(({ was, now }) => [was, now]),
  ).toEqual(told)
})

test('each move begins where the one before it ended, and the last ends at what is said now', () => {
  fc.assert(
    fc.property(fc.nat(100), fc.array(fc.boolean(), { minLength: 1, maxLength: 20 }), (k, ups) => {
      const told = restated(
        k,
        ups.map((up) => ({ up })),
      )
      expect(told.at(-1)?.now).toBe(k)
      expect(told.every(({ was, now }, at) => Math.abs(now - was) === 1 && (at === 0 || was === told[at - 1]?.now))).toBe(true)
    }),
  )
})
