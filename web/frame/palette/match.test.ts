import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitOf, inOrder, isOneSlip, partsOf, wordsOf } from './match.ts'

describe('words in the palette', () => {
  test.each([
    ['inv', 'Invite a colleague', '', true],
    ['colleague invite', 'Invite a colleague', '', true],
    ['invtie', 'Invite a colleague', '', true],
    ['add user', 'Invite a colleague', 'add user person', true],
    ['vite', 'Invite a colleague', '', false],
    ['dark', 'Dark colours', '', true],
    ['add seats', 'Add seats', '', true],
    ['zoe', 'Zoë Adair', '', true],
    ['new invoice', 'New quote', '', false],
  ])('%j finds %j: %s', (typed, title, more, found) => expect(fitOf(wordsOf(typed), title, more) > 0).toBe(found))

  test('who types a title means it: it comes before what only says the word', () => {
    expect(fitOf(['new', 'quote'], 'New quote')).toBeGreaterThan(fitOf(['new', 'quote'], 'Quotes that wait', 'new quote'))
  })

  test('a name that begins with the letters comes before an act that is only about them', () => {
    const acts = [{ title: 'Import a plan' }, { title: 'Mark all as done' }]
    const found = [{ title: 'Company plan' }, { title: 'Mara Okonjo' }]
    const titles = ({ first, found: between, last }: ReturnType<typeof inOrder>) =>
      [first, between, last].map((part) => part.map(({ title }) => title))
    expect(titles(inOrder(['mar'], acts, found))).toEqual([['Mark all as done'], ['Mara Okonjo', 'Company plan'], ['Import a plan']])
    expect(titles(inOrder(['add', 'user'], [{ title: 'Invite a colleague' }], [{ title: 'A user guide' }]))).toEqual([
      ['Invite a colleague'],
      ['A user guide'],
      [],
    ])
  })

  test('one letter more, less, other or two changed are one slip', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{4,10}$/), fc.nat(), fc.constantFrom('x', 'q'), (word, place, letter) => {
        const at = place % word.length
        const [before, after] = [word.slice(0, at), word.slice(at)]
        return (
          isOneSlip(word, before + letter + after) &&
          isOneSlip(word, before + after.slice(1)) &&
          isOneSlip(word, before + letter + after.slice(1))
        )
      }),
    )
    expect(isOneSlip('renew', 'remark')).toBe(false)
  })

  test('the parts of a title are the title', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string({ minLength: 1 })),
        (title, words) =>
          partsOf(title, words)
            .map((part) => part.text)
            .join('') === title,
      ),
    )
    expect(partsOf('Renew Maple Bank', ['renew', 'mapl']).filter((part) => part.hit)).toEqual([
      { text: 'Renew', hit: true },
      { text: 'Mapl', hit: true },
    ])
  })
})
