import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classOf, judgedOf, labelAfter, nextLabel, opensMore, runsOf } from './differences.ts'
import { merged } from './merge.ts'

const change = (was: string, now: string) => classOf({ source: was, audience: 'internal' }, { source: now, audience: 'internal' })

test.each([
  ['The aproval is here.', 'The approval is here.', 'editorial'],
  ['The **approval** is here', 'The approval is here.', 'editorial'],
  ['It is here.', 'It is here. A sentence more.', 'minor'],
  ['See [a](b).', 'See [a](c).', 'minor'],
  ['within 3 business days', 'within 5 business days', 'material'],
  ['within three days', 'within five days', 'material'],
  ['above $75', 'above $57', 'material'],
  ['You may go.', 'You must go.', 'material'],
  ['Do it.', 'Do not do it.', 'material'],
  ['Write to a@b.example.', 'Write to c@b.example.', 'material'],
  ['one of us', 'six of us', 'minor'],
  ['<!-- internal -->\nA\n\n<!-- /internal -->\n', 'A\n', 'minor'],
])('a change is of a class by what it does: %s → %s', (was, now, kind) => expect(change(was, now)).toBe(kind))

test.each([
  ['The aproval is here.', 'The approval is here.', 'Only letters, marks and form changed.'],
  ['See [a](b).', 'See [a](c).', 'A link leads elsewhere.'],
  ['It is here.', 'It is here. A sentence more.', 'Words came, went or changed; no value and no word such as “not” did.'],
  ['above $75 and 3 days', 'above $57 and 3 days', 'A value changed: “$75” became “$57”.'],
  ['It takes a while.', 'It takes 5 days.', 'A value changed: “5” came.'],
  ['Do it.', 'Do not do it.', 'A word that turns a sentence came or went: “not” came.'],
])('a class says why it is that: %s → %s', (was, now, why) =>
  expect(judgedOf({ source: was, audience: 'internal' }, { source: now, audience: 'internal' }).why).toBe(why),
)

test('a draft stays one first text, whatever changes in it', () => {
  expect(nextLabel({ label: '1.0.0', draft: true }, 'material')).toBe('1.0.1')
  expect(nextLabel({ label: '1.0.0', draft: false }, 'material')).toBe('2.0.0')
})

test('more readers are a material change, fewer are not', () => {
  const source = 'The same.'
  expect(classOf({ source, audience: 'internal' }, { source, audience: 'public' })).toBe('material')
  expect(classOf({ source, audience: 'public' }, { source, audience: 'restricted' })).toBe('editorial')
})

test('labels count what changed', () => {
  expect((['editorial', 'minor', 'material'] as const).map((kind) => labelAfter('2.1.4', kind))).toEqual(['2.1.5', '2.2.0', '3.0.0'])
})

test.each([
  ['A bonus.', 'A bonus.', false],
  ['A bonus, and more.', 'A bonus.', false],
  ['A **bonus** [here](b).', '- bonus here\n\nb A', false],
  ['A bonus.', 'The bonus is 12,345.', true],
  ['A bonus.', 'A bonus, a bonus.', true],
  ['A [bonus](b).', 'A [bonus](c).', true],
  ['12 and 345', '12,345', true],
  ['Yes', 'Yes 🎉', true],
])('that everyone would see more is noticed, in whatever words it comes: %s → %s', (was, now, more) =>
  expect(opensMore({ shown: was }, { shown: now })).toBe(more),
)

test('a long word is another one at the first letter that differs, and no slip of it is looked for', () => {
  const word = (letters: number) => 'ab'.repeat(letters / 2)
  expect([change(`c${word(60)}`, word(60)), change(`c${word(80)}`, word(80))]).toEqual(['editorial', 'minor'])
})

test('what could be a value is read once, however long it is', () => {
  expect(change(`${'a.'.repeat(60_000)} a+b@c.example`, `${'a.'.repeat(60_000)} a+d@c.example`)).toBe('material')
})

const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c d\n', 'c e\n', '\n', 'f'), { maxLength: 12 }).map((lines) => lines.join(''))

test('joined, what is not added is the old text, and what is not removed the new one', () => {
  fc.assert(
    fc.property(text, text, (was, now) => {
      const runs = runsOf(was, now)
      expect(
        runs
          .filter(({ mark }) => mark !== 'added')
          .map((run) => run.text)
          .join(''),
      ).toBe(was)
      expect(
        runs
          .filter(({ mark }) => mark !== 'removed')
          .map((run) => run.text)
          .join(''),
      ).toBe(now)
    }),
  )
})

test('a text merged with itself, or with what it began from, is as it was; nobody is first', () => {
  fc.assert(
    fc.property(text, text, text, (base, one, other) => {
      expect(merged(base, one, one)).toBe(one)
      expect(merged(base, one, base)).toBe(one)
      expect(merged(base, one, other)).toBe(merged(base, other, one))
    }),
  )
})

test.each([
  ['1\n2\n3\n4\n', 'one\n2\n3\n4\n', '1\n2\n3\nfour\n', 'one\n2\n3\nfour\n'],
  ['1\n2\n3\n', '1\ntwo\n3\n', '1\nzwei\n3\n', undefined],
  ['1\n2\n', '1\na\n2\n', '1\nb\n2\n', undefined],
  ['1\n2\n', '1\na\n2\n', '1\na\n2\n', '1\na\n2\n'],
])('two changes come together where they touch other lines', (base, theirs, mine, both) => expect(merged(base, theirs, mine)).toBe(both))
