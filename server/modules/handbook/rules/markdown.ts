import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { Refusal } from '../../../kernel/refusal.ts'

/** The most that a page may have, in characters of its source. */
export const mostCharacters = 262_144
/** Quotes and lists inside one another; deeper ones are nobody's writing. */
const deepest = 60
/**
 * Openings in one paragraph. The reader looks back over them for a partner, so that its work grows with their square: 5,000 brackets take a
 * third of a second, 80,000 a minute.
 */
const mostBrackets = 4000
const mostMarks = 1200

/** A Markdown text as it was written, CommonMark with GitHub's additions; each node with its place in the source. Refuses what cannot be read in time. */
export function treeOf(source: string): Root {
  fitSource(source)
  return fromMarkdown(source, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** Refuses `page.too_long`, `page.too_dense` and `page.unreadable`: what no reader could follow, and the reading of which would not end. */
function fitSource(source: string): void {
  if (source.length > mostCharacters)
    throw new Refusal(
      'refused',
      'page.too_long',
      `A page may have ${mostCharacters.toLocaleString('en')} characters. Make two pages of it.`,
    )
  if (source.includes('\0')) throw new Refusal('refused', 'page.unreadable', 'The text holds bytes that are no text.')
  for (const paragraph of source.split(/\r?\n[ \t]*\r?\n/)) {
    if (countOf(paragraph, /[[\]]/g) > mostBrackets || countOf(paragraph, /[*_~]+/g) > mostMarks || depthOf(paragraph) > deepest)
      throw new Refusal(
        'refused',
        'page.too_dense',
        'A paragraph holds more brackets, marks or levels than can be read. Part it by empty lines.',
      )
  }
}

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

/** Each node below one, in the order of the text, with what it stands in. */
export function* nodesIn(node: Nodes, above: readonly Nodes[] = []): Generator<{ node: Nodes; above: readonly Nodes[] }> {
  if (!('children' in node)) return
  for (const child of node.children) {
    yield { node: child, above: [...above, node] }
    yield* nodesIn(child, [...above, node])
  }
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
