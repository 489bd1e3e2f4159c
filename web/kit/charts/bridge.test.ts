import { expect, test } from 'vitest'
import { baseOf, ticksOf } from './bridge.ts'

const total = (value: number) => ({ x: 't', value, total: true })
const change = (value: number) => ({ x: 'c', value })

test('changes of the size of the totals start at zero', () => {
  expect(baseOf([total(100), change(80), total(180)])).toBe(0)
})

test('changes that would be lost start at a round figure below every level', () => {
  const base = baseOf([total(2_997_951), change(82_328), change(-27_824), total(3_052_455)])
  expect(base).toBeLessThan(2_997_951)
  expect(base).toBe(2_950_000)
})

test('nothing changed, or nothing there: zero', () => {
  expect(baseOf([])).toBe(0)
  expect(baseOf([total(5), total(5)])).toBe(0)
})

test('marks begin at the base and end above the highest level', () => {
  expect(ticksOf(2_950_000, 3_080_279)).toEqual([2_950_000, 3_000_000, 3_050_000, 3_100_000])
})
