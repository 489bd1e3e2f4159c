import { expect, test } from 'vitest'
import { legendOf } from './legend.ts'

test('the letters that stand there are explained, in their order, and no others', () => {
  expect(legendOf([{ letters: ['D'] }, { letters: ['R', 'A'] }])).toBe(
    'R recommends, A agrees, D decides. People are called by their initials, groups by their short names.',
  )
  expect(legendOf([])).toBe(null)
  expect(legendOf([{ letters: [] }])).toBe(null)
})
