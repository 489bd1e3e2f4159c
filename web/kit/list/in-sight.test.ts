import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inSight, topToSee } from './in-sight.ts'

test.each([
  ['at the top', 0, 340, 1000, { first: 0, end: 22 }],
  ['in the middle', 3400, 340, 1000, { first: 88, end: 122 }],
  ['at the end', 34_000 - 340, 340, 1000, { first: 978, end: 1000 }],
  ['before anything is measured', 0, 0, 1000, { first: 0, end: 12 }],
  ['of few rows', 0, 340, 4, { first: 0, end: 4 }],
  ['of none', 0, 340, 0, { first: 0, end: 0 }],
  ['pulled beyond the top', -80, 340, 1000, { first: 0, end: 22 }],
])('rows that are drawn %s', (_, top, height, count, drawn) => {
  expect(inSight({ top, height }, count, 34, 12)).toEqual(drawn)
})

test('every row in sight is drawn, and never more than fit with those around them', () => {
  fc.assert(
    fc.property(fc.nat(400_000), fc.nat(2000), fc.nat(10_000), fc.integer({ min: 20, max: 80 }), (top, height, count, row) => {
      const { first, end } = inSight({ top, height }, count, row, 12)
      const seen = Array.from({ length: count }, (_, at) => at).filter((at) => (at + 1) * row > top && at * row < top + height)
      expect(seen.every((at) => at >= first && at < end)).toBe(true)
      expect(end - first).toBeLessThanOrEqual(Math.ceil(height / row) + 26)
    }),
    { numRuns: 60 },
  )
})

test('a row is scrolled to only as far as it must be, and is then seen whole below the head', () => {
  fc.assert(
    fc.property(fc.nat(5000), fc.nat(170_000), fc.integer({ min: 200, max: 2000 }), (index, top, height) => {
      const next = topToSee(index, { top, height }, 34, 34)
      // the head of 34 pixels moves the rows down by itself and covers as much
      expect(index * 34 >= next && (index + 1) * 34 + 34 <= next + height).toBe(true)
      if (index * 34 >= top && (index + 2) * 34 <= top + height) expect(next).toBe(top)
    }),
  )
})
