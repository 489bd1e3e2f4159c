import type { Block } from './block.ts'
import { renumbered } from './numbering.ts'

/** What somebody does to one block; `begin` writes the first one of a section that has none. */
export type BlockEdit =
  | { do: 'write'; at: number; raw: string }
  | { do: 'add'; after: number; raw: string }
  | { do: 'remove'; at: number }
  | { do: 'up' | 'down' | 'nest' | 'lift'; at: number }
  | { do: 'place'; at: number; beside: number; where: 'before' | 'after' }
  | { do: 'begin'; section: number; raw: string }

/** Where the first item of a section that has none would stand, with the line breaks before it and its mark. */
export type Opening = { section: number; at: number; lead: string }

type Lines = { from: number; to: number }

/**
 * The text with one edit in it, or nothing where it cannot be done. Only lines of the block that is edited, and of what hangs on it, are
 * written again; a block that moves keeps its own bytes but for its indent, and every other byte stays as it was. Lists that count upwards
 * by one go on doing so.
 */
export function edited(source: string, blocks: readonly Block[], edit: BlockEdit, openings: readonly Opening[] = []): string | undefined {
  if (edit.do === 'begin') {
    const opening = openings.find(({ section }) => section === edit.section)
    return opening && spliced(source, { from: opening.at, to: opening.at }, `${opening.lead}${oneLine(edit.raw)}`)
  }
  const counted = renumbered(source, blocks, listsOf(blocks, edit))
  return doneOn(counted.source, counted.blocks, edit)
}

function doneOn(source: string, blocks: readonly Block[], edit: Exclude<BlockEdit, { do: 'begin' }>): string | undefined {
  if (edit.do === 'add') return added(source, blocks, edit.after, edit.raw)
  const block = blocks[edit.at]
  if (!block || block.form === 'row') return undefined
  switch (edit.do) {
    case 'write':
      return spliced(source, block.text, apartFrom(source.slice(block.from, block.text.from)) + oneLine(edit.raw))
    case 'remove':
      return without(source, wholeOf(blocks, edit.at))
    case 'up': {
      const other = siblingBefore(blocks, edit.at)
      return other < 0 ? undefined : moved(source, blocks, edit.at, { before: other }, block)
    }
    case 'down': {
      const other = siblingAfter(blocks, edit.at)
      return other < 0 ? undefined : moved(source, blocks, edit.at, { after: other }, block)
    }
    case 'nest':
      return nested(source, blocks, edit.at)
    case 'lift':
      return lifted(source, blocks, edit.at)
    case 'place':
      return placed(source, blocks, edit)
  }
}

/** The lists that an edit leaves with another count or order. A line that is added counts on by itself; those behind it make room. */
function listsOf(blocks: readonly Block[], edit: Exclude<BlockEdit, { do: 'begin' }>): { before: number[]; after: number[] }[] {
  const at = edit.do === 'add' ? edit.after : edit.at
  const block = blocks[at]
  if (!block || edit.do === 'write') return []
  const own = kinOf(blocks, at)
  const rest = own.filter((one) => one !== at)
  const place = own.indexOf(at)
  switch (edit.do) {
    case 'add':
      // a hole where the new one comes: no block has that index
      return [{ before: own, after: own.toSpliced(place + 1, 0, -1) }]
    case 'remove':
      return [{ before: own, after: rest }]
    case 'up':
    case 'down': {
      const next = place + (edit.do === 'up' ? -1 : 1)
      return next < 0 || next >= own.length ? [] : [{ before: own, after: rest.toSpliced(next, 0, at) }]
    }
    case 'nest': {
      const above = own[place - 1]
      if (above === undefined) return []
      const below = blocks.flatMap((one, n) => (one.parent === above ? [n] : []))
      return [
        { before: own, after: rest },
        { before: below, after: [...below, at] },
      ]
    }
    case 'lift': {
      if (block.parent < 0) return []
      const above = kinOf(blocks, block.parent)
      return [
        { before: own, after: rest },
        { before: above, after: above.toSpliced(above.indexOf(block.parent) + 1, 0, at) },
      ]
    }
    case 'place': {
      const there = kinOf(blocks, edit.beside)
      const among = there.filter((one) => one !== at)
      const after = among.toSpliced(among.indexOf(edit.beside) + (edit.where === 'after' ? 1 : 0), 0, at)
      if (there.includes(at)) return [{ before: own, after }]
      return [
        { before: own, after: rest },
        { before: there, after },
      ]
    }
  }
}

/** All that stand beside a block below the same parent, itself among them. */
function kinOf(blocks: readonly Block[], at: number): number[] {
  const block = blocks[at]
  return blocks.flatMap((one, n) => (one.parent === block?.parent && one.section === block.section ? [n] : []))
}

/** The block with all that hangs below it, as whole lines. */
function wholeOf(blocks: readonly Block[], at: number): Lines {
  const block = blocks[at] as Block
  let last = at
  for (let n = at + 1; n < blocks.length && isBelow(blocks, n, at); n += 1) last = n
  return { from: block.from, to: Math.max(block.to, (blocks[last] as Block).to) }
}

function isBelow(blocks: readonly Block[], at: number, above: number): boolean {
  for (let n = blocks[at]?.parent ?? -1; n >= 0; n = blocks[n]?.parent ?? -1) if (n === above) return true
  return false
}

function siblingBefore(blocks: readonly Block[], at: number): number {
  const { parent, section } = blocks[at] as Block
  return blocks.findLastIndex((one, n) => n < at && one.parent === parent && one.section === section)
}

function siblingAfter(blocks: readonly Block[], at: number): number {
  const { parent, section } = blocks[at] as Block
  return blocks.findIndex((one, n) => n > at && one.parent === parent && one.section === section)
}

/** One column deeper than the block before it, as deep as that one's children stand, else four columns. */
function nested(source: string, blocks: readonly Block[], at: number): string | undefined {
  const block = blocks[at] as Block
  const above = siblingBefore(blocks, at)
  const parent = blocks[above]
  if (!parent || block.form !== 'item' || parent.form !== 'item' || block.depth >= 4) return undefined
  const child = blocks.find((one) => one.parent === above && one.form === 'item')
  return shifted(source, wholeOf(blocks, at), indentOf(source, block), child ? indentOf(source, child) : `${indentOf(source, parent)}    `)
}

/** Behind its parent and all that hangs on it, as deep as the parent: what came after it stays the parent's. */
function lifted(source: string, blocks: readonly Block[], at: number): string | undefined {
  const block = blocks[at] as Block
  const parent = blocks[block.parent]
  if (!parent || block.form !== 'item' || parent.form !== 'item') return undefined
  return moved(source, blocks, at, { after: block.parent }, parent)
}

/** Beside another block of any section, as deep as that one; never into what hangs on itself. */
function placed(source: string, blocks: readonly Block[], { at, beside, where }: Extract<BlockEdit, { do: 'place' }>): string | undefined {
  const [block, other] = [blocks[at] as Block, blocks[beside]]
  if (!other || other.form === 'row' || beside === at || isBelow(blocks, beside, at) || other.form !== block.form) return undefined
  return moved(source, blocks, at, where === 'before' ? { before: beside } : { after: beside }, other)
}

/** Takes the block's lines out and puts them before a block, or behind a block and all that hangs on it; as deep as `like`. */
function moved(source: string, blocks: readonly Block[], at: number, to: { before: number } | { after: number }, like: Block): string {
  const own = wholeOf(blocks, at)
  const place = 'before' in to ? (blocks[to.before] as Block).from : wholeOf(blocks, to.after).to
  const block = blocks[at] as Block
  const lines =
    block.form === 'item'
      ? reindented(source.slice(own.from, own.to), indentOf(source, block), indentOf(source, like))
      : source.slice(own.from, own.to)
  const end = breakOf(source)
  const cut = withBreak(source, own)
  // the later of both places first, so that the earlier one stays where it is
  if (place <= cut.from) return put(without(source, own), place, lines, end, 'before' in to)
  const later = put(source, place, lines, end, 'before' in to)
  return without(later, own)
}

function put(source: string, place: number, lines: string, end: string, before: boolean): string {
  if (before) return spliced(source, { from: place, to: place }, `${lines}${end}`)
  return spliced(source, { from: place, to: place }, `${end}${lines}`)
}

/** One more block behind another, marked, indented and set apart as that one is from the one before it. */
function added(source: string, blocks: readonly Block[], after: number, raw: string): string | undefined {
  const block = blocks[after]
  if (!block || block.form === 'row') return undefined
  const whole = wholeOf(blocks, after)
  const head = source.slice(block.from, block.text.from)
  const mark = head.replace(/(\d{1,3})(?=[.)])/, (number) => String(Number(number) + 1))
  const before = siblingBefore(blocks, after)
  const gap = before < 0 ? '' : source.slice(wholeOf(blocks, before).to, block.from)
  const breaks = gap.split(/\r\n|\n|\r/).length - 1
  const apart = breaks > 1 && gap.trim() === '' ? breaks : 1
  return spliced(source, { from: whole.to, to: whole.to }, `${breakOf(source).repeat(apart)}${mark}${apartFrom(head)}${oneLine(raw)}`)
}

/** A mark without a space behind it is none once words follow. */
function apartFrom(head: string): string {
  return head === '' || /[ \t\u00A0\uFEFF]$/.test(head) ? '' : ' '
}

function indentOf(source: string, { from }: Block): string {
  return /^[ \t\u00A0]*/.exec(source.slice(from, from + 200))?.[0] ?? ''
}

function shifted(source: string, lines: Lines, from: string, to: string): string {
  return spliced(source, lines, reindented(source.slice(lines.from, lines.to), from, to))
}

/** Each line that stands as deep as the first, or deeper, with another indent in place of its own; lines above that and blank ones stay. */
function reindented(lines: string, from: string, to: string): string {
  if (from === to) return lines
  return lines
    .split(/(?<=\n|\r(?!\n))/)
    .map((line) => (line.trim() !== '' && line.startsWith(from) ? to + line.slice(from.length) : line))
    .join('')
}

/** The lines with the break that ends them; the last lines of a text with the one before them. */
function withBreak(source: string, { from, to }: Lines): Lines {
  const end = /^(\r\n|\n|\r)/.exec(source.slice(to, to + 2))?.[0].length ?? 0
  if (end > 0) return { from, to: to + end }
  const before = /(\r\n|\n|\r)$/.exec(source.slice(Math.max(0, from - 2), from))?.[0].length ?? 0
  return { from: from - before, to }
}

function without(source: string, lines: Lines): string {
  return spliced(source, withBreak(source, lines), '')
}

function spliced(source: string, { from, to }: Lines, text: string): string {
  return source.slice(0, from) + text + source.slice(to)
}

function breakOf(source: string): string {
  return /\r\n|\n|\r/.exec(source)?.[0] ?? '\n'
}

/** What is typed into one block stays one block. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ')
}
