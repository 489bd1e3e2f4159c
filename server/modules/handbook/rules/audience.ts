import type { Heading, ListItem, Nodes, Root } from 'mdast'
import { nodesIn, spanOf, treeOf } from './markdown.ts'
import { headOf } from './front-matter.ts'
import { depthsOf, isIncludeMark } from './include-marks.ts'

/** For whom a page or a part of it is; each narrower than the one before. */
export type Audience = 'public' | 'internal' | 'restricted'

/**
 * A part of a source that is not for everybody: `internal` for colleagues, `restricted` for members of the named groups (short names), and
 * `unclear` where marks cannot be read: that is for those who keep the page alone.
 */
export type Cut = { from: number; to: number; for: 'internal' | 'restricted' | 'unclear'; groups: string[] }

/** Who reads: `everyone` is anybody in the world; `groups` are short names; `all` sees every part. */
export type Reader = 'everyone' | { groups: readonly string[]; all: boolean }

type Sign = { opens: boolean; for: 'internal' | 'restricted'; groups: string[] } | 'unclear'

/** What a comment says of audience; nothing for any other comment. */
function signOf(comment: string): Sign | undefined {
  // a comment without an end hides what follows from some programs and not from others
  if (comment.length < 7 || !comment.endsWith('-->')) return 'unclear'
  // the address of a page is no word about who reads it
  if (isIncludeMark(comment)) return undefined
  const inside = comment.slice(4, -3).trim()
  if (/^\/?internal$/.test(inside)) return { opens: !inside.startsWith('/'), for: 'internal', groups: [] }
  if (inside === '/restricted') return { opens: false, for: 'restricted', groups: [] }
  const groups = /^restricted:\s*([^\s,][^<>]*)$/
    .exec(inside)?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (groups && groups.length > 0) return { opens: true, for: 'restricted', groups }
  const begins = /^\W*(intern|extern|restrict|public|privat|confidential|secret|audience)/i.test(inside)
  const says = /\b(?:internal(?:ly)?|restricted|confidential|secret)\b/i.test(inside)
  return begins || says || isMistyped(inside) ? 'unclear' : undefined
}

/** Whether one of a comment's first words is a mark with a slip in it: all letters of one, in any order, but for one wrong or two left out. */
function isMistyped(comment: string): boolean {
  const words = comment.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.slice(0, 3).some((word) => ['internal', 'restricted'].some((mark) => apart(word, mark) <= 2))
}

/** How many letters stand in one of two words and not in the other. */
function apart(one: string, other: string): number {
  let left = other
  let more = 0
  for (const letter of one) {
    if (left.includes(letter)) left = left.replace(letter, '')
    else more += 1
  }
  return more + left.length
}

/**
 * The parts of a source that are narrower than its page. Marks stand around blocks (`<!-- internal -->` … `<!-- /internal -->`), in a
 * heading (its section) or first in a list item (the item). Whatever cannot be read fails closed: the rest of the page is `unclear`.
 */
export function cutsOf(source: string): Cut[] {
  const { end } = headOf(source)
  const text = source.slice(end)
  const cuts = cutsIn(treeOf(text), text)
  return cuts.map((cut) => ({ ...cut, from: cut.from + end, to: cut.to + end }))
}

function cutsIn(root: Root, text: string): Cut[] {
  const cuts: Cut[] = []
  const open: { sign: Exclude<Sign, 'unclear'>; from: number }[] = []
  const unclear = (from: number): Cut[] => [
    ...cuts,
    ...open.map(({ sign, from: at }): Cut => ({ from: at, to: text.length, for: sign.for, groups: sign.groups })),
    { from, to: text.length, for: 'unclear', groups: [] },
  ]
  for (const [at, block] of root.children.entries()) {
    const { from, to } = spanOf(block)
    const start = lineStart(text, from)
    if (block.type === 'html' && isComment(block.value)) {
      const sign = signOf(block.value.trim())
      if (!sign) continue
      if (sign === 'unclear') return unclear(start)
      if (sign.opens) open.push({ sign, from: start })
      else {
        const last = open.pop()
        if (!last || last.sign.for !== sign.for) {
          if (last) open.push(last)
          return unclear(start)
        }
        cuts.push({ from: last.from, to: lineEnd(text, to), for: last.sign.for, groups: last.sign.groups })
      }
      continue
    }
    const inside = insideOf(root, at, text)
    if (inside === 'unclear') return unclear(start)
    cuts.push(...inside)
  }
  return [...cuts, ...open.map(({ sign, from }): Cut => ({ from, to: text.length, for: sign.for, groups: sign.groups }))]
}

/** Cuts within one block, or of the section that a heading begins. */
function insideOf(root: Root, at: number, text: string): Cut[] | 'unclear' {
  const block = root.children[at]
  if (!block) return []
  const signs = [...signsIn(block, text)]
  const cuts: Cut[] = []
  for (const { sign, heading, item } of signs) {
    if (sign === 'unclear' || !sign.opens) return 'unclear'
    const one = { for: sign.for, groups: sign.groups }
    if (item) cuts.push({ ...itemSpan(item, text), ...one })
    else if (heading && heading === block) cuts.push({ from: lineStart(text, spanOf(block).from), to: sectionEnd(root, at, text), ...one })
    else return 'unclear'
  }
  return cuts
}

type Found = { sign: Sign; heading?: Heading; item?: ListItem }

/** Each mark in a block, and what it covers where it stands in the one place in which it may: last in a heading, first in a list item. */
function* signsIn(block: Nodes, text: string): Generator<Found> {
  for (const { node, above } of [{ node: block, above: [] as readonly Nodes[] }, ...nodesIn(block)]) {
    if (misplaced(node, text)) yield { sign: 'unclear' }
    if (node.type !== 'html') continue
    const comments = node.value.match(/<!--[\s\S]*?(?:-->|$)/g) ?? []
    for (const [n, comment] of comments.entries()) {
      const sign = signOf(comment)
      if (!sign) continue
      const [parent, grandparent] = [above.at(-1), above.at(-2)]
      const first = n === 0 && node.value.trimStart().startsWith(comment)
      if (parent?.type === 'heading' && isComment(node.value)) yield { sign, heading: parent }
      else if (first && parent?.type === 'listItem' && parent.children[0] === node) yield { sign, item: parent }
      else if (
        first &&
        parent?.type === 'paragraph' &&
        grandparent?.type === 'listItem' &&
        grandparent.children[0] === parent &&
        parent.children[0] === node
      )
        yield { sign, item: grandparent }
      else yield { sign: 'unclear' }
    }
  }
}

/** A mark that other programs show, or that spaces before it made code. In a fence it is meant to be read. */
function misplaced(node: Nodes, text: string): boolean {
  const words = node.type === 'code' && !/^(?:`{3}|~{3})/.test(text.slice(spanOf(node).from, spanOf(node).from + 3)) ? node.value : ''
  const said = ['alt' in node && node.alt, 'title' in node && node.title, words].filter(Boolean).join('\n')
  // to the last end alone: a search for one that never comes would be made at each beginning
  return [...said.slice(0, said.lastIndexOf('-->') + 3).matchAll(/<!--[\s\S]*?-->/g)].some(([comment]) => signOf(comment) !== undefined)
}

function isComment(html: string): boolean {
  const text = html.trim()
  return text.startsWith('<!--') && (text.indexOf('-->') === text.length - 3 || !text.includes('-->'))
}

/** A section goes on to the next heading of the same or a higher level, and no further than the passage in which it stands. */
function sectionEnd(root: Root, at: number, text: string): number {
  const heading = root.children[at] as Heading
  const depths = depthsOf(root)
  const depth = depths[at] ?? 0
  // headings of a passage that is taken from another page end no section around it, and its own sections end with it
  const next = root.children.findIndex((one, place) => {
    if (place <= at) return false
    const there = depths[place] ?? 0
    return there < depth || (there === depth && one.type === 'heading' && one.depth <= heading.depth)
  })
  const node = root.children[next]
  return node ? lineStart(text, spanOf(node).from) : text.length
}

/**
 * A list item with its lines. One that begins behind another's sign, or lies in a quote, begins where it stands. A mark makes the first line
 * HTML, after which a wrapped line is no more of the item; without the mark it would be, and was meant so.
 */
function itemSpan(item: ListItem, text: string): { from: number; to: number } {
  const { from, to } = spanOf(item)
  let end = lineEnd(text, to)
  const wraps = /[^\n]*(?:\n|$)/y
  while (item.children[0]?.type === 'html' && end < text.length && text[end - 1] === '\n') {
    wraps.lastIndex = end
    const line = wraps.exec(text)?.[0] ?? ''
    if (/^[\s>]*(?:$|[-+*](?:\s|$)|\d{1,9}[.)](?:\s|$)|#{1,6}\s|```|~~~|<!--)/.test(line)) break
    end += line.length
  }
  return { from: lineStart(text, from), to: end }
}

function lineStart(text: string, at: number): number {
  const line = text.lastIndexOf('\n', at - 1) + 1
  return text.slice(line, at).trim() === '' ? line : at
}

function lineEnd(text: string, at: number): number {
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(at))
  return rest ? at + rest[0].length : at
}

/** Whether a reader may see what is cut out for others. */
export function maySee(reader: Reader, cut: Cut): boolean {
  if (reader === 'everyone') return false
  if (reader.all || cut.for === 'internal') return true
  const own = new Set(reader.groups.map((name) => name.toLowerCase()))
  return cut.for === 'restricted' && cut.groups.some((name) => own.has(name.toLowerCase()))
}

/** The narrower of two. */
export function narrower(one: Audience, other: Audience | null): Audience {
  const order: Audience[] = ['public', 'internal', 'restricted']
  return other !== null && order.indexOf(other) > order.indexOf(one) ? other : one
}
