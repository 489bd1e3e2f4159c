import { expect, test } from 'vitest'
import { cameOf } from '../../../../../test/cast/messy-tree.ts'
import { rootsOf } from './dialect.ts'
import { literalOf } from './literal.ts'
import { foreignMarks } from './marks.ts'
import { readTree } from './reading.ts'

// sizes at which work that grows with the square of a text would not end

test('marks are found in as many steps as a text has letters, and so many are told', () => {
  const rows = Array.from({ length: 2000 }, (_none, n) => `${'`'.repeat(n + 1)}x`).join('')
  for (const line of ['{'.repeat(2_000_000), '{{x'.repeat(700_000), rows]) expect(foreignMarks(line)).toEqual([])
  expect(foreignMarks('{% a'.repeat(200_000)).length).toBe(200)
  expect(foreignMarks('{% a %}\n'.repeat(50_000)).length).toBe(200)
  expect(foreignMarks('a `{{ b }}` c ``{{ d }} ` {{ e }}`` {{ f }} `{{ g }}').map(({ what }) => what)).toEqual(['{{ f }}', '{{ g }}'])
})

test('a script is looked at so far, and so often', () => {
  for (const script of ['const a=/*', 'const a=[//', "const a=['\\'"]) expect(literalOf(script.repeat(300_000))).toBeUndefined()
  expect(literalOf(`${'const a=/*'.repeat(39)}*/ 1\nmodule.exports = ['x']`)).toEqual(['x'])
  expect(literalOf(`${'const a = 1\n'.repeat(41)}let b = ['x']`)).toBeUndefined()
})

test('a tree has so many parts, and the pages of further ones are of the part about them', () => {
  const folders = Array.from({ length: 4000 }, (_none, n) => `f${n}`)
  const tree = Object.fromEntries(
    folders.flatMap((folder) => [
      [`${folder}/_config.yml`, 'x: 1'],
      [`${folder}/x.md`, '# X'],
      [`${folder}/config.toml`, ''],
    ]),
  )
  const { roots, pages, rest } = readTree(cameOf({ ...tree, 'book.toml': `a = [${'\n'.repeat(1_000_000)}`, 'src/a.md': '# A' }))
  expect([roots.length, pages.length, rest.length]).toEqual([100, 4001, 8001])
  expect(roots[0]).toMatchObject({
    folder: '',
    dialect: 'mdbook',
    evidence: ['3901 more settings of parts are kept, and not followed', 'book.toml'],
  })
})

test('settings far down are of their part alone', () => {
  const texts = new Map(
    ['a/b/SUMMARY.md', 'a/book.toml', 'c/docs/x.md', 'c/sidebars.js', 'd/e/config.toml', 'd/e/content/y/z/q.md'].map((file) => [file, 'x']),
  )
  expect(rootsOf(texts).map(({ folder, dialect, docs }) => `${folder} ${dialect} ${docs}`)).toEqual([
    ' plain ',
    'a mdbook a/src',
    'c docusaurus c/docs',
    'd/e hugo d/e/content',
  ])
})

test('links that lead nowhere are told up to so many', () => {
  const { pages } = readTree(cameOf({ 'a.md': `# A\n\n${Array.from({ length: 900 }, (_none, n) => `[x](gone-${n}.md)`).join('\n\n')}\n` }))
  expect(pages[0]?.notes.length).toBe(400)
  expect(pages[0]?.notes[7]).toMatchObject({ line: 17, code: 'link.broken' })
})
