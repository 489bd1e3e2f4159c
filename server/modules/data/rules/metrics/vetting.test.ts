import { expect, test } from 'vitest'
import { type Agreement, vettingOf } from './vetting.ts'

test.each<[Agreement, boolean, string]>([
  ['none', false, 'proposed'],
  ['stale', false, 'proposed'],
  ['agreed', false, 'certified'],
  ['carried', false, 'certified'],
  ['none', true, 'deprecated'],
  ['agreed', true, 'deprecated'],
])('of a text whose decision is %s, replaced %s, the state is %s', (agreement, replaced, state) => {
  expect(vettingOf(agreement, replaced)).toBe(state)
})
