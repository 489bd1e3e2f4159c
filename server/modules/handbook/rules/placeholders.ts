import { titled } from './title.ts'
import { headOf } from './front-matter.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from './markdown.ts'

/** A place where something was promised and is not written: where it stands in the source, and what stands there. */
type Placeholder = { from: number; to: number; text: string; why: 'word' | 'empty_link' | 'empty_section' | 'unfinished' }

const words =
  /\b(?:TBA|TBC|TBD|TO(?:DO)|FIX(?:ME)|XXX|WIP)\b|\bcoming soon\b|\bunder construction\b|\bneeds updating\b|\blorem ipsum\b|\$x\b|\[insert\b[^\]]*\]|\[[A-Z][A-Z ]{2,}[A-Z]\](?!\()/g
const anyCase = /\b(?:coming soon|under construction|needs updating|lorem ipsum)\b|\[(?:tba|tbc|tbd|todo|fixme|wip|insert)\b[^\]]*\]/gi

/** What a page still owes its readers. In code these are words like any other. */
export function placeholdersIn(source: string): Placeholder[] {
  const { end } = headOf(source)
  const text = source.slice(end)
  const root = treeOf(text)
  const found: Placeholder[] = []
  for (const { node } of nodesIn(root)) {
    const span = spanOf(node)
    if (node.type === 'text') found.push(...wordsIn(text.slice(span.from, span.to), span.from))
    if (node.type === 'link' && node.url === '') found.push({ ...span, text: wordsOf(node), why: 'empty_link' })
  }
  for (const [at, node] of root.children.entries()) {
    if (node.type !== 'heading') continue
    const said = titled(wordsOf(node).trim())
    if (said.completeness !== null && said.completeness < 100) found.push({ ...spanOf(node), text: wordsOf(node), why: 'unfinished' })
    const next = root.children.slice(at + 1).find((one) => one.type !== 'html' && one.type !== 'definition')
    // a heading above deeper ones is their title, and not empty
    if (node.depth > 1 && (!next || (next.type === 'heading' && next.depth <= node.depth)))
      found.push({ ...spanOf(node), text: wordsOf(node), why: 'empty_section' })
  }
  return found.map((one) => ({ ...one, from: one.from + end, to: one.to + end })).sort((a, b) => a.from - b.from || a.to - b.to)
}

function wordsIn(text: string, from: number): Placeholder[] {
  const all = [...text.matchAll(words), ...text.matchAll(anyCase)].map((one) => ({ at: one.index, text: one[0] }))
  const once = new Map(all.map((one) => [one.at, one]))
  return [...once.values()].map(({ at, text: word }) => ({ from: from + at, to: from + at + word.length, text: word, why: 'word' }))
}
