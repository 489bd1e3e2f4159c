import { expect, test } from 'vitest'
import { type Standing, vettingOf } from './vetting.ts'

test.each<[Standing, boolean, string]>([
  ['none', false, 'proposed'],
  ['stale', false, 'proposed'],
  ['agreed', false, 'certified'],
  ['carried', false, 'certified'],
  ['none', true, 'deprecated'],
  ['agreed', true, 'deprecated'],
])('of a text whose decision is %s, replaced %s, the state is %s', (standing, replaced, state) => {
  expect(vettingOf(standing, replaced)).toBe(state)
})
