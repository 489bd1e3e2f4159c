import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shell } from '../../../kernel/shell.ts'
import { bookHtml } from '../pages/book.ts'
import { checks } from './checks.ts'
import { clicksTo, wantingOf } from './findability.ts'
import { project } from './projection.ts'
import { saysOf } from './reading.ts'
import { rendered } from './render.ts'
import { stepsOf } from './steps.ts'

const publicUrl = 'https://tidewater.example'
const good = {
  ...{ taken: ['/handbook', '/handbook/search'], closed: ['/app/'], timesListed: 1, alike: 0, clicks: 1, linkedBy: 0, listed: true },
  ...{ place: 1, first: null },
}
const lead = 'How a colleague gets a machine to work on, from whom, and within how many days it is there.'
const laptop = `---\nkind: procedure\n---\n# Get a laptop\n\n${lead}\n\n## Steps\n\n1. Ask the desk *in writing*\n2. Fetch it &amp; sign\n`

/** A page drawn by the public renderer, as it would be sent. */
function sent(source: string, { path = 'it/laptop', procedure = true, spoil = (html: string) => html } = {}) {
  const markdown = project(source, 'everyone')
  const { title, summary } = saysOf(markdown, path)
  const at = new Date('2026-06-15T10:00:00Z')
  const page = {
    ...{ path, title, description: summary, markdown, procedure, retired: false, created: at, updated: at },
    ...{ steps: procedure ? stepsOf(markdown).map((step) => ({ title: step.title, minutes: step.minutes })) : [] },
    ...rendered(markdown, title, () => undefined),
  }
  const way = `/handbook/${path}`
  const html = shell(bookHtml(page, { sections: [], links: [], company: 'Tidewater', website: null, publicUrl }), publicUrl, way)
  return { html: spoil(html), address: publicUrl + way, way, title, markdown, procedure }
}
/** Another word in what is read, not in what programs are told. */
const inText = (from: string, to: string) => (html: string) => {
  const at = html.indexOf('class="book-text"')
  return html.slice(0, at) + html.slice(at).replace(from, to)
}
const fails = (page: ReturnType<typeof sent>, around: object = {}) => wantingOf(page, { ...good, ...around }).map(({ check }) => check)

test('a page that everyone finds fails no check', () => {
  expect(wantingOf(sent(laptop), good)).toEqual([])
})

test('each check fails for its own reason, and says it', () => {
  const swap = (from: string | RegExp, to: string) => sent(laptop, { spoil: (html) => html.replace(from, to) })
  const broken: [string, ReturnType<typeof sent>, object?][] = [
    ['text', sent(laptop, { spoil: inText('Ask the desk', 'Ask desk') })],
    ['text', sent(laptop, { spoil: inText('Ask the desk', 'Ask the numbat desk') })],
    ['text', swap('</body>', '<script src="/app.js"></script></body>')],
    ['text', sent(laptop), { taken: ['/handbook/it/laptop'] }],
    ['sitemap', sent(laptop), { timesListed: 0 }],
    ['sitemap', sent(laptop), { timesListed: 2 }],
    ['address', swap('handbook/it/laptop">', 'handbook/other">')],
    ['indexed', swap('<meta name="description"', '<meta name="robots" content="noindex"><meta name="description"')],
    ['indexed', sent(laptop), { closed: ['/handbook/it/'] }],
    ['title', sent(laptop), { alike: 1 }],
    ['title', sent(laptop.replace('# Get a laptop', `# Get ${'a very '.repeat(10)}good laptop`))],
    ['description', sent(laptop.replace(lead, 'Short.'))],
    ['heading', swap('</main>', '<h1>Again</h1></main>')],
    ['near', sent(laptop), { clicks: 4 }],
    ['near', sent(laptop), { clicks: null }],
    ['linked', sent(laptop), { listed: false }],
    ['data', swap('"inLanguage":"en",', '')],
    ['data', swap('"HowTo"', '"Thing"')],
    ['data', swap(/<script type="application\/ld\+json">.*?<\/script>/, '')],
    ['first', sent(laptop), { place: 2, first: 'Another' }],
    ['first', sent(laptop), { place: null, first: null }],
    ['light', sent(`${laptop}\n![](desk.png)\n`)],
    ['light', swap('</body>', `${' '.repeat(513_000)}</body>`)],
  ]
  expect(broken.map(([, page, around]) => fails(page, around))).toEqual(broken.map(([check]) => [check]))
  expect(new Set(broken.map(([check]) => check))).toEqual(new Set(checks))
})

const word = fc.constantFrom(
  'order',
  'Schlüssel',
  'Ångström',
  'dock',
  "captain's",
  '3',
  'x &amp; y',
  '`code`',
  '**bold**',
  '[desk](https://a.example)',
)
const line = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '))
const block = fc.oneof(
  line,
  line.map((text) => `## ${text}`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((text, at) => `${at + 1}. ${text}`).join('\n')),
  line.map((text) => `> [!NOTE]\n> ${text}`),
  line.map((text) => `| a | b |\n| - | - |\n| ${text.replaceAll('|', '')} | c |`),
  line.map((text) => `<details><summary>${text.replaceAll('`', '')}</summary>more</details>`),
  line.map((text) => `<!-- internal -->\n\n${text} numbat\n\n<!-- /internal -->`),
)

test('whatever a page says, its renderer sends the words of its projection and no others; one that is taken out or put in is seen', () => {
  fc.assert(
    fc.property(fc.array(block, { minLength: 1, maxLength: 8 }), (blocks) => {
      const source = `# Keep the harbour clean\n\n${lead}\n\n${blocks.join('\n\n')}\n`
      const of = (spoil: (html: string) => string) => fails(sent(source, { procedure: false, spoil }))
      expect(of((html) => html)).not.toContain('text')
      expect(of(inText('from whom', 'whom'))).toContain('text')
      expect(of(inText('from whom', 'from numbat whom'))).toContain('text')
    }),
    { numRuns: 60 },
  )
})

test('clicks are the fewest: the home first, the contents next, texts behind both', () => {
  const links = [
    { from: 'a', to: 'x' },
    { from: 'x', to: 'y' },
    { from: 'y', to: 'z' },
    { from: 'c', to: 'z' },
  ]
  expect([...clicksTo(['a'], ['c', 'a'], links)].sort()).toEqual([
    ['a', 1],
    ['c', 2],
    ['x', 2],
    ['y', 3],
    ['z', 3],
  ])
  expect(clicksTo(['a'], [], []).get('z')).toBeUndefined()
})
