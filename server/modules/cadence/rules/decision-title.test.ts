import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decisionTitle } from './decision-title.ts'

test.each([
  ['issue', 'The crane is late', 'A second crane is hired. From June.', 'The crane is late'],
  ['agenda', 'Plan updates', 'A second crane is hired. From June on.', 'A second crane is hired.'],
  ['agenda', 'Plan updates', '  Release 2.4\nships on Monday ', 'Release 2.4 ships on Monday'],
  ['agenda', 'Plan updates', `${'many words '.repeat(20)}end`, `${'many words '.repeat(12)}many…`],
] as const)('what was decided in an %s is called what it is about', (part, title, text, called) => {
  expect(decisionTitle({ part, title }, text)).toBe(called)
})

test('a name is one line of at most 140 signs and begins as the text does', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 400 }).filter((text) => text.trim() !== ''),
      (text) => {
        const called = decisionTitle({ part: 'agenda', title: 'x' }, text)
        expect(called.length).toBeLessThanOrEqual(140)
        expect(called).not.toMatch(/[\r\n]/)
        expect(text.trim().replaceAll(/\s+/g, ' ').startsWith(called.replace(/…$/, ''))).toBe(true)
      },
    ),
  )
})
