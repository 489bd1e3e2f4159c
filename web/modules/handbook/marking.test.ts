import fc from 'fast-check'
import { expect, test } from 'vitest'
import { alert, around, forColleagues, heading, link, type Marked, type Put, step, table } from './marking.ts'

/** `|` stands where something is chosen: once for a place, twice for a stretch. */
const marked = (shown: string): Marked => {
  const [before = '', own = '', after] = shown.split('|')
  return after === undefined
    ? { text: before + own, from: before.length, to: before.length }
    : { text: before + own + after, from: before.length, to: before.length + own.length }
}
const done = ({ text }: Marked, put: Put) => {
  const [first, last] = put.choose
  const inner = `${put.text.slice(0, first)}|${put.text.slice(first, last)}|${put.text.slice(last)}`
  return text.slice(0, put.from) + inner + text.slice(put.to)
}
const tried = (shown: string, act: (of: Marked) => Put) => done(marked(shown), act(marked(shown)))

test('what is chosen becomes bold, and is so no more when it is pressed again', () => {
  const bold = (of: Marked) => around(of, '**', 'bold')
  expect(tried('A |big| day', bold)).toBe('A **|big|** day')
  expect(tried('A **|big|** day', bold)).toBe('A |big| day')
  expect(tried('A |day', bold)).toBe('A **|bold|**day')
})

test('a line becomes a heading, and a heading a line', () => {
  expect(tried('Before\nThe |quay\nAfter', heading)).toBe('Before\n## The quay||\nAfter')
  expect(tried('### The |quay', heading)).toBe('The quay||')
})

test('a step is the next of its list; a text without steps begins them', () => {
  expect(tried('# A\n\n## Steps\n\n1. Open it|\n   - Role: Cook\n', step)).toBe(
    '# A\n\n## Steps\n\n1. Open it\n   - Role: Cook\n2. |What is done|\n   - Role: \n   - Check: \n\n',
  )
  expect(tried('# A\n\nSaid.|', step)).toBe('# A\n\nSaid.\n\n## Steps\n\n1. |What is done|\n   - Role: \n   - Check: \n')
  expect(tried('# A\n\nFirst|.\n\n## Steps\n\n1. Open it\n\n## After\n', step)).toBe(
    '# A\n\nFirst.\n\n## Steps\n\n1. Open it\n2. |What is done|\n   - Role: \n   - Check: \n\n\n## After\n',
  )
  expect(tried('# A\n\n## Steps\n|', step)).toContain('1. |What is done|')
})

test('a table, an alert and a part for colleagues stand on lines of their own', () => {
  expect(tried('Said.|', table)).toBe('Said.\n\n| What | How long |\n| ---- | -------- |\n|      |          |\n'.replace('What', '|What|'))
  expect(tried('Said.|', alert)).toBe('Said.\n\n> [!NOTE]\n> |What is to be known|\n')
  expect(tried('One.\n\nTwo| of us.\n', forColleagues)).toBe('One.\n\n<!-- internal -->\n|Two of us.|\n<!-- /internal -->\n\n')
})

test('a link leads to a page by its address, in the words that were chosen', () => {
  const page = { title: 'Refunds [old]', path: 'finance/refunds' }
  expect(tried('See |how| we do it', (of) => link(of, page))).toBe('See [how](/handbook/finance/refunds)|| we do it')
  expect(tried('See |', (of) => link(of, page))).toBe('See [Refunds \\[old\\]](/handbook/finance/refunds)||')
})

test('nothing of a text is lost by any of them', () => {
  const acts = [(of: Marked) => around(of, '**', 'bold'), step, table, alert, forColleagues]
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n', '#', ' ', '1. b\n') }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom(...acts),
      (text, one, other, act) => {
        const [from = 0, to = 0] = [one % (text.length + 1), other % (text.length + 1)].toSorted((a, b) => a - b)
        const put = act({ text, from, to })
        expect(put.text).toContain(text.slice(put.from, put.to))
        expect(put.choose[0]).toBeLessThanOrEqual(put.choose[1])
        expect(put.choose[1]).toBeLessThanOrEqual(put.text.length)
      },
    ),
  )
})
