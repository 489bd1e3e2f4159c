import type { Definition, Link, Nodes } from 'mdast'
import { anchors } from '../anchors.ts'
import { headOf } from '../front-matter.ts'
import { targetOf } from '../links.ts'
import { nodesIn, spanOf, treeOf, wordsOf } from '../markdown.ts'
import { linesOf, narrowIn } from './passages.ts'

/** A link as a text has it: where its address stands, so that the address alone can be written anew. */
type Linking = {
  place: number
  url: string
  words: string
  /** address of the page to which it leads; nothing out of the handbook */
  path: string | null
  anchor: string
  line: number
  from: number | null
  to: number | null
  narrow: boolean
}

/** Links of a source to pages and to places of pages, in their order; those of definitions where they are defined. */
export function linkingsOf(source: string, path: string): Linking[] {
  const { end } = headOf(source)
  const text = source.slice(end)
  const root = treeOf(text)
  const within = narrowIn(source)
  const line = linesOf(source)
  const worn = new Map<string, string>()
  for (const { node } of nodesIn(root))
    if (node.type === 'linkReference' && !worn.has(node.identifier)) worn.set(node.identifier, wordsOf(node))
  const found: Linking[] = []
  for (const { node } of nodesIn(root)) {
    const target = node.type === 'definition' || node.type === 'link' ? node : undefined
    if (!target || (target.type === 'definition' && !worn.has(target.identifier))) continue
    const to = targetOf(target.url, path)
    if (to.kind === 'away') continue
    const span = addressOf(target, text)
    const at = spanOf(target).from + end
    const anchor = target.url.includes('#') ? decoded(target.url.slice(target.url.indexOf('#') + 1)) : ''
    if (to.kind === 'here' && anchor === '') continue
    const words = (target.type === 'definition' ? (worn.get(target.identifier) ?? '') : wordsOf(target)).replaceAll(/\s+/g, ' ').trim()
    found.push({
      ...{ place: found.length, url: target.url, words: words.slice(0, 300), path: to.kind === 'page' ? to.path : null, anchor },
      ...{ line: line(at), from: span ? span.from + end : null, to: span ? span.to + end : null, narrow: within(at) },
    })
  }
  return found
}

/** Where the address of a link stands, without what may surround it. */
function addressOf(node: Link | Definition, text: string): { from: number; to: number } | undefined {
  const { from, to } = spanOf(node)
  const start = node.type === 'link' ? (node.children.length > 0 ? endOf(node.children.at(-1)) : from + 1) : from
  const tail = text.slice(start, to)
  const found = (node.type === 'link' ? /^\]\(\s*/ : /^\[(?:[^\]\\]|\\.)*\]:\s*/).exec(tail)
  if (!found) return undefined
  const rest = tail.slice(found[0].length)
  const written = /^<([^<>\n]*)>/.exec(rest)
  const address = written ? (written[1] ?? '') : (/^[^\s<][^\s]*/.exec(rest)?.[0] ?? '')
  const begins = start + found[0].length + (written ? 1 : 0)
  // what follows an address in the same word is the bracket that ends the link
  const length = written || node.type === 'definition' ? address.length : Math.min(address.length, lengthOf(address))
  return length === 0 ? undefined : { from: begins, to: begins + length }
}

/** An address holds brackets in pairs. */
function lengthOf(address: string): number {
  let open = 0
  for (const [at, letter] of [...address].entries()) {
    if (letter === '(') open += 1
    if (letter === ')' && open === 0) return at
    if (letter === ')') open -= 1
  }
  return address.length
}

function endOf(node: Nodes | undefined): number {
  return node ? spanOf(node).to : 0
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Every id at which a link into a page arrives: those of its headings by the rules of GitHub, kramdown (what comes before the first letter
 * is left out) and Python-Markdown (spaces and hyphens are one hyphen), and those that its HTML names.
 */
export function anchorsOf(source: string): string[] {
  const root = treeOf(source.slice(headOf(source).end))
  const [own, python] = [anchors(), new Map<string, number>()]
  const found = new Set<string>()
  for (const { node } of nodesIn(root)) {
    if (node.type === 'html') for (const [, id = ''] of node.value.matchAll(/\s(?:id|name)\s*=\s*["']?([^\s"'>]+)/gi)) found.add(id)
    if (node.type !== 'heading') continue
    const words = wordsOf(node).trim()
    const github = own(words)
    found.add(github)
    found.add(github.replace(/^[^\p{L}]+/u, ''))
    const joined = words
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(/[-\s]+/g, '-')
    const times = python.get(joined) ?? 0
    python.set(joined, times + 1)
    found.add(times === 0 ? joined : `${joined}_${times}`)
  }
  found.delete('')
  return [...found].slice(0, 3000)
}

/** Whether a link to a place of a page arrives; browsers take the top of a page for granted. */
export function arrives(anchor: string, at: readonly string[]): boolean {
  const wanted = anchor.toLowerCase()
  return wanted === '' || wanted === 'top' || wanted.startsWith(':~:') || at.some((one) => one.toLowerCase() === wanted)
}
