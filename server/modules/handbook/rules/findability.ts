import type { Element, Nodes as HastNodes, Root as HastRoot } from 'hast'
import { raw } from 'hast-util-raw'
import { type Check, checks, type Wanting } from './checks.ts'
import { nodesIn, treeOf } from './markdown.ts'
import { readingOf } from './reading.ts'

/** A page as it is sent, and what its projection says. */
type Sent = {
  html: string
  /** its own address, absolute, and the way to it on the site */
  address: string
  way: string
  title: string
  markdown: string
  procedure: boolean
}

/** What is so around it. */
type Around = {
  /** other public pages answer at these ways before it does */
  taken: readonly string[]
  closed: readonly string[]
  timesListed: number
  /** how many other pages for everyone have its title */
  alike: number
  /** clicks from the handbook’s public home; nothing where no way leads to it */
  clicks: number | null
  /** pages for everyone that link to it, and whether the public contents have it */
  linkedBy: number
  listed: boolean
  /** its place in the public search for its title, from one, and what comes first in its stead */
  place: number | null
  first: string | null
}

const shortestTitle = 10
const longestTitle = 70
const [shortestDescription, longestDescription] = [50, 160]
const mostClicks = 3
const mostBytes = 500 * 1024

/** Which checks a page fails, in their order; one that everyone finds fails none. */
export function wantingOf(sent: Sent, around: Around): Wanting[] {
  const page = readPage(sent.html)
  const said: Record<Check, string | undefined> = {
    text: around.taken.includes(sent.way)
      ? 'Another page answers at its address.'
      : page.scripts > 0
        ? 'It needs a script to be read.'
        : differs(page, sent),
    sitemap: around.timesListed === 1 ? undefined : `It stands ${around.timesListed} times in the sitemap.`,
    address: page.canonical === sent.address ? undefined : `It names ${page.canonical ?? 'no address'} as its own.`,
    indexed: page.robots?.includes('noindex')
      ? 'It asks web search to leave it out.'
      : around.closed.some((begin) => `${sent.way}/`.startsWith(begin))
        ? 'robots.txt closes its address.'
        : undefined,
    title: titleIs(page.title, around.alike),
    description: lengthIs('Its description', page.description, shortestDescription, longestDescription),
    heading: page.heads === 1 ? undefined : `It has ${page.heads} headings of the first level.`,
    near:
      around.clicks === null
        ? 'No way leads to it from the public handbook.'
        : around.clicks > mostClicks
          ? `It is ${around.clicks} clicks away from the public handbook’s first page.`
          : undefined,
    linked: around.linkedBy > 0 || around.listed ? undefined : 'No page for everyone links to it, and the public contents do not have it.',
    data: dataIs(page.data, sent),
    first:
      around.place === 1
        ? undefined
        : around.first === null
          ? 'Our own search does not find it by its title.'
          : `For its title our own search has “${around.first}” first${around.place === null ? '' : `, and it at place ${around.place}`}.`,
    light: weightIs(page, sent),
  }
  return checks.flatMap((check) => (said[check] === undefined ? [] : [{ check, says: said[check] }]))
}

type Read = {
  title: string
  description: string
  canonical: string | undefined
  robots: string | undefined
  heads: number
  text: string
  scripts: number
  data: string | undefined
  picturesUnsaid: number
  bytes: number
}

/** The page as a browser reads it that runs no script. */
function readPage(html: string): Read {
  const tree = raw({ type: 'root', children: [{ type: 'raw', value: html }] } as never) as HastRoot
  const elements = [...elementsIn(tree)]
  const named = (tag: string) => elements.filter(({ tagName }) => tagName === tag)
  const meta = (name: string) =>
    attribute(
      named('meta').find((one) => attribute(one, 'name') === name),
      'content',
    )
  const scripts = named('script')
  const shown = [...named('h1').slice(0, 1), ...elements.filter((one) => [one.properties['className']].flat().includes('book-text'))]
  return {
    title: wordsIn(named('title')[0]),
    description: meta('description') ?? '',
    canonical: attribute(
      named('link').find((one) => [one.properties['rel']].flat().includes('canonical')),
      'href',
    ),
    robots: meta('robots'),
    heads: named('h1').length,
    text: shown.map(wordsIn).join('\n'),
    scripts: scripts.filter((one) => attribute(one, 'type') !== 'application/ld+json').length,
    data: scripts.filter((one) => attribute(one, 'type') === 'application/ld+json').map(wordsIn)[0],
    picturesUnsaid: named('img').filter((one) => (attribute(one, 'alt') ?? '').trim() === '').length,
    bytes: Buffer.byteLength(html),
  }
}

function* elementsIn(node: HastNodes): Generator<Element> {
  if (node.type === 'element') yield node
  if ('children' in node) for (const child of node.children) yield* elementsIn(child)
}

function attribute(element: Element | undefined, name: string): string | undefined {
  const value = element?.properties[name]
  return value === undefined || value === null ? undefined : String(value)
}

function wordsIn(node: HastNodes | undefined): string {
  if (node === undefined) return ''
  if (node.type === 'text') return node.value
  // what a picture says to whoever does not see it
  if (node.type === 'element' && node.tagName === 'img') return ` ${attribute(node, 'alt') ?? ''} `
  if (!('children' in node)) return ''
  const apart = node.type === 'element' && !inline.has(node.tagName) ? ' ' : ''
  return apart + node.children.map(wordsIn).join('') + apart
}

const inline = new Set([
  'a',
  'em',
  'strong',
  'code',
  'del',
  'ins',
  'b',
  'i',
  'u',
  's',
  'span',
  'small',
  'mark',
  'kbd',
  'abbr',
  'cite',
  'q',
  'samp',
  'var',
])

/** Words that only one of the two has: what is sent may neither lose a word of what everyone may read nor have another. */
function differs(page: Read, { markdown, title }: Sent): string | undefined {
  const { words, headings } = readingOf(markdown, title)
  const sent = counted(`${page.text}\n${headings[0] ?? ''}\n${firstLine(markdown)}`)
  const lost = [...counted(words)].find(([word, times]) => (sent.get(word) ?? 0) < times)
  if (lost) return `What everyone is sent lacks the word “${lost[0]}” of its text.`
  const known = counted(`${words}\n${markdown}\n${title}\n${drawnBeside}`)
  const more = [...counted(page.text).keys()].find((word) => !known.has(word) && /\p{L}/u.test(word))
  return more === undefined ? undefined : `What everyone is sent has the word “${more}”, which is not in its text.`
}

/** What drawing adds: the head above notes, and the name of a picture without one. */
const drawnBeside = 'Footnotes Picture'

/** The title as it was written: what it says of its page is not shown again. */
function firstLine(markdown: string): string {
  return /^#\s+(.*)$/m.exec(markdown)?.[1] ?? ''
}

function counted(text: string): Map<string, number> {
  const words = new Map<string, number>()
  for (const word of text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])
    words.set(word, (words.get(word) ?? 0) + 1)
  return words
}

function titleIs(title: string, alike: number): string | undefined {
  if (alike > 0)
    return alike === 1 ? 'Another page for everyone has the same title.' : `${alike} other pages for everyone have the same title.`
  return lengthIs('Its title', title, shortestTitle, longestTitle)
}

function lengthIs(what: string, text: string, least: number, most: number): string | undefined {
  const { length } = [...text.trim()]
  if (length >= least && length <= most) return undefined
  return `${what} has ${length} letters; ${least} to ${most} are read.`
}

const articleKeys = ['headline', 'url', 'datePublished', 'dateModified', 'inLanguage', 'isPartOf', 'publisher'] as const

function dataIs(text: string | undefined, { address, procedure, markdown }: Sent): string | undefined {
  if (text === undefined) return 'It has nothing for programs that read pages.'
  const graph = graphIn(text)
  const of = (type: string) => graph.find((one) => one['@type'] === type)
  const article = of('TechArticle')
  const lacks = articleKeys.find((key) => article?.[key] === undefined || article[key] === '')
  if (lacks) return `What it tells programs lacks “${lacks}”.`
  if (article?.['url'] !== address) return 'What it tells programs names another address.'
  const crumbs = of('BreadcrumbList')?.['itemListElement']
  if (!Array.isArray(crumbs) || crumbs.length < 2) return 'What it tells programs lacks where the page stands.'
  const steps = of('HowTo')?.['step']
  const hasSteps = /^\s*1[.)]\s/m.test(markdown)
  if (procedure && hasSteps && !(Array.isArray(steps) && steps.length > 0)) return 'What it tells programs lacks its steps.'
  return undefined
}

function graphIn(text: string): Record<string, unknown>[] {
  try {
    const read = JSON.parse(text) as { '@graph'?: unknown }
    return Array.isArray(read['@graph']) ? (read['@graph'] as Record<string, unknown>[]) : []
  } catch {
    return []
  }
}

function weightIs(page: Read, { markdown }: Sent): string | undefined {
  if (page.bytes > mostBytes) return `It weighs ${Math.round(page.bytes / 1024)} KiB; ${mostBytes / 1024} are read at once.`
  const pictures = [...nodesIn(treeOf(markdown))].filter(({ node }) => node.type === 'image' && (node.alt ?? '').trim() === '').length
  const unsaid = Math.max(pictures, page.picturesUnsaid)
  return unsaid === 0 ? undefined : `${unsaid} of its pictures ${unsaid === 1 ? 'says' : 'say'} nothing to whoever does not see them.`
}

/** Clicks from the public home to each page by its path: the home has some, the contents are one click away, and texts link on. */
export function clicksTo(
  home: readonly string[],
  contents: readonly string[],
  links: readonly { from: string; to: string }[],
): Map<string, number> {
  const away = new Map<string, number>()
  for (const path of home) away.set(path, 1)
  for (const path of contents) if (!away.has(path)) away.set(path, 2)
  const from = Map.groupBy(links, (link) => link.from)
  let edge = [...away.keys()]
  while (edge.length > 0) {
    const next: string[] = []
    for (const path of edge) {
      for (const { to } of from.get(path) ?? []) {
        if ((away.get(to) ?? Number.POSITIVE_INFINITY) <= (away.get(path) ?? 0) + 1) continue
        away.set(to, (away.get(path) ?? 0) + 1)
        next.push(to)
      }
    }
    edge = next
  }
  return away
}
