import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headOf } from './front-matter.ts'
import { methodFindings, methodsNamed } from './methods.ts'

const method = (key: string, title: string, plan = 'Company FY27') => ({ key, title, plan })
const offered = [
  method('a', 'Ship within a day'),
  method('b', 'Answer within a day'),
  method('c', 'Open an office', 'Sales FY27'),
  method('d', 'Open an office', 'People FY27'),
]
const named = (names: string[], before: { key: string; said: string }[] = []) => methodsNamed(names, offered, before)

test.each<[string, string[], string[], number]>([
  ['a title', ['Ship within a day'], ['a'], 0],
  ['a title in other letters', ['  ship  WITHIN a day'], ['a'], 0],
  ['plan and title', ['Company FY27 / Ship within a day'], ['a'], 0],
  ['a title of two plans', ['Open an office'], [], 1],
  ['a title of two plans, with one of them', ['sales fy27/open an office'], ['c'], 0],
  ['twice the same', ['Ship within a day', 'Company FY27 / Ship within a day'], ['a'], 0],
  ['a slip', ['Ship within a dya'], [], 1],
  ['more than a procedure serves', Array.from({ length: 22 }, () => 'Ship within a day'), ['a'], 2],
])('%s', (_what, names, keys, wrong) => {
  const { said, unread } = named(names)
  expect(said.map(({ key }) => key)).toEqual(keys)
  expect(unread.length).toBe(wrong)
})

test('a name that leads nowhere is told with what is near to it', () => {
  expect(named(['Ship within a dya']).unread).toEqual([
    {
      name: 'Ship within a dya',
      text: 'No plan in force has a method “Ship within a dya”. Near to it: “Ship within a day”, “Answer within a day”.',
    },
  ])
  expect(named(['Paint']).unread[0]?.text).toBe('No plan in force has a method “Paint”. Those that there are stand under “What it serves”.')
  expect(named(['Open an office']).unread[0]?.text).toBe(
    'Several plans have a method “Open an office”. Write “Sales FY27 / Open an office” or “People FY27 / Open an office”.',
  )
})

test('a name goes on meaning what it meant', () => {
  expect(named(['Send at once'], [{ key: 'a', said: 'Send at once' }])).toEqual({ said: [{ key: 'a', said: 'Send at once' }], unread: [] })
  const over = named(['Sell more'], [{ key: 'gone', said: 'Sell more' }])
  expect(over.said).toEqual([{ key: 'gone', said: 'Sell more' }])
  expect(over.unread).toHaveLength(1)
})

test.each([
  ['one name, with a comma', 'methods: Ship, and tell\n', ['Ship, and tell']],
  [
    'a list in two writings',
    'methods:\n  - \'Ship within a day\' # why\n  - "Sales FY27 / Open an office"\n',
    ['Ship within a day', 'Sales FY27 / Open an office'],
  ],
  ['a list in a line', 'Methods: [One, Two]\n', ['One', 'Two']],
  ['nothing', 'methods:\n', []],
  ['what is no name', 'methods: [{ a: 1 }, [b], 3]\n', ['3']],
])('%s is read', (_what, lines, names) => expect(headOf(`---\nkind: procedure\n${lines}---\n# One\n`).front.methods).toEqual(names))

test('a finding stands at the name', () => {
  const source = "---\nkind: procedure\nmethods: ['Paint']\n---\n# Paint\n"
  const [found] = methodFindings(source, named(['Paint']).unread)
  expect(source.slice(found?.from ?? 0, found?.to ?? 0)).toBe('Paint')
})

test('every name is read or told, whatever is written', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...offered.map(({ title }) => title))), { maxLength: 25 }), (names) => {
      const { said, unread } = named(names)
      expect(said.every(({ said: name }) => names.includes(name))).toBe(true)
      for (const name of names) {
        const alone = named([name])
        expect(alone.said.length + alone.unread.length).toBe(1)
      }
      expect(said.length + unread.length).toBeLessThanOrEqual(names.length)
    }),
  )
})
