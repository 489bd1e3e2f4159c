import { expect, test } from 'vitest'
import { closedWords } from './closed-words.ts'

test('a page that stays closed says what it takes in words, who has it, and whom to ask', () => {
  const needs = { says: 'Write plans and measures', roles: ['Business operations', 'Leadership'] }
  expect(closedWords(needs, ['Ilse Brandt', 'Mara Okonjo'])).toBe(
    'To write plans and measures takes the role Business operations or Leadership. Ask Ilse Brandt or Mara Okonjo for it.',
  )
  expect(closedWords({ says: 'Sign keys', roles: [] }, ['Ilse Brandt'])).toBe('Ask Ilse Brandt for a role that opens it.')
  expect(closedWords(undefined, [])).toBe('Ask an administrator for a role that opens it.')
})
