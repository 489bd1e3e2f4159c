import type { Block } from '../contract/blocks.ts'
import type { Item, PlanReading } from './reading/model.ts'

/** The items of a reading as the editor moves them, in the order of the text. */
export function blocksOf(source: string, { sections }: PlanReading): Block[] {
  let first = 0
  return sections.flatMap((section, at) => {
    const base = first
    first += section.items.length
    return section.items.map((item): Block => {
      const lines = linesOf(source, item)
      const text = textOf(source, item, section.plain)
      const form = item.row ? 'row' : item.marker.startsWith('#') ? 'heading' : item.marker === '' ? 'plain' : 'item'
      return { section: at, depth: item.depth, parent: item.parent < 0 ? -1 : base + item.parent, ...lines, text, raw: item.raw, form }
    })
  })
}

/** Whole lines: from the start of the first, to the end of the last that stands under it. */
function linesOf(source: string, { span, notes }: Item): { from: number; to: number } {
  const to = Math.max(span.to, ...notes.map((note) => note.span.to))
  return { from: Math.max(source.lastIndexOf('\n', span.from - 1), source.lastIndexOf('\r', span.from - 1)) + 1, to: lineEnd(source, to) }
}

function textOf(source: string, { span, marker, row }: Item, plain: boolean): { from: number; to: number } {
  const from = Math.max(source.lastIndexOf('\n', span.from - 1), source.lastIndexOf('\r', span.from - 1)) + 1
  const line = source.slice(from, span.to)
  const head = row || plain || marker === '' ? /^\s*/ : /^[\uFEFF \t\u00A0]*(?:#{1,6}|[-*+•]|\d{1,3}[.)])(?:[ \t]+|$)/
  const skipped = head.exec(line)?.[0].length ?? 0
  return { from: from + skipped, to: Math.max(span.to, from + skipped) }
}

function lineEnd(source: string, at: number): number {
  let end = at
  while (end < source.length && source[end] !== '\n' && source[end] !== '\r') end += 1
  return end
}
