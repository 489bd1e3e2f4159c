import type { Block } from '../contract/block.ts'
import type { Opening } from '../contract/blocks.ts'
import type { Item, PlanReading, Section } from './reading/model.ts'

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

/** Sections that have a label and no line yet, with how their first one would be written: as the other sections have theirs. */
export function openingsOf(source: string, { sections }: PlanReading): Opening[] {
  return sections.flatMap((section, at) => {
    if (!section.labelled || section.items.length > 0) return []
    const words = [...section.lead, ...section.notes]
    const to = lineEnd(source, Math.max(section.span.to, ...words.map(({ span }) => span.to)))
    const apart = words.length > 0 ? 2 : breaksBefore(source, sections)
    return [{ section: at, at: to, lead: `${(/\r\n|\n|\r/.exec(source)?.[0] ?? '\n').repeat(apart)}${markIn(sections, section)} ` }]
  })
}

const ranked: readonly string[] = ['priorities', 'methods']

/** Numbers where ranks count, unless the plan has bullets there; else the bullet that it has elsewhere. */
function markIn(sections: readonly Section[], { name }: Section): string {
  const marks = (one: boolean) =>
    sections
      .filter((section) => ranked.includes(section.name) === one)
      .flatMap(({ items }) => items.find(({ marker, row }) => row === null && /^[-*+•]$|^\d{1,3}[.)]$/.test(marker))?.marker ?? [])
  const [ranks, others] = [marks(true), marks(false)]
  const beside = (ranked.includes(name) ? ranks : others)[0]
  if (beside) return beside.replace(/^\d+/, '1')
  return ranked.includes(name) ? '1.' : '-'
}

/** Line breaks between a label and its first line, as another section has them. */
function breaksBefore(source: string, sections: readonly Section[]): number {
  const like = sections.find(({ labelled, plain, lead, items }) => labelled && !plain && lead.length === 0 && items[0]?.row === null)
  const [first] = like?.items ?? []
  if (!like || !first) return 2
  return source.slice(like.span.from, first.span.from).split(/\r\n|\n|\r/).length - 1 || 2
}
