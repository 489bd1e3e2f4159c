import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cameOf, messyTree } from '../../../../../test/cast/messy-tree.ts'
import { tomlOf } from '../toml.ts'
import { rootsOf } from './dialect.ts'
import { commonFolder, decodedFile, encodedFile, isPageFile, joined, twinsAmong } from './files.ts'
import { literalOf } from './literal.ts'
import { foreignMarks } from './marks.ts'
import { formerOf } from './places.ts'
import { groupsOf, readTree } from './reading.ts'

const messy = readTree(cameOf(messyTree))
const page = (file: string) => messy.pages.find((one) => one.file === file)

describe('a tree in four dialects', () => {
  test('is known by its settings, each part for itself', () => {
    expect(messy.roots.map(({ folder, dialect, docs, evidence }) => [folder, dialect, docs, evidence[0]])).toEqual([
      ['', 'hugo', '', 'marks in 1 of 6 pages'],
      ['crew', 'docusaurus', 'crew/docs', 'crew/docusaurus.config.js'],
      ['news', 'jekyll', 'news', 'news/_config.yml'],
      ['quay', 'gitbook', 'quay/book', 'quay/.gitbook.yaml'],
      ['yard', 'mkdocs', 'yard/docs', 'yard/mkdocs.yml'],
    ])
  })

  test('gives each page its title, its address, and the addresses that it had', () => {
    expect(messy.pages.map(({ file, title, path, former }) => [file, title, path, former])).toMatchInlineSnapshot(`
      [
        [
          "crew/docs/01-intro.md",
          "Joining the crew",
          "crew/intro",
          [
            "crew/01-intro",
            "start-here",
          ],
        ],
        [
          "crew/docs/leave/02-sick.mdx",
          "Sick leave",
          "crew/leave/sick",
          [
            "crew/leave/02-sick",
          ],
        ],
        [
          "dense.md",
          "dense",
          "dense",
          [],
        ],
        [
          "draft.md",
          "Half a thought",
          "draft",
          [],
        ],
        [
          "for-few.md",
          "Salaries",
          "for-few",
          [],
        ],
        [
          "hugo.md",
          "From Hugo",
          "hugo",
          [
            "old/hugo",
            "older",
          ],
        ],
        [
          "news/_posts/2024-05-01-new-crane.md",
          "The new crane",
          "news/posts/2024-05-01-new-crane",
          [
            "news/_posts/2024-05-01-new-crane",
            "2024/05/01/new-crane",
          ],
        ],
        [
          "news/about.md",
          "About us",
          "news/about",
          [
            "about",
            "who-we-are",
          ],
        ],
        [
          "news/unreadable.md",
          "Unreadable keys",
          "news/unreadable",
          [],
        ],
        [
          "old.md",
          "Café",
          "old",
          [],
        ],
        [
          "quay/book/README.md",
          "Welcome to the quay",
          "quay/overview",
          [
            "quay",
            "quay/readme",
          ],
        ],
        [
          "quay/book/ships/mooring.md",
          "Mooring",
          "quay/ships/mooring",
          [],
        ],
        [
          "quay/book/ships/ropes and knots.md",
          "Ropes and knots",
          "quay/ships/ropes-and-knots",
          [
            "quay/ships/ropes and knots",
          ],
        ],
        [
          "yard/docs/index.md",
          "The yard",
          "yard/overview",
          [
            "yard",
            "yard/index",
          ],
        ],
        [
          "yard/docs/tools/saw.md",
          "The saw",
          "yard/tools/saw",
          [],
        ],
        [
          "yard/docs/tools/vise.md",
          "The vise",
          "yard/tools/vise",
          [],
        ],
      ]
    `)
  })

  test('says what is not understood with its line, and what becomes of it', () => {
    const notes = messy.pages.flatMap(({ file, notes: own }) => own.map(({ line, code, text }) => `${file}:${line ?? ''} ${code} ${text}`))
    expect(notes).toMatchInlineSnapshot(`
      [
        "crew/docs/01-intro.md:8 import.mark_shown :::note of Docusaurus is shown as what it means.",
        "crew/docs/leave/02-sick.mdx:4 import.mark_hidden import of Docusaurus stays in the text and is not shown.",
        "crew/docs/leave/02-sick.mdx:6 import.mark_left <Card> of Docusaurus is not known here: what stands in it is shown as words.",
        "hugo.md:7 import.mark_hidden {{< figure >}} of Hugo stays in the text and is not shown.",
        "news/about.md:9 import.mark_hidden {% include %} of Jekyll stays in the text and is not shown.",
        "news/about.md:11 import.mark_hidden {{ site.author }} of Jekyll stays in the text and is not shown.",
        "news/unreadable.md:1 import.front_matter_unreadable The keys above the text cannot be read. They stay, and are shown to nobody.",
        "old.md: import.old_letters Its letters are Windows-1252. The first change here makes them UTF-8.",
        "quay/book/ships/mooring.md:3 import.mark_shown {% hint %} of GitBook is shown as what it means.",
        "quay/book/ships/mooring.md:5 import.mark_shown {% endhint %} of GitBook is shown as what it means.",
        "quay/book/ships/mooring.md:9 import.mark_hidden {% swagger %} of GitBook stays in the text and is not shown.",
        "quay/book/ships/mooring.md:11 import.mark_hidden {% endswagger %} of GitBook stays in the text and is not shown.",
        "quay/book/ships/mooring.md:7 link.broken There is no page at “storm.md”.",
        "yard/docs/tools/saw.md:3 import.mark_shown !!! danger of MkDocs is shown as what it means.",
        "yard/docs/tools/saw.md:6 import.mark_left ??? plank of MkDocs is not known here: what stands in it is shown as words.",
        "yard/docs/tools/saw.md:9 import.mark_left --8<-- "shared.md" of MkDocs is not known here: what stands in it is shown as words.",
      ]
    `)
  })

  test('keeps what is no page, and says of what no page can be made', () => {
    expect(messy.pages.filter(({ unfit }) => unfit !== null).map(({ file, unfit }) => [file, unfit])).toEqual([
      ['dense.md', 'page.too_dense'],
    ])
    expect([page('draft.md')?.front.draft, page('for-few.md')?.front.few, page('old.md')?.source]).toEqual([
      true,
      true,
      '# Café\n\nOpen at noon.\n',
    ])
    expect(messy.rest.map(({ file }) => file)).toEqual([
      'LICENSE.md',
      'assets/lamp.png',
      'binary.md',
      'crew/docusaurus.config.js',
      'crew/sidebars.js',
      'news/_config.yml',
      'news/_data/navigation.yml',
      'quay/.gitbook.yaml',
      'quay/book/SUMMARY.md',
      'yard/mkdocs.yml',
    ])
  })

  test('has the contents that each part says of itself', () => {
    expect(messy.contents.map((one) => [one.from, groupsOf(one, 'Handbook')])).toMatchInlineSnapshot(`
      [
        [
          "crew/sidebars.js",
          [
            {
              "lines": [
                {
                  "file": "crew/docs/01-intro.md",
                  "label": "",
                },
              ],
              "name": "Handbook",
            },
            {
              "lines": [
                {
                  "file": "crew/docs/leave/02-sick.mdx",
                  "label": "",
                },
              ],
              "name": "Leave",
            },
          ],
        ],
        [
          "news/_data/navigation.yml",
          [
            {
              "lines": [
                {
                  "file": "news/about.md",
                  "label": "About",
                },
              ],
              "name": "Handbook",
            },
          ],
        ],
        [
          "quay/book/SUMMARY.md",
          [
            {
              "lines": [
                {
                  "file": "quay/book/README.md",
                  "label": "Welcome",
                },
              ],
              "name": "Handbook",
            },
            {
              "lines": [
                {
                  "file": "quay/book/ships/mooring.md",
                  "label": "Mooring",
                },
                {
                  "file": "quay/book/ships/ropes and knots.md",
                  "label": "Ropes and knots",
                },
                {
                  "file": null,
                  "label": "Night watch",
                },
              ],
              "name": "Ships",
            },
          ],
        ],
        [
          "yard/mkdocs.yml",
          [
            {
              "lines": [
                {
                  "file": "yard/docs/index.md",
                  "label": "Home",
                },
              ],
              "name": "Handbook",
            },
            {
              "lines": [
                {
                  "file": "yard/docs/tools/saw.md",
                  "label": "Saw",
                },
              ],
              "name": "Tools",
            },
          ],
        ],
      ]
    `)
  })
})

test('a link beside a page leads where it did, by whichever name', () => {
  expect(messy.pages.flatMap(({ notes }) => notes).filter(({ code }) => code === 'link.broken')).toEqual([
    { line: 7, code: 'link.broken', text: 'There is no page at “storm.md”.' },
  ])
})

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

test('any tree is read, in whatever names and texts', () => {
  const name = fc.stringMatching(/^[A-Za-z_0-9. äß-]{1,12}$/)
  const file = fc
    .tuple(fc.array(name, { maxLength: 3 }), name, fc.constantFrom('.md', '.mdx', '', '.yml', '.js'))
    .map(([folders, last, end]) => [...folders, last + end].join('/'))
  const text = fc.oneof(fc.string(), fc.constantFrom(...Object.values(messyTree).filter((one) => typeof one === 'string')))
  fc.assert(
    fc.property(fc.dictionary(file, text, { maxKeys: 12 }), (tree) => {
      const { pages, rest } = readTree(cameOf(tree))
      expect(pages.length + rest.length).toBe(Object.keys(tree).length)
      expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
      for (const { path } of pages) expect(path).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*){0,5}$/)
    }),
    { numRuns: 200 },
  )
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
  for (const wrong of ['no pair', 'a = [1,', 'a = "open', 'a = {b = 1}']) expect(tomlOf(wrong)).toBe('unreadable')
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
