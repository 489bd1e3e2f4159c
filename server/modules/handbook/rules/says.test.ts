import { expect, test } from 'vitest'
import { anchors } from './anchors.ts'
import { cutsOf } from './audience.ts'
import { headOf } from './front-matter.ts'
import { isInternalAddress, targetOf } from './links.ts'
import { pathOf } from './paths.ts'
import { placeholdersIn } from './placeholders.ts'
import { readingOf } from './reading.ts'
import { rendered } from './render.ts'
import { sectionsOf } from './sections.ts'
import { titled } from './title.ts'

test.each([
  ['Travel', { title: 'Travel', completeness: null, mark: null }],
  ['Travel (40%)', { title: 'Travel', completeness: 40, mark: null }],
  ['Travel \\(10%\\)', { title: 'Travel', completeness: 10, mark: null }],
  ['Travel (TBD)', { title: 'Travel', completeness: null, mark: 'tba' }],
  ['WIP: Travel', { title: 'Travel', completeness: null, mark: 'wip' }],
  ['Travel (Internal, TBA) (5%)', { title: 'Travel', completeness: 5, mark: 'tba' }],
  ['Travel (Needs updating)', { title: 'Travel', completeness: null, mark: 'needs_update' }],
  ['Travel (EMEA)', { title: 'Travel (EMEA)', completeness: null, mark: null }],
  ['Travel (140%)', { title: 'Travel (140%)', completeness: null, mark: null }],
  ['(TBA)', { title: '(TBA)', completeness: null, mark: null }],
  ['Travel (a)b)', { title: 'Travel (a)b)', completeness: null, mark: null }],
])('a title says how far its page is: %s', (raw, says) => expect(titled(raw)).toEqual(says))

test('what a title or a comment says is read once, however often or far apart it stands', () => {
  expect(titled(`Travel ${'(1%)'.repeat(60_000)}`)).toEqual({ title: 'Travel', completeness: 1, mark: null })
  expect(cutsOf(`A\n\n<!-- internal${' '.repeat(100_000)}-->\nB\n`)).toMatchObject([{ for: 'internal' }])
  expect(cutsOf(`A\n\n<!-- a${' '.repeat(100_000)}b -->\nB\n`)).toEqual([])
})

test('headings have ids by GitHub’s rule, and one that comes again has a number', () => {
  const id = anchors()
  expect(['What you do', 'What you do', 'What you do-1', 'Über 5 %!', 'a_b', '🔒', ''].map(id)).toEqual([
    'what-you-do',
    'what-you-do-1',
    'what-you-do-1-1',
    'über-5-',
    'a_b',
    '-1',
    '-2',
  ])
})

const front = (text: string) => headOf(`---\n${text}\n---\nText\n`).front

test.each([
  ['title: A page', { title: 'A page' }],
  ['summary: |\n  Two\n  lines', { description: 'Two lines' }],
  ['tags: one, two', { tags: ['one', 'two'] }],
  ['categories: [one]', { tags: ['one'] }],
  ['visibility: private', { audience: 'restricted' }],
  ['internal: true', { audience: 'internal' }],
  ['audience: public', { audience: null }],
  ['audience: whoever', { audience: 'internal' }],
  ['completeness: 30', { completeness: 30 }],
  ['completeness: 300', { completeness: null }],
  [
    'weight: 3\nowner: ilse',
    {
      other: [
        ['weight', '3'],
        ['owner', 'ilse'],
      ],
    },
  ],
  ['title: "a\\0b \\ud800\\u0007 c"', { title: 'a b \ufffd c' }],
])('front matter is read, and what is not known is kept: %s', (text, says) => expect(front(text)).toMatchObject(says))

test('nobody reads keys without end', () => {
  const keys = (count: number) => headOf(`---\n${'a: b\n'.repeat(count)}---\nText\n`).unreadable
  expect([keys(1000), keys(60_000)]).toEqual([false, true])
})

test('what looks like front matter and cannot be read is shown to nobody; a line between rules is text', () => {
  expect(headOf('---\na: [\n---\nText\n')).toMatchObject({ end: 13, unreadable: true })
  expect(headOf('+++\na = 1\n+++\nText\n')).toMatchObject({ end: 14, unreadable: false, front: { other: [['a', '1']] } })
  expect(headOf('+++\na = {}\n+++\nText\n')).toMatchObject({ end: 15, unreadable: true })
  expect(headOf('\n \n---\na: b\n---\nText\n')).toMatchObject({ end: 16, unreadable: false })
  expect(headOf('---\nA sentence\n---\nText\n')).toMatchObject({ end: 0, unreadable: false })
  expect(headOf(`---\n${'a: &a [x]\n'}${Array.from({ length: 200 }, (_none, n) => `k${n}: *a`).join('\n')}\n---\n`).unreadable).toBe(true)
})

test.each([
  ['https://docs.google.com/d/1', true],
  ['https://acme.slack.com/x', true],
  ['https://status.slack.com/x', false],
  ['http://wiki/x', true],
  ['https://docs.google.com./d/1', true],
  ['http://169.254.169.254/x', true],
  ['http://0.0.0.0:80', true],
  ['http://build.corp/x', true],
  ['http://192.168.1.4', true],
  ['www.figma.com/file/x', true],
  ['https://www.figma.com/about', false],
  ['https://tidewater.example/x', false],
  ['sales/quotes', false],
  ['mailto:a@b.example', false],
])('an address leads to where only colleagues get, or not: %s', (url, internal) => expect(isInternalAddress(url)).toBe(internal))

test.each([
  ['large-quotes', 'sales/renewals', 'sales/large-quotes'],
  ['../people/pay.md#bands', 'sales/renewals', 'people/pay'],
  ['/handbook/people/README.md', 'sales/renewals', 'people'],
  ['./Quotes.html', 'sales', 'quotes'],
  ['a%20b', 'sales', 'a b'],
  ['../../../up', 'sales/renewals', 'up'],
])('a link leads beside its page, or below the root of the handbook: %s', (url, from, path) =>
  expect(targetOf(url, from)).toMatchObject({ kind: 'page', path }),
)

test.each([['https://a.example'], ['mailto:a@b.example'], ['//a.example/x'], ['/pricing'], ['/handbook'], ['www.a.example']])(
  'other links lead away: %s',
  (url) => expect(targetOf(url, 'sales').kind).toBe('away'),
)

test('what a page owes its readers is found, and not in code', () => {
  const later = `TO${'DO'}`
  const source = `# Plan (40%)\n\nTBA, \`${later}\`, coming soon, [insert name], [ASK LEGAL], [x]().\n\n\`\`\`\n${later}\n\`\`\`\n\n## Empty\n\n## Full\n\nText.\n\n### Below\n`
  expect(placeholdersIn(source).map(({ why, text }) => [why, text])).toEqual([
    ['unfinished', 'Plan (40%)'],
    ['word', 'TBA'],
    ['word', 'coming soon'],
    ['word', '[insert name]'],
    ['word', '[ASK LEGAL]'],
    ['empty_link', 'x'],
    ['empty_section', 'Empty'],
    ['empty_section', 'Below'],
  ])
  for (const { from, to, text, why } of placeholdersIn(source)) if (why === 'word') expect(source.slice(from, to)).toBe(text)
})

test('a page is called by its front matter, its first heading, or its address; its description is its first words', () => {
  expect(readingOf('---\ntitle: A\n---\n# B\n\nWords.\n', 'x')).toMatchObject({ title: 'A', description: 'Words.', headings: ['B'] })
  expect(readingOf('## B (TBA)\n\nWords.\n', 'x')).toMatchObject({ title: 'B', mark: 'tba', headings: [] })
  expect(readingOf('Words [a](b) and `code`.\n', 'x')).toMatchObject({ title: 'x', words: 'Words a and code.', links: ['b'] })
  expect(readingOf('<a HREF = "b">x</a> <img src="c"> <a href=d>\n', 'x').links).toEqual(['b', 'd'])
  const { description } = readingOf(`${'word '.repeat(60)}\n`, 'x')
  expect([description.length <= 160, description.endsWith('word…')]).toEqual([true, true])
})

const shown = (source: string) => rendered(source, 'T').html

test.each([
  ['the title once', '# T\n\n# Other\n', '<h2 id="other">Other</h2>'],
  ['ids that mean something', '## Title\n\n[x](#title)\n', '<h2 id="h-title">Title</h2>\n<p><a href="#h-title">x</a></p>'],
  ['alerts', '> [!WARNING]\n> Hot\n', '<blockquote data-alert="warning">\n<p>Hot</p>\n</blockquote>'],
  [
    'pictures of others as links',
    '![A boat](https://a.example/b.png)\n',
    '<p><a href="https://a.example/b.png" rel="noopener">A boat</a></p>',
  ],
  ['pictures of nobody as words', '![A boat](b.png)\n', '<p><span>A boat</span></p>'],
  ['no scripts', 'a <script>alert(1)</script> <img src=x onerror=alert(1)> b\n', '<p>a  <span>Picture</span> b</p>'],
  ['no frames', '<iframe src="https://a.example"></iframe>\n', ''],
  ['no addresses that run', '[a](javascript:alert(1)) <a href="java&#115;cript:alert(1)">b</a>\n', '<p><a>a</a> <a>b</a></p>'],
  ['no styles', '<p style="position:fixed" class="site-head" id="main">x</p>\n', '<p id="h-main">x</p>'],
  ['code says its language', '```ts\nx\n```\n', '<pre><code class="language-ts">x\n</code></pre>'],
  ['tasks cannot be ticked', '- [x] a\n', '<ul>\n<li><input type="checkbox" checked disabled> a</li>\n</ul>'],
  [
    'what is for some',
    '<!-- internal -->\nA\n\n<!-- /internal -->\n\n- <!-- restricted: FIN --> b *c*\n',
    '<p data-audience="internal">A</p>\n\n<ul data-audience="restricted">\n<li>b <em>c</em></li>\n</ul>',
  ],
])('HTML is of the allowed kind: %s', (_what, source, html) => expect(shown(source)).toBe(html))

test('addresses are made of titles, and sections of addresses', () => {
  expect(['Über uns!', 'A  b – c', '日本', 'Straße 5'].map(pathOf)).toEqual(['uber-uns', 'a-b-c', 'page', 'strasse-5'])
  const pages = ['sales', 'sales/a', 'it-desk/x'].map((path) => ({ path, title: path.toUpperCase() }))
  expect(sectionsOf(pages).map(({ title, home, pages: own }) => [title, home?.path, own.map(({ path }) => path)])).toEqual([
    ['SALES', 'sales', ['sales/a']],
    ['It desk', undefined, ['it-desk/x']],
  ])
})
