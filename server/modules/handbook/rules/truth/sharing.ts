import type { Nodes } from 'mdast'
import { headOf } from '../front-matter.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from '../markdown.ts'
import { linesOf } from './passages.ts'

type Span = { from: number; to: number }

/** The blocks of two texts that say the same, around one of each: where they stand, and the words of the first. */
type Copies = { one: Span; other: Span; words: string }

/**
 * What two pages say alike, from a passage of one at a place and one of the other on a line. Only whole blocks are taken, and beside these the
 * blocks before and behind that stand in both letter by letter; headings go along where something stands below them. A passage that is a part
 * of a list or a quote is none.
 */
export function copiesOf(source: string, from: number, other: string, line: number): Copies | undefined {
  const [left, right] = [blocksOf(source), blocksOf(other)]
  const lineOf = linesOf(other)
  const i = left.findIndex((block) => block.from <= from && from < block.to)
  const k = right.findIndex((block) => block.passages.some((at) => lineOf(at) === line))
  const [a, b] = [left[i], right[k]]
  if (!a?.plain || !b?.plain) return undefined
  const same = (n: number) => {
    const [x, y] = [left[i + n], right[k + n]]
    return x?.joins === true && y?.joins === true && x.text === y.text
  }
  let [first, last] = [0, 0]
  while (same(first - 1)) first -= 1
  while (same(last + 1)) last += 1
  while (last > 0 && left[i + last]?.heading) last -= 1
  const span = (blocks: typeof left, at: number): Span => ({ from: blocks[at + first]?.from ?? 0, to: blocks[at + last]?.to ?? 0 })
  const one = span(left, i)
  return { one, other: span(right, k), words: source.slice(one.from, one.to) }
}

function blocksOf(source: string) {
  const { end } = headOf(source)
  return treeOf(source.slice(end)).children.map((node, at) => {
    const [from, to] = [spanOf(node).from + end, spanOf(node).to + end]
    const passages = [node, ...[...nodesIn(node)].map(({ node: inner }) => inner)].filter(isPassage)
    const heading = node.type === 'heading'
    return {
      ...{ from, to, text: source.slice(from, to).trim(), heading },
      passages: passages.map((one) => spanOf(one).from + end),
      plain: passages.length === 1 && wordsOf(node).trim() !== '',
      // a mark stays where it is, and a title above the text is its page’s
      joins: node.type !== 'html' && node.type !== 'definition' && !(heading && (node.depth === 1 || at === 0)),
    }
  })
}

function isPassage(node: Nodes): boolean {
  return node.type === 'paragraph' || node.type === 'tableRow'
}

/** A text with other words at a place. */
export function replacedAt(source: string, { from, to }: Span, by: string): string {
  return source.slice(0, from) + by + source.slice(to)
}
