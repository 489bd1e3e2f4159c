import type { RootContent } from 'mdast'
import { headOf } from './front-matter.ts'
import { spanOf, treeOf } from './markdown.ts'

/** A piece of a page: its front matter, or what stands at the top of its text (heading, paragraph, list, table …) with the empty lines behind it. */
type Block = { from: number; to: number; kind: 'front_matter' | RootContent['type'] | 'blank' }

/** The blocks of a source. They cover it without gap or overlap: joined, they are the source. */
export function blocksOf(source: string): Block[] {
  const { end } = headOf(source)
  const nodes = treeOf(source.slice(end)).children
  const head: Block[] = end > 0 ? [{ from: 0, to: end, kind: 'front_matter' }] : []
  if (nodes.length === 0) return source.length > end ? [...head, { from: end, to: source.length, kind: 'blank' }] : head
  const text = source.slice(end)
  const starts = nodes.map((node, at) => (at === 0 ? end : end + lineStart(text, spanOf(node).from)))
  const blocks = nodes.map((node, at): Block => ({ from: starts[at] ?? end, to: starts[at + 1] ?? source.length, kind: node.type }))
  // a definition above an underlined heading is told as a part of it
  return [...head, ...blocks.filter(({ from, to }) => to > from)]
}

/** An indented block begins where its line does. */
function lineStart(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1
  return text.slice(line, at).trim() === '' ? line : at
}
