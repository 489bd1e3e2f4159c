import type { Block } from '../contract/block.ts'
import type { BlockEdit } from '../contract/blocks.ts'

/** A line of a plan as somebody thinks of it: its words, where it stands, and its key; a new one has none. */
export type Line = { key: string | null; raw: string; depth: number; section: number }

/** The lines as they are to stand after an edit that can be done. What a text is read as afterwards must be these. */
export function meant(lines: readonly Line[], blocks: readonly Block[], edit: BlockEdit): Line[] {
  if (edit.do === 'begin') {
    const before = lines.findLastIndex(({ section }) => section < edit.section)
    return lines.toSpliced(before + 1, 0, { key: null, raw: oneLine(edit.raw), depth: 0, section: edit.section })
  }
  if (edit.do === 'add') {
    const after = lines[edit.after] as Line
    return lines.toSpliced(edit.after + sizeOf(blocks, edit.after), 0, { ...after, key: null, raw: oneLine(edit.raw) })
  }
  const { at } = edit
  const line = lines[at] as Line
  if (edit.do === 'write') return lines.with(at, { ...line, raw: oneLine(edit.raw) })
  const size = sizeOf(blocks, at)
  const rest = lines.toSpliced(at, size)
  if (edit.do === 'remove') return rest
  const [place, like] = targetOf(lines, blocks, edit)
  const own = lines.slice(at, at + size).map((one) => ({ ...one, section: like.section, depth: one.depth + like.depth - line.depth }))
  return rest.toSpliced(place > at ? place - size : place, 0, ...own)
}

type Move = Exclude<BlockEdit, { do: 'begin' | 'add' | 'write' | 'remove' }>

/** The place among all lines in front of which it comes, and where it stands then. */
function targetOf(lines: readonly Line[], blocks: readonly Block[], edit: Move): [number, Pick<Line, 'depth' | 'section'>] {
  const { at } = edit
  const line = lines[at] as Line
  const kin = blocks.flatMap((one, n) => (one.parent === blocks[at]?.parent && one.section === blocks[at]?.section ? [n] : []))
  const place = kin.indexOf(at)
  switch (edit.do) {
    case 'up':
      return [kin[place - 1] ?? at, line]
    case 'down': {
      const next = kin[place + 1] ?? at
      return [next + sizeOf(blocks, next), line]
    }
    case 'nest':
      return [at, { ...line, depth: line.depth + 1 }]
    case 'lift': {
      const parent = blocks[at]?.parent ?? 0
      return [parent + sizeOf(blocks, parent), { ...line, depth: line.depth - 1 }]
    }
    case 'place': {
      const other = lines[edit.beside] as Line
      return [edit.where === 'before' ? edit.beside : edit.beside + sizeOf(blocks, edit.beside), other]
    }
  }
}

/** A line with all that hangs on it. */
function sizeOf(blocks: readonly Block[], at: number): number {
  let size = 1
  while (at + size < blocks.length && isBelow(blocks, at + size, at)) size += 1
  return size
}

function isBelow(blocks: readonly Block[], at: number, above: number): boolean {
  for (let n = blocks[at]?.parent ?? -1; n >= 0; n = blocks[n]?.parent ?? -1) if (n === above) return true
  return false
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim()
}

/** Whether a text was read as what was meant. */
export function isAsMeant(wanted: readonly Line[], read: readonly Pick<Line, 'raw' | 'depth' | 'section'>[]): boolean {
  return (
    wanted.length === read.length &&
    wanted.every(({ raw, depth, section }, n) => read[n]?.raw === raw && read[n]?.depth === depth && read[n]?.section === section)
  )
}
