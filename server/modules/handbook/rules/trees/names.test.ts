import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filesOfPages } from './layout.ts'
import { foldedName, isSafeName } from './names.ts'
import { readTree } from './reading.ts'

const gits = [
  '.git/a.md',
  '.GIT/hooks/x',
  'sub/.git',
  '.git /x',
  '.git./x.md',
  '.git. . /x',
  '.g\u200bit/x',
  'git~1/x',
  'GIT~1',
  '.git::$INDEX_ALLOCATION/x',
]
const none = ['a//b.md', './a.md', 'a/./b', `${'é'.repeat(130)}.md`, `${'d/'.repeat(40)}x.md`]

test('names that no repository takes are told one by one, as are files that are folders too; the others are read', () => {
  for (const name of [...gits, ...none]) expect([name, isSafeName(name)]).toEqual([name, false])
  for (const name of ['.gitignore', '.github/x.md', 'git/x', 'a.git/x', 'a/…md']) expect([name, isSafeName(name)]).toEqual([name, true])
  const came = [...gits, 'q2', 'Q2/b.md', 'q3.md', 'q3.md/c.md', 'x.md'].map((file) => ({ file, bytes: Buffer.from('# X\n') }))
  const { pages, rest, refused } = readTree(came)
  expect(pages.map(({ file }) => file)).toEqual(['Q2/b.md', 'q3.md/c.md', 'x.md'])
  expect(rest).toEqual([])
  expect(refused.map(({ file, code }) => `${file} ${code}`).sort()).toEqual(
    [...gits.map((file) => `${file} import.name_unsafe`), 'q2 import.name_clash', 'q3.md import.name_clash'].sort(),
  )
})

test('whatever pages and files are called, each has a place of its own that can be unpacked', () => {
  const step = fc.constantFrom(
    'q2',
    'Q2',
    'q2.md',
    'a',
    '.git',
    '.GIT ',
    'git~1',
    '..',
    '',
    '.quarterdeck',
    'handbook.json',
    'b.md',
    'é',
    'e\u0301',
    'x'.repeat(300),
  )
  const file = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/'))
  const tree = fc.constantFrom('handbook', 'q2')
  const placed = fc.record({ tree, file })
  const path = fc.constantFrom('q2', 'q2/b', 'a', 'a/q2', 'b')
  fc.assert(
    fc.property(
      fc.array(fc.record({ path, place: fc.option(placed) }), { maxLength: 8 }),
      fc.array(placed, { maxLength: 8 }),
      (all, beside) => {
        const pages = all.map(({ path: at }, n) => ({ id: `${n}`, path: at }))
        const places = new Map(all.flatMap(({ place }, n) => (place ? [[`${n}`, place] as const] : [])))
        const laid = filesOfPages(
          pages,
          places,
          beside.map((one) => ({ ...one, bytes: new Uint8Array() })),
        )
        const files = ['.quarterdeck/handbook.json', ...laid.pages.values(), ...laid.rest.map((one) => one.file)]
        expect(files.length).toBe(1 + pages.length + beside.length)
        expect(files.filter((one) => !isSafeName(one))).toEqual([])
        const folded = files.map(foldedName)
        expect(new Set(folded).size).toBe(files.length)
        expect(folded.filter((one) => folded.some((other) => other.startsWith(`${one}/`)))).toEqual([])
      },
    ),
    { numRuns: 500 },
  )
})
