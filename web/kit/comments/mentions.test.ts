import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, toKept, toWriting } from './mentions.ts'

const id = '0198c0de-0000-7000-8000-000000000001'
const other = '0198c0de-0000-7000-8000-000000000002'

describe('a colleague named while one writes', () => {
  test.each([
    ['@', 1, { from: 0, words: '' }],
    ['Ask @no', 7, { from: 4, words: 'no' }],
    ['Ask @Noa Le', 11, { from: 4, words: 'Noa Le' }],
    ['Ask @Noa Levi about', 19, undefined],
    ['noa@tidewater', 13, undefined],
    ['(@Zoë', 5, { from: 1, words: 'Zoë' }],
    ['Ask @no and', 7, { from: 4, words: 'no' }],
  ])('in %j at %i is %j', (text, caret, found) => expect(asked(text, caret)).toEqual(found))

  test('is kept as a link, the longest name first, and only where it stands', () => {
    const named = [
      { id, name: 'Ann' },
      { id: other, name: 'Ann Lee' },
    ]
    expect(toKept('@Ann Lee and @Ann, not @Anna', named)).toBe(
      `[@Ann Lee](/people/persons/${other}) and [@Ann](/people/persons/${id}), not @Anna`,
    )
  })

  test('reads the same after it was kept', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8})?$/), fc.constantFrom('Ask ', '', '**Now** '), (name, before) => {
        const written = `${before}@${name} soon`
        const again = toWriting(toKept(written, [{ id, name }]))
        expect(again).toEqual({ text: written, named: [{ id, name }] })
      }),
    )
  })
})
