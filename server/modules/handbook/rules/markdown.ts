import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { Refusal } from '../../../kernel/refusal.ts'
import { destinationsRead } from './destinations.ts'
import { lately } from './lately.ts'

/** The most that a page may have, in characters of its source. */
export const mostCharacters = 262_144
/** Quotes and lists inside one another; deeper ones are nobody's writing. */
const deepest = 60
/**
 * Openings in one paragraph. The reader looks back over them for a partner, so that its work grows with their square: 5,000 brackets take a
 * third of a second, 80,000 a minute.
 */
const mostBrackets = 4000
/** Brackets of a whole text: eight thousand links take the reader a second. */
const mostBracketsInAll = 16_000
/** Lines that hold something, headings, lines of quotes and rows of backticks of a whole text: each is a part that is read and drawn for itself. */
const [mostLines, mostHeadings, mostQuotes, mostCodes] = [3000, 1000, 1000, 6000]
const mostMarks = 1200
/** Marks in one paragraph, where a row of them counts for each: two of them are a level of the tree. */
const mostMarksInRows = 2400
/** Cells of all tables: a short row is filled up to the columns of its head. */
const mostCells = 40_000
/** Letters over which the reader looks for the end of a comment or of code: from each opening to the end of its paragraph. */
const mostLookedOver = 8_000_000
/** Levels of the tree that a text makes, and HTML tags that are open at once. */
const deepestTree = 200
const mostOpenTags = 100
const mostTags = 8000

/**
 * A Markdown text as it was written, CommonMark with GitHub's additions; each node with its place in the source. Refuses what cannot be read
 * in time. One text is asked for many times while it is published: whoever asks reads the tree and leaves it as it is (`ownTreeOf` to change it).
 */
export function treeOf(source: string): Root {
  return trees(source)
}

/** The same, for whoever changes it. */
export function ownTreeOf(source: string): Root {
  fitSource(source)
  const root = parsed(destinationsRead(source, codesIn))
  fitTree(root)
  return root
}

function codesIn(text: string): { from: number; to: number }[] {
  return [...nodesIn(parsed(text))].flatMap(({ node }) => (node.type === 'code' || node.type === 'inlineCode' ? [spanOf(node)] : []))
}

function parsed(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

const trees = lately(ownTreeOf)

/** `page.too_dense` */
export function tooDense(): Refusal {
  return new Refusal(
    'refused',
    'page.too_dense',
    'A paragraph holds more brackets, marks, tags, cells or levels than can be read. Part it by empty lines.',
  )
}

/** Refuses `page.too_long`. */
export function fitLength(characters: number): void {
  if (characters > mostCharacters)
    throw new Refusal(
      'refused',
      'page.too_long',
      `A page may have ${mostCharacters.toLocaleString('en')} characters. Make two pages of it.`,
    )
}

/** Refuses `page.too_long`, `page.too_dense` and `page.unreadable`: what no reader could follow, and the reading of which would not end. */
function fitSource(source: string): void {
  fitLength(source.length)
  if (source.includes('\0')) throw new Refusal('refused', 'page.unreadable', 'The text holds bytes that are no text.')
  if (
    countOf(source, /\n[ \t]*[^\s]/g) > mostLines ||
    countOf(source, /^ {0,3}#{1,6}(?:\s|$)/gm) > mostHeadings ||
    countOf(source, /^[ \t]*>/gm) > mostQuotes ||
    countOf(source, /`+/g) > mostCodes ||
    countOf(source, /[[\]]/g) > mostBracketsInAll
  )
    throw tooDense()
  let [cells, lookedOver] = [0, 0]
  for (const paragraph of source.replaceAll(/\r\n?/g, '\n').split(/\n[ \t]*\n/)) {
    cells += cellsOf(paragraph)
    lookedOver += openingsOf(paragraph) * paragraph.length + addressesOver(paragraph)
    const marks = paragraph.split('\n').flatMap((line) => (rule.test(line) ? [] : (line.match(/[*_~]+/g) ?? [])))
    if (
      countOf(paragraph, /[[\]]/g) > mostBrackets ||
      marks.length > mostMarks ||
      marks.join('').length > mostMarksInRows ||
      depthOf(paragraph) > deepest ||
      cells > mostCells ||
      lookedOver > mostLookedOver
    )
      throw tooDense()
  }
}

/** A line across the page. */
const rule = /^ {0,3}([*_])(?:[ \t]*\1){2,}[ \t]*$/

/** Cells of a table as they are drawn. */
function cellsOf(paragraph: string): number {
  const lines = paragraph.split('\n')
  const columns = lines.map((line) => (/^[|:\-\s>]+$/.test(line) ? countOf(line, /\|/g) : 0))
  return columns.reduce((most, one) => Math.max(most, one), 0) * lines.length
}

/** Beginnings of comments, declarations and instructions, and rows of backticks of each length: whichever has no end is looked for to the end. */
function openingsOf(paragraph: string): number {
  return countOf(paragraph, /<[!?]/g) + new Set((paragraph.match(/`+/g) ?? []).map((row) => row.length)).size
}

/** Addresses in one word: each is looked for the end of from its beginning, several times as slowly as anything else. */
function addressesOver(paragraph: string): number {
  const over = (word: string) => Math.max(0, countOf(word, /www\.|https?:\/\//gi) - 1) * word.length * 10
  return (paragraph.match(/\S+/g) ?? []).reduce((sum, word) => sum + over(word), 0)
}

/** Refuses a tree that is deeper than those that walk it can go, without a walk that goes as deep. */
function fitTree(root: Root): void {
  const open = new Map<string, number>()
  let tags = 0
  const ahead: { node: Nodes; depth: number }[] = [{ node: root, depth: 0 }]
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { node, depth } = next
    if (depth > deepestTree) throw tooDense()
    if (node.type === 'html') tags += openTags(node.value, open)
    if (tags > mostTags) throw tooDense()
    if ('children' in node) for (const child of node.children.toReversed()) ahead.push({ node: child, depth: depth + 1 })
  }
}

/** Counts the tags of a piece of HTML, and into `open` those that wait for their end. */
function openTags(html: string, open: Map<string, number>): number {
  let tags = 0
  for (const [, end, written = ''] of html.matchAll(/<!--[\s\S]*?(?:-->|$)|<(\/?)([a-z][^\s/>]*)(?:"[^"]*"|'[^']*'|[^"'>])*/gi)) {
    const name = written.toLowerCase()
    if (name === '' || endless.has(name)) continue
    tags += 1
    const before = open.get(name) ?? 0
    open.set(name, end === '/' ? Math.max(0, before - 1) : before + 1)
    if (end === '' && [...open.values()].reduce((sum, one) => sum + one, 0) > mostOpenTags) throw tooDense()
  }
  return tags
}

/** Elements without an end, or which the next one ends. */
const endless = new Set('area base br col embed hr img input link meta source track wbr p li td th tr dt dd rt rp'.split(' '))

function countOf(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0
}

/** How many quotes and list items a line opens or stands in. */
function depthOf(paragraph: string): number {
  let most = 0
  for (const line of paragraph.split('\n')) {
    const opening = /^(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))*/.exec(line)?.[0] ?? ''
    const spaces = /^[ \t]*/.exec(line)?.[0].length ?? 0
    most = Math.max(most, countOf(opening, /[>.)+*-]/g) + Math.min(spaces, opening.length) / 4)
  }
  return most
}

/** From where to where a node stands in the source. */
export function spanOf(node: Nodes): { from: number; to: number } {
  return { from: node.position?.start.offset ?? 0, to: node.position?.end.offset ?? 0 }
}

type Below = { node: Nodes; above: readonly Nodes[] }

/** Each node below one, in the order of the text, with what it stands in. */
export function* nodesIn(node: Nodes, above: readonly Nodes[] = []): Generator<Below> {
  const ahead = below({ node, above })
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    yield next
    ahead.push(...below(next))
  }
}

/** The children of a node, the last first; what they stand in is one list for all of them. */
function below({ node, above }: Below): Below[] {
  if (!('children' in node)) return []
  const within = [...above, node]
  return node.children.map((child) => ({ node: child, above: within })).toReversed()
}

/** What a reader sees of a node: its words, code and the words of its pictures, without marks, comments and addresses. */
export function wordsOf(node: Nodes): string {
  if (node.type === 'text' || node.type === 'inlineCode' || node.type === 'code') return node.value
  if (node.type === 'image' || node.type === 'imageReference') return node.alt ?? ''
  if (node.type === 'break') return ' '
  if (!('children' in node)) return ''
  const parted = node.children.some((child) => !inline.has(child.type))
  return node.children
    .map(wordsOf)
    .filter(Boolean)
    .join(parted ? '\n' : '')
}

const inline = new Set([
  'text',
  'inlineCode',
  'emphasis',
  'strong',
  'delete',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'html',
  'break',
  'footnoteReference',
])
