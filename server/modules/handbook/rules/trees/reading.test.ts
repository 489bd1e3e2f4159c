import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cameOf, messyTree } from '../../../../../test/cast/messy-tree.ts'
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
    expect(messy.pages.map(({ file, title, path, former }) => [file, title, path, ...former].join(' | '))).toMatchInlineSnapshot(`
      [
        "crew/docs/01-intro.md | Joining the crew | crew/intro | crew/01-intro | start-here",
        "crew/docs/leave/02-sick.mdx | Sick leave | crew/leave/sick | crew/leave/02-sick",
        "dense.md | dense | dense",
        "draft.md | Half a thought | draft",
        "for-few.md | Salaries | for-few",
        "hugo.md | From Hugo | hugo | old/hugo | older",
        "news/_posts/2024-05-01-new-crane.md | The new crane | news/posts/2024-05-01-new-crane | news/_posts/2024-05-01-new-crane | 2024/05/01/new-crane",
        "news/about.md | About us | news/about | about | who-we-are",
        "news/unreadable.md | Unreadable keys | news/unreadable",
        "old.md | Café | old",
        "quay/book/README.md | Welcome to the quay | quay/overview | quay | quay/readme",
        "quay/book/ships/mooring.md | Mooring | quay/ships/mooring",
        "quay/book/ships/ropes and knots.md | Ropes and knots | quay/ships/ropes-and-knots | quay/ships/ropes and knots",
        "yard/docs/index.md | The yard | yard/overview | yard | yard/index",
        "yard/docs/tools/saw.md | The saw | yard/tools/saw",
        "yard/docs/tools/vise.md | The vise | yard/tools/vise",
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
    expect(
      messy.contents.flatMap((one) =>
        groupsOf(one).map(({ name, lines }) => `${one.from} ${name}: ${lines.map(({ file, label }) => file ?? `(${label})`).join(', ')}`),
      ),
    ).toMatchInlineSnapshot(`
      [
        "crew/sidebars.js Crew: crew/docs/01-intro.md",
        "crew/sidebars.js Leave: crew/docs/leave/02-sick.mdx",
        "news/_data/navigation.yml News: news/about.md",
        "quay/book/SUMMARY.md Quay: quay/book/README.md",
        "quay/book/SUMMARY.md Ships: quay/book/ships/mooring.md, quay/book/ships/ropes and knots.md, (Night watch)",
        "yard/mkdocs.yml Yard: yard/docs/index.md",
        "yard/mkdocs.yml Tools: yard/docs/tools/saw.md",
      ]
    `)
  })
})

test('a link beside a page leads where it did, by whichever name', () => {
  expect(messy.pages.flatMap(({ notes }) => notes).filter(({ code }) => code === 'link.broken')).toEqual([
    { line: 7, code: 'link.broken', text: 'There is no page at “storm.md”.' },
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
      const { pages, rest, refused } = readTree(cameOf(tree))
      expect(pages.length + rest.length + refused.length).toBe(Object.keys(tree).length)
      expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length)
      for (const { path } of pages) expect(path).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*){0,5}$/)
    }),
    { numRuns: 200 },
  )
})
