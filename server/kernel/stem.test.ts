import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stem } from './stem.ts'

test.each(
  `consignment consign|consistency consist|constables constabl|knackeries knackeri|generously generous|communism communism|hopping hop|hoping hope
|dying die|ties tie|cries cri|gas gas|gaps gap|kiwis kiwi|agreed agre|relational relat|conditional condit|electricity electr|hopefulness hope
|controlling control|proceed proceed|skies sky|news news|enjoying enjoy|say say|salary salari|salaries salari
|approve approv|approval approv|invoice invoic|invoicing invoic|monthly month|deletion delet|deleted delet|added add|ebbed ebb`
    .split('|')
    .map((pair) => pair.trim().split(' ') as [string, string]),
)('%s comes from %s', (word, expected) => {
  expect(stem(word)).toBe(expected)
})

test('a word of any letters has a stem that is no longer than itself and one letter, and none is sought beyond 60 letters', () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz'"), minLength: 1, maxLength: 60 })
  fc.assert(fc.property(letters, (word) => stem(word).length <= word.length + 1))
  expect(stem('running'.repeat(9))).toBe('running'.repeat(9))
})
