import type { Block } from './block.ts'

/** A list before and after an edit, as indexes into the blocks; the one that is edited may be in both, or only in one. -1 is the place of a line that is yet to come. */
type Change = { before: readonly number[]; after: readonly number[] }
type Mark = { from: number; to: number; number: number; stop: string }

/**
 * The text with the numbers that the lists of an edit have once it is done, and the blocks with their places in it. Only lists that counted
 * upwards by one do so afterwards; whoever numbers otherwise, or has bullets, keeps what they wrote.
 */
export function renumbered(source: string, blocks: readonly Block[], changes: readonly Change[]): { source: string; blocks: Block[] } {
  const marks = blocks.map((block) => markOf(source, block))
  const counts = changes.some(({ before }) => before.length > 1 && isCounted(before, marks))
  // of one line alone nobody can say whether it counts: it does where no list of the text is numbered otherwise
  if (!counts && !listsOf(blocks).every((list) => isCounted(list, marks) || list.every((at) => marks[at] === undefined)))
    return { source, blocks: [...blocks] }
  const wanted = new Map<number, number>()
  for (const { before, after } of changes) {
    const there = after.filter((at) => at >= 0)
    const stop = marks[there[0] ?? -1]?.stop
    if (stop === undefined || !isCounted(before, marks) || !there.every((at) => marks[at]?.stop === stop)) continue
    const first = marks[before[0] ?? -1]?.number ?? 1
    for (const [place, at] of after.entries()) if (at >= 0) wanted.set(at, first + place)
  }
  const splices = [...wanted]
    .flatMap(([at, number]) => {
      const mark = marks[at]
      return mark && mark.number !== number ? [{ from: mark.from, to: mark.to, text: String(number) }] : []
    })
    .toSorted((a, b) => a.from - b.from)
  return { source: splicedAll(source, splices), blocks: blocks.map((block) => shifted(block, splices)) }
}

/** The number of an item's mark and where it stands. */
function markOf(source: string, { from, text, form }: Block): Mark | undefined {
  if (form !== 'item') return undefined
  const found = /^([ \t\u00A0]*)(\d{1,3})([.)])/.exec(source.slice(from, text.from))
  if (!found) return undefined
  const at = from + (found[1]?.length ?? 0)
  return { from: at, to: at + (found[2]?.length ?? 0), number: Number(found[2]), stop: found[3] ?? '' }
}

/** The lines that stand beside one another, for each parent. */
function listsOf(blocks: readonly Block[]): number[][] {
  return [...Map.groupBy(blocks.keys(), (at) => `${blocks[at]?.section} ${blocks[at]?.parent}`).values()]
}

/** Upwards by one from its first, with one sign behind each; an empty list may become one. */
function isCounted(list: readonly number[], marks: readonly (Mark | undefined)[]): boolean {
  const first = marks[list[0] ?? -1]
  return list.every(
    (at, place) => marks[at] !== undefined && marks[at]?.number === (first?.number ?? 0) + place && marks[at]?.stop === first?.stop,
  )
}

type Splice = { from: number; to: number; text: string }

function splicedAll(source: string, splices: readonly Splice[]): string {
  return splices.toReversed().reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), source)
}

function shifted(block: Block, splices: readonly Splice[]): Block {
  const later = (place: number) => splices.reduce((at, { from, to, text }) => (to <= place ? at + text.length - (to - from) : at), place)
  return { ...block, from: later(block.from), to: later(block.to), text: { from: later(block.text.from), to: later(block.text.to) } }
}
