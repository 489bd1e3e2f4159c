import fc from 'fast-check'
import { expect, test } from 'vitest'
import { behindTitle, snippetOf } from './snippet.ts'

const filler =
  'This is what comes before and has nothing to do with it at all, word after word, line after line, until the very end of it. '

test('a short text stands whole, a long one at the words that were asked for', () => {
  expect(snippetOf('Ask within five days.', 'days')).toBe('Ask within five days.')
  expect(snippetOf(`${filler}${filler}The laptop comes by post. ${filler}`, 'laptops post')).toContain('The laptop comes by post.')
  expect(snippetOf(`${filler}${filler}`, 'nothing asked here')).toMatch(/^…?.*nothing/)
  expect(snippetOf(`${filler}${filler}`, 'kookaburra')).toMatch(/^This is what .*…$/)
  expect(snippetOf('', 'x')).toBe('')
  expect(snippetOf('x'.repeat(500), 'x')).toHaveLength(159)
})

test('never more than 160 letters, and always letters of the text', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-zé]{1,30}$/), { maxLength: 60 }),
      fc.stringMatching(/^[a-z]{1,5}( [a-z]{1,5})?$/),
      (words, question) => {
        const body = words.join(' ')
        const snippet = snippetOf(body, question)
        expect(snippet.length).toBeLessThanOrEqual(160)
        expect(body).toContain(snippet.replace(/^…|…$/g, ''))
      },
    ),
  )
})

test('what is said of a page does not begin with its title', () => {
  expect(behindTitle('Get a laptop\n\nYou need one.', 'Get a laptop')).toBe('You need one.')
  expect(behindTitle('Get a laptop', 'Get a laptop')).toBe('')
  expect(behindTitle('Get a laptops bag', 'Get a laptop')).toBe('Get a laptops bag')
  expect(behindTitle('You need one.', 'Get a laptop')).toBe('You need one.')
})
