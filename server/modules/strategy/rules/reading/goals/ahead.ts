import type { Line } from '../line.ts'
import type { At } from './at.ts'
import type { Goals } from './find.ts'
import { isOther } from './around.ts'
import type { Mark } from './marks.ts'
import { withColons } from './words.ts'

/** A chapter of objectives: no objective stands between it and the next one, which belongs to it. */
export function opensGroup(lines: Line[], { objectives, end }: Goals, from: number): boolean {
  const sets = [...objectives].some((at) => lines[at]?.kind === 'heading')
  for (let at = from + 1; at < end && at < from + 20; at += 1) {
    const line = lines[at] as Line
    // bold lines among chapters, or headings deeper than this one
    if (objectives.has(at)) return line.kind === 'text' ? !sets : line.kind === 'heading' && line.level > (lines[from] as Line).level
    const kind = lines[at]?.kind
    if (kind !== 'blank' && kind !== 'text' && kind !== 'underline') return false
  }
  return false
}

/** `**Acceptance criteria:**` above a list, below a result that is a heading or a bold line: what is listed is about that result. */
export function opensList(at: At, lines: Line[], index: number, mark: Mark | undefined): boolean {
  const last = at.grown.items.at(-1)
  const line = lines[index] as Line
  if (line.kind !== 'text' || mark?.kind !== null || !last || last.depth === 0 || at.mode === 'aside') return false
  const next = lines[index + 1]?.kind === 'blank' ? lines[index + 2] : lines[index + 1]
  return (
    last.marker.startsWith('#') && (next?.kind === 'item' || next?.kind === 'row') && /^(\*\*|__)[^*_]{2,60}(?::\1|\1\s?:)$/.test(line.text)
  )
}

/** Does a `Key results` of its own follow this objective before the next one, and no result before it? */
export function labelFollows(lines: Line[], { objectives, marks, end }: Goals, from: number): boolean {
  for (let at = from + 1; at < end && at < from + 60; at += 1) {
    const mark = marks[at]
    if (objectives.has(at) || mark?.kind === 'result' || mark?.kind === 'objective' || lines[at]?.kind === 'row') return false
    if (mark?.kind === 'results') return !isOther(mark.text) && (lines[at] as Line).indent <= (lines[from] as Line).indent + 3
  }
  return false
}

/** Are the results of this objective headings that say so, or rows of a table below a list with a label of its own? What is listed before the first is about the objective. */
export function resultHeadingsFollow(lines: Line[], { objectives, marks, end }: Goals, from: number): boolean {
  let labelled = false
  for (let at = from + 1; at < end && at < from + 60 && !objectives.has(at); at += 1) {
    const kind = marks[at]?.kind
    if (kind === 'result') return lines[at]?.kind === 'heading'
    if (kind === 'results') return false
    const line = lines[at] as Line
    const next = lines[at + 1]?.kind === 'blank' ? lines[at + 2] : lines[at + 1]
    if (line.kind === 'text' && next?.kind === 'item' && /^(\*\*|__)[^*_]{2,40}:\1$/.test(line.text)) labelled = true
    if (line.kind === 'row') return labelled && /\bKRs?\b|key results?/i.test(line.text.slice(0, 200))
  }
  return false
}

/** `**Owner:** Ada` at the margin, right below a list of results that it ends, as the objective's own labels stand. */
export function closesList(at: At, lines: Line[], index: number, { objectives, end }: Goals): boolean {
  const [line, last] = [lines[index] as Line, at.grown.items.at(-1)]
  const next = lines[index + 1]?.kind === 'blank' ? index + 2 : index + 1
  if (line.kind !== 'text' || line.indent > 0 || last === undefined || last.depth === 0) return false
  const labelled = /^(?:(\*\*|__)[^*_]{2,30}:|(?:owners?|dri|leads?|led by|owned by|responsible|accountable|driver)\s?(?::|[–—-]\s))/i.test(
    withColons(line.text),
  )
  if (!labelled || lines[next]?.kind === 'item') return false
  // below results of which none says whose it is: two in a list, three as lines
  const recent = at.grown.items.slice(-20)
  const objective = recent.findLastIndex(({ depth }) => depth === 0)
  const results = objective < 0 ? [] : recent.slice(objective + 1)
  const silent = results.every(({ notes, raw }) => notes.length === 0 && !/\bowner\b|@\p{L}/iu.test(raw))
  if (/^[-*+•\d]/.test(last.marker) && lines[index - 1]?.kind === 'item') return at.mode === 'results' || (silent && results.length > 1)
  const over = next >= end || objectives.has(next) || lines[next] === undefined
  return over && silent && results.length > 2 && last.marker === ''
}
