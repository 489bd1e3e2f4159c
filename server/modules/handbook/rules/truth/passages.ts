import type { Nodes } from 'mdast'
import { takeAlert } from '../alerts.ts'
import { cutsOf } from '../audience.ts'
import { headOf } from '../front-matter.ts'
import { includesOf } from '../includes.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from '../markdown.ts'

/** A paragraph, item or row of a page: where it stands, what it says, below which heading. */
export type Passage = {
  place: number
  line: number
  from: number
  to: number
  heading: string
  words: string
  /** it stands in a part that is not for all who may open the page */
  narrow: boolean
  /** a block is compared for copies, and its sentences for what they state; one of one sentence is both */
  kind: 'both' | 'block' | 'sentence'
}

/** Passages of a source in their order. Code is none, and what is kept on another page is that page’s. */
export function passagesOf(source: string): Passage[] {
  const { end } = headOf(source)
  const text = source.slice(end)
  const within = narrowIn(source)
  const line = linesOf(source)
  const elsewhere = includesOf(source).found
  const found: Passage[] = []
  let heading = ''
  for (const { node, above } of nodesIn(treeOf(text))) {
    takeAlert(node)
    if (node.type === 'heading') heading = wordsOf(node).trim()
    if (!isPassage(node, above.at(-1))) continue
    const span = spanOf(node)
    const [from, to] = [span.from + end, span.to + end]
    if (elsewhere.some((one) => one.from <= from && to <= one.to)) continue
    const words = (node.type === 'tableRow' ? node.children.map(wordsOf).join(' · ') : wordsOf(node)).replaceAll(/\s+/g, ' ').trim()
    if (words === '') continue
    const sentences = node.type === 'tableRow' ? [] : sentencesOf(words)
    const block = { line: line(from), from, to, heading, narrow: within(from) }
    found.push({ place: found.length, ...block, words, kind: sentences.length > 1 ? 'block' : 'both' })
    if (sentences.length > 1) for (const one of sentences) found.push({ place: found.length, ...block, words: one, kind: 'sentence' })
  }
  return found
}

function isPassage(node: Nodes, above: Nodes | undefined): boolean {
  return node.type === 'paragraph' || (node.type === 'tableRow' && above?.type === 'table' && above.children[0] !== node)
}

/** A mark ends a sentence where another begins behind it. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?][)”"]?)\s+(?=[\p{Lu}“"(])/u)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** Whether a place of a source is for fewer people than the page. */
export function narrowIn(source: string): (at: number) => boolean {
  const cuts = cutsOf(source).filter((cut) => cut.for !== 'internal')
  return (at) => cuts.some(({ from, to }) => from <= at && at < to)
}

/** Which line a place of a text is on, from one. */
export function linesOf(source: string): (at: number) => number {
  const ends = [...source.matchAll(/\n/g)].map(({ index }) => index)
  return (at) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < at) low = middle + 1
      else high = middle
    }
    return low + 1
  }
}
