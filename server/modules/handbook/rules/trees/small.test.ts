import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headOf } from '../front-matter.ts'
import { tomlOf } from '../toml.ts'
import { rootsOf } from './dialect.ts'
import { commonFolder, decodedFile, encodedFile, isPageFile, joined, twinsAmong } from './files.ts'
import { literalOf } from './literal.ts'
import { foreignMarks } from './marks.ts'
import { formerOf } from './places.ts'
import { readTree } from './reading.ts'

test('any bytes are read or are no text, and what is read is written again as it came', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.string({ unit: 'binary' }).map((text) => new Uint8Array(Buffer.from(text, 'utf16le'))),
      ),
      (bytes) => {
        const read = decodedFile(bytes)
        if (read) expect(Buffer.from(encodedFile(read.text, read.encoding)).equals(Buffer.from(bytes))).toBe(true)
        else expect(bytes.includes(0) || bytes[0] === 0xff || bytes[0] === 0xfe).toBe(true)
      },
    ),
  )
  const wide = Buffer.from('\ufeff# Wide\n', 'utf16le')
  expect([decodedFile(wide), decodedFile(Buffer.from(wide).swap16())]).toEqual([
    { text: '\ufeff# Wide\n', encoding: 'utf-16le' },
    { text: '\ufeff# Wide\n', encoding: 'utf-16be' },
  ])
})

test('a literal is read as it would be run, and nothing that would have to be run is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }))), (value) => {
      // the numbers of a sidebar are plain
      if (/\d[eE][+-]?\d|\\u/.test(JSON.stringify(value)) || '__proto__' in value) return
      expect(literalOf(`export default ${JSON.stringify(value)} satisfies X;`)).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
  expect(literalOf("module.exports = {a: ['x', `y`,], /* no */ 'b': -2, // end\n}")).toEqual({ a: ['x', 'y'], b: -2 })
  for (const script of [
    'module.exports = make()',
    'export default [x]',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what is not run
    'export default {a: `${b}`}',
    'export default {...a}',
    'export default [',
  ])
    expect(literalOf(script)).toBeUndefined()
})

test('keys in TOML are read, and what is none is unreadable', () => {
  const text = 'title = "A \\"b\\""\n# note\nweight = 3 # last\ndraft = false\ntags = ["x",\n  \'y\', # why\n]\n[menu.main]\nname = "Z"\n'
  expect(tomlOf(text)).toEqual(
    new Map<string, unknown>([
      ['title', 'A "b"'],
      ['weight', 3],
      ['draft', false],
      ['tags', ['x', 'y']],
      ['menu.main', new Map([['name', 'Z']])],
    ]),
  )
  for (const wrong of ['no pair', 'a = [1,', 'a = "open', 'a = {b = 1}', 'a = [1] 2', '[a', '[a] b', 'a = "b" c', 'a = """b""" c'])
    expect(tomlOf(wrong)).toBe('unreadable')
  const more =
    "[[a . b]] # c\n'x y'='# no'\nlong = \"\"\"\n  one\ntwo\"\"\" # c\nshort = '''a'''\nlist = ['a]', \"#\"] # c\nday = 2024-05-01"
  expect(tomlOf(more)).toEqual(
    new Map([
      [
        'a . b',
        new Map<string, unknown>([
          ['x y', '# no'],
          ['long', '  one\ntwo'],
          ['short', 'a'],
          ['list', ['a]', '#']],
          ['day', '2024-05-01'],
        ]),
      ],
    ]),
  )
})

test('TOML is read in as many steps as it has letters: none of these would end otherwise', () => {
  const [spaces, lines] = [' '.repeat(200_000), '\n'.repeat(200_000)]
  const open = ['a = [', 'a = """', "a = '''", 'a = ["'].map((head) => head + lines)
  const wide = [
    `[${spaces}!`,
    `[${spaces}a${spaces}`,
    `a${spaces}!`,
    `a = ${spaces}\u2028`,
    `a = 1${spaces}b${spaces}\u2028`,
    `a = """${'"""x'.repeat(50_000)}`,
  ]
  const quotes = [`a = [${'"\\'.repeat(100_000)}`, `a = "${'\\"'.repeat(100_000)}`]
  for (const text of [...open, ...wide, ...quotes]) expect(tomlOf(text)).toBe('unreadable')
  const source = `+++\n[${' '.repeat(16_000)}!\n+++\n# Title\n`
  expect(headOf(source)).toMatchObject({ unreadable: true, end: source.indexOf('# Title') })
})

test('small rules of names', () => {
  expect(
    [
      'a.md',
      'a/b.mdx',
      'x.html.md',
      '.github/a.md',
      'node_modules/x/a.md',
      '_includes/a.md',
      'SUMMARY.md',
      'LICENSE.md',
      'a.txt',
      'summary-of-us.md',
    ].filter(isPageFile),
  ).toEqual(['a.md', 'a/b.mdx', 'x.html.md', 'summary-of-us.md'])
  expect([joined('a/b', '../c'), joined('', '../c'), joined('a', './b//c')]).toEqual(['a/c', undefined, 'a/b/c'])
  expect([commonFolder(['x/a.md', 'x/b/c.md']), commonFolder(['docs/a.md']), commonFolder(['x/a.md', 'b.md'])]).toEqual(['x', '', ''])
  expect(twinsAmong(['A.md', 'a.md', 'b.md', 'e\u0301.md', '\u00e9.md'])).toEqual(['A.md', 'a.md', 'e\u0301.md', '\u00e9.md'])
  expect(
    ['/About/', 'older', 'https://x.example.com/a', '/a/index.html', '/p/:year/x.html?y'].flatMap((url) => formerOf(url, 'news')),
  ).toEqual(['about', 'news/older', 'a', 'p/x'])
  expect(foreignMarks('```\n{% hint %}\n```\n`{{ x }}` is code\n{: .wide}\n')).toEqual([{ line: 5, what: '{: .wide}', does: 'hidden' }])
  expect(
    rootsOf(
      new Map([
        ['config.toml', 'x'],
        ['a.md', '# A'],
      ]),
    ).map(({ dialect }) => dialect),
  ).toEqual(['plain'])
  expect(
    rootsOf(
      new Map([
        ['config.toml', 'x'],
        ['content/a.md', '# A'],
      ]),
    ).map(({ dialect, docs }) => [dialect, docs]),
  ).toEqual([['hugo', 'content']])
  expect(
    rootsOf(
      new Map([
        ['book.toml', '[book]\nsrc = "text"\n'],
        ['text/SUMMARY.md', ''],
      ]),
    ).map(({ dialect, docs }) => [dialect, docs]),
  ).toEqual([['mdbook', 'text']])
})

test('links of a wiki that name no page of the tree are told with their line; those in code are none', () => {
  const tree = {
    'a/ropes and knots.md': '# Ropes\n',
    'b.md':
      '# The Crane\n\n[[Ropes]] [[ropes-and-knots|here]] [[the crane#Top]]\n\n[[Gone|x]] `[[code]]` ![[x.png]]\n\n```\n[[code]]\n```\n',
  }
  const { pages } = readTree(Object.entries(tree).map(([file, text]) => ({ file, bytes: Buffer.from(text) })))
  expect(pages.flatMap(({ notes }) => notes.map(({ line, code, text }) => `${line} ${code} ${text}`))).toEqual([
    '5 link.wiki_broken “[[Gone|x]]” names no page of the tree: it stays as it is written.',
  ])
})
