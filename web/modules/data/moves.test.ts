import fc from 'fast-check'
import { expect, test } from 'vitest'
import { movesOf } from './moves.ts'

const row = (name: string, value: string | null) => ({ dimensions: { account: name }, values: { arr: value } })

test('what moved a level is each part that changed, the largest first, and they come to the change', () => {
  const before = [row('stays', '100.00'), row('leaves', '40.10'), row('grows', '10.00'), row('shrinks', '9.00')]
  const now = [row('stays', '100.00'), row('comes', '75.20'), row('grows', '12.50'), row('shrinks', '8.00')]
  const { moves, sum } = movesOf('arr', 'account', before, now, 2)
  expect(moves.map(({ name, what, change }) => [name, what, change])).toEqual([
    ['comes', 'Came', 75.2],
    ['leaves', 'Left', -40.1],
    ['grows', 'More', 2.5],
    ['shrinks', 'Less', -1],
  ])
  expect(sum).toBe(36.6)
})

test('whatever the parts were, the moves come to the difference of the sums', () => {
  const level = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 10 ** 9 })), {
    selector: ([name]) => name,
  })
  fc.assert(
    fc.property(level, level, (before, now) => {
      const rows = (of: [number, number][]) => of.map(([name, cents]) => row(String(name), (cents / 100).toFixed(2)))
      const total = (of: [number, number][]) => of.reduce((sum, [, cents]) => sum + cents, 0)
      const { moves, sum } = movesOf('arr', 'account', rows(before), rows(now), 2)
      expect(Math.round(sum * 100)).toBe(total(now) - total(before))
      expect(moves.every(({ change }) => change !== 0)).toBe(true)
    }),
  )
})
