import type { Element, Nodes as HastNodes, Root as HastRoot } from 'hast'
import { raw } from 'hast-util-raw'
import { sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toHast } from 'mdast-util-to-hast'
import { takeAlert } from './alerts.ts'
import { anchors } from './anchors.ts'
import { cutsOf } from './audience.ts'
import { displayed } from './display.ts'
import { headOf } from './front-matter.ts'
import { nodesIn, ownTreeOf, spanOf, tooDense, wordsOf } from './markdown.ts'
import { titled } from './title.ts'

export type Heading = { id: string; text: string; level: number }
type Rendered = { html: string; headings: Heading[] }

/** Where a link leads in what is shown; undefined for one that stays as it is. */
export type Leads = (url: string) => string | undefined
/** Where a picture of ours lies, and how large it is; undefined for one that is not there. */
export type Shows = (url: string) => { src: string; width: number; height: number } | undefined

/**
 * A text as HTML of the allowed kind: what is raw is read as HTML5 and built anew. The title is not repeated, headings begin at the second
 * level, and each has an id. Parts that are narrower than their page say so in `data-audience`. Pictures that lie elsewhere are links, and of
 * those that are nowhere the words are shown.
 * Refuses `page.too_dense` where its tags go deeper than can be walked.
 */
export function rendered(source: string, title: string, leads: Leads = () => undefined, shows: Shows = () => undefined): Rendered {
  try {
    return drawn(source, title, leads, shows)
  } catch (error) {
    throw error instanceof RangeError ? tooDense() : error
  }
}

function drawn(given: string, title: string, leads: Leads, shows: Shows): Rendered {
  const source = displayed(given)
  const { end } = headOf(source)
  const text = source.slice(end)
  const root = ownTreeOf(text)
  for (const { node } of nodesIn(root)) unsign(node)
  sayAudience(root, source, end)
  const headings = shapeHeadings(root, title)
  for (const { node } of nodesIn(root)) alertOf(node)
  const tree = sanitize(htmlTree(root), schema) as HastRoot
  finish(tree, leads, shows)
  return { html: toHtml(tree).trim(), headings }
}

/** A text as a tree of HTML; what is raw in it is read as HTML5, and what has nothing raw in it is left as it is. */
export function htmlTree(root: Root): HastRoot {
  const tree = toHast(root, { allowDangerousHtml: true, clobberPrefix: '' }) as HastRoot
  return [...nodesIn(root)].some(({ node }) => node.type === 'html') ? (raw(tree) as HastRoot) : tree
}

/** A mark at the beginning of a list item makes its first line HTML: behind the mark it is read as it was meant. */
function unsign(node: Nodes): void {
  if (node.type !== 'listItem') return
  const [first] = node.children
  if (first?.type !== 'html') return
  const rest = first.value.replace(/^\s*<!--[\s\S]*?-->/, '').trim()
  if (rest === first.value.trim() || /^</.test(rest)) return
  node.children.splice(0, 1, ...(fromMarkdown(rest).children as typeof node.children))
}

type Said = { hProperties?: Record<string, unknown> }

/** Blocks and list items that lie in a part for some say for whom it is. */
function sayAudience(root: Root, source: string, end: number): void {
  const cuts = cutsOf(source)
  if (cuts.length === 0) return
  for (const { node, above } of nodesIn(root)) {
    if (node.type !== 'listItem' && above.length > 1) continue
    if (above.some((one) => (one.data as Said | undefined)?.hProperties?.['dataAudience'] !== undefined)) continue
    const { from, to } = spanOf(node)
    const within = cuts.filter((cut) => cut.from <= from + end && to + end <= cut.to + 1)
    const narrowest = within.find((cut) => cut.for !== 'internal') ?? within[0]
    if (narrowest) node.data = { ...node.data, hProperties: { dataAudience: narrowest.for } } as typeof node.data
  }
}

function shapeHeadings(root: Root, title: string): Heading[] {
  const idOf = anchors()
  const headings: Heading[] = []
  const [first] = root.children.filter((node) => node.type !== 'html')
  if (first?.type === 'heading' && first.depth === 1 && titled(wordsOf(first).trim()).title === title)
    root.children.splice(root.children.indexOf(first), 1)
  for (const { node, above } of nodesIn(root)) {
    if (node.type !== 'heading') continue
    if (node.depth === 1) node.depth = 2
    const text = wordsOf(node).trim()
    const id = idOf(text)
    node.data = { ...node.data, hProperties: { ...node.data?.hProperties, id } }
    if (above.length === 1 && text !== '') headings.push({ id, text, level: node.depth })
  }
  return headings
}

function alertOf(node: Nodes): void {
  const kind = takeAlert(node)
  if (kind) node.data = { ...node.data, hProperties: { ...node.data?.hProperties, dataAlert: kind } } as typeof node.data
}

const names =
  'h1 h2 h3 h4 h5 h6 p br hr div span a img blockquote pre code kbd samp var em strong b i u s del ins sub sup mark small abbr cite q details summary dl dt dd ul ol li table thead tbody tfoot tr th td caption figure figcaption ruby rt rp input section'

const schema: Schema = {
  tagNames: names.split(' '),
  attributes: {
    a: ['href', 'dataFootnoteRef', 'dataFootnoteBackref', 'ariaLabel', 'ariaDescribedBy'],
    code: [['className', /^language-/]],
    img: ['src', 'alt', 'width', 'height'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    ol: ['start', 'type', 'reversed'],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan'],
    li: [],
    details: ['open'],
    section: ['dataFootnotes'],
    blockquote: ['dataAlert'],
    '*': ['id', 'title', 'lang', 'dir', 'dataAudience'],
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['http', 'https'] },
  required: { input: { type: 'checkbox', disabled: true } },
  clobber: ['id'],
  clobberPrefix: 'h-',
  strip: ['script', 'style', 'iframe', 'object', 'svg', 'math', 'template', 'noscript', 'form'],
  allowComments: false,
  allowDoctypes: false,
}

/** Ids as headings have them, but for names that a page's own parts answer to; links that lead on; pictures of others as links. */
function finish(tree: HastNodes, leads: Leads, shows: Shows): void {
  if (!('children' in tree)) return
  for (const child of tree.children) {
    if (child.type === 'element') finishElement(child, leads, shows)
    finish(child as HastNodes, leads, shows)
  }
}

function finishElement(element: Element, leads: Leads, shows: Shows): void {
  const { properties } = element
  const id = properties['id']
  if (typeof id === 'string') properties['id'] = ownId(id)
  for (const name of ['colSpan', 'rowSpan']) if (Number(properties[name] ?? 1) > 100) properties[name] = 100
  if (element.tagName === 'a') {
    const href = properties['href']
    if (typeof href !== 'string') return
    if (href.startsWith('#')) properties['href'] = `#${ownId(decodeURIComponentSafe(href.slice(1)))}`
    else {
      properties['href'] = leads(href) ?? href
      if (/^https?:/i.test(String(properties['href']))) properties['rel'] = ['noopener']
    }
  }
  if (element.tagName === 'img') pictureOf(element, shows)
}

/** With its size, so that the text does not jump when it comes; words that it has, so that who does not see it reads them. */
function pictureOf(element: Element, shows: Shows): void {
  const { src, alt, width } = element.properties
  const found = shows(String(src ?? ''))
  if (!found) {
    pictureAsLink(element)
    return
  }
  const wanted = /^\d{1,4}$/.test(String(width ?? '')) ? Math.min(Number(width), found.width * 4) : found.width
  const high = Math.max(1, Math.round((found.height * Math.max(1, wanted)) / found.width))
  element.properties = {
    src: found.src,
    alt: String(alt ?? ''),
    width: Math.max(1, wanted),
    height: high,
    loading: 'lazy',
    decoding: 'async',
  }
}

/** Nothing is loaded from elsewhere: a picture is a link to where it lies, in its own words. */
function pictureAsLink(element: Element): void {
  const src = String(element.properties['src'] ?? '')
  const words = String(element.properties['alt'] ?? '') || 'Picture'
  const away = /^https?:/i.test(src)
  element.tagName = away ? 'a' : 'span'
  element.properties = away ? { href: src, rel: ['noopener'] } : {}
  element.children = [{ type: 'text', value: words }]
}

/** The sanitizer put `h-` before each id; it stays only where the name means something to a page. */
function ownId(id: string): string {
  const name = id.replace(/^h-/, '')
  return taken.test(name) ? `h-${name}` : name
}

const taken =
  /^(?:body|head|forms?|images?|links?|scripts?|anchors|cookie|domain|title|url|location|name|length|action|method|target|elements|children|main|root|window|document|__proto__|constructor|prototype|tostring|valueof)$/i

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
