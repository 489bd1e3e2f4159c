import { expect, test } from 'vitest'
import { asksAnother, sameAgain } from './second.ts'

const step = (title: string, role: string | null = null, check: string | null = null) => ({ key: 'b', title, role, check })

test.each([
  [step('A second person agrees'), true],
  [step('Release it', 'Another colleague'), true],
  [step('Release it', null, 'Four eyes saw it'), true],
  [step('Release it', 'Farid or Noa, not you'), true],
  [step('Release the second order'), false],
  [step('Tell the buyer', 'Support'), false],
])('%j: %s', (asked, expected) => expect(asksAnother(asked)).toBe(expected))

test('whoever did a step before is warned, and nobody else', () => {
  const asked = step('A second person agrees')
  expect(sameAgain(asked, [{ key: 'a', by: 'me' }], 'me')).toBe(true)
  expect(sameAgain(asked, [{ key: 'a', by: 'other' }], 'me')).toBe(false)
  expect(sameAgain(asked, [{ key: 'b', by: 'me' }], 'me')).toBe(false)
  expect(sameAgain(step('Release it'), [{ key: 'a', by: 'me' }], 'me')).toBe(false)
})
