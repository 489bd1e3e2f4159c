import { expect, test } from 'vitest'
import { numbered } from './numbers.ts'

test('a number has six digits, and more when they are used up', () => {
  expect(numbered('A', 123n)).toBe('A-000123')
  expect(numbered('LIC-2026', 1n)).toBe('LIC-2026-000001')
  expect(numbered('A', 1_234_567n)).toBe('A-1234567')
})
