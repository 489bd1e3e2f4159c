import type { Cut } from './cut.ts'
import type { Item, PlanReading, Section, Span } from './reading/model.ts'

/** The text with these leaves moved into the Commentary at its end, which takes no room on the page; each says from which rank it comes. */
export function movedToCommentary(source: string, plan: PlanReading, cuts: readonly Pick<Cut, 'section' | 'item'>[]): string {
  const moved = plan.sections.flatMap((section) =>
    section.items.flatMap((item, index) =>
      cuts.some((cut) => cut.section === section.name && cut.item === index) ? [{ section, item, from: rankOf(section, index) }] : [],
    ),
  )
  if (moved.length === 0) return source
  const end = source.includes('\r\n') ? '\r\n' : '\n'
  const lines = moved.flatMap(({ section, item, from }) => linesOf(item, `From ${section.label} ${from}`))
  const place = commentaryIn(plan)
  const at = place ? lineEnd(source, place.span.to) : lineEnd(source, Math.max(...plan.sections.map(({ span }) => span.to)))
  const head = place ? (place.items.length > 0 ? [] : ['']) : ['', labelLike(source, plan), '']
  const before = source.slice(0, at)
  const after = source.slice(at)
  const joined = [...head, ...lines].join(end)
  const kept = withoutAll(
    before,
    moved.map(({ item }) => wholeSpan(item)),
  )
  return `${kept}${kept.endsWith('\n') ? '' : end}${joined}${end}${after}`
}

function commentaryIn({ sections }: PlanReading): Section | undefined {
  const last = sections.at(-1)
  return last?.name === 'commentary' && last.labelled ? last : undefined
}

/** "6", "2.1": its rank under each of its parents. */
function rankOf({ items }: Section, index: number): string {
  const item = items[index]
  if (!item) return ''
  return item.parent < 0 ? String(item.rank) : `${rankOf({ items } as Section, item.parent)}.${item.rank}`
}

function linesOf({ raw, notes }: Item, from: string): string[] {
  return [`- ${from}: ${raw}`, ...notes.flatMap((note) => ['', ...note.raw.split(/\r?\n/).map((line) => `    ${line}`)])]
}

/** A label as the other sections have theirs: a heading of the same depth, in bold, or a word of its own. */
function labelLike(source: string, plan: PlanReading): string {
  const last = plan.sections.at(-1)
  const line = last ? source.slice(last.span.from, lineEnd(source, last.span.from + 1)) : ''
  const heading = /^ {0,3}#{1,6}[ \t]+/.exec(line)?.[0] ?? ''
  const bold = /\*\*/.test(line.slice(0, 20)) ? '**' : ''
  return `${heading}${bold}Commentary${bold}`
}

/** An item with what stands under it. */
function wholeSpan({ span, notes }: Item): Span {
  return { from: span.from, to: Math.max(span.to, ...notes.map((note) => note.span.to)) }
}

/** Whole lines are taken out, last ones first, so that places before them stay where they are. */
function withoutAll(source: string, spans: readonly Span[]): string {
  return spans
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to }) => text.slice(0, text.lastIndexOf('\n', from - 1) + 1) + text.slice(lineEnd(text, to)), source)
}

/** The place behind the line break that ends the line of a place. */
function lineEnd(source: string, at: number): number {
  if (at > 0 && source.charAt(at - 1) === '\n') return at
  const next = source.indexOf('\n', at)
  return next < 0 ? source.length : next + 1
}
