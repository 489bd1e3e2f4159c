import { displayText } from '../inline.ts'
import type { Line } from '../line.ts'
import type { Item, PlanReading } from '../model.ts'
import { onceFor } from '../once.ts'
import type { GroupFacts } from '../titles.ts'
import { isExample, isForm } from './forms.ts'
import type { Goals } from './find.ts'
import { plainOf } from './marks.ts'
import { isGeneric, speaksOfOkrs } from './scope.ts'
import { inEnglish } from './tongues.ts'

/** Is what stands there shown as an example, or a form to be filled in? */
export function isShown(before: Line[], items: Item[]): boolean {
  const last = displayText((before.findLast(({ kind }) => kind === 'text')?.text ?? '').slice(0, 600))
  return (
    /\b(?:for example|examples?|sample|e\.g\.|for instance|template|might look like|could look like|looks? like this)\b/i.test(last) ||
    isExample.test(items[0]?.text ?? '') ||
    items.filter(isForm).length >= items.length / 2
  )
}

/** `Objective 1 - Explore the table` of a course or a thesis: nothing in it speaks of results, of a measure, of a time or of anybody who owns them. */
export function isOtherwise(
  near: () => boolean,
  { period, dri }: PlanReading['header'],
  { name, goals }: GroupFacts,
  items: Item[],
): boolean {
  const isOwned = ({ said, hint }: Item) =>
    (said.owner ?? said.status ?? said.due) !== null || (hint?.kind === 'target' && (hint.unit ?? hint.baseline) !== null)
  if (goals || period || dri || items.some(isOwned)) return false
  return !speaksOfResults.test(name) && !near()
}

/** A chapter of a page about OKRs whose lists look like goals: nothing in it says so, not its heading, a word, a column, a time or a name. */
export function isUnsaid(
  lines: Line[],
  { start, end, marks, heading }: Goals,
  { period, dri }: PlanReading['header'],
  items: Item[],
): boolean {
  if (
    period ||
    dri ||
    heading < 0 ||
    isGeneric(lines[heading] as Line) ||
    speaksOfOkrs((lines[heading] as Line).text) ||
    items.some(({ said, row }) => row || said.owner)
  )
    return false
  return !marks.slice(start, end).some((mark) => ['objective', 'objectives', 'result', 'results'].includes(mark.kind ?? ''))
}

/** Do most results say whose they are or how far they have come, as those do that are somebody's? */
export function isMeant({ period, dri }: PlanReading['header'], items: Item[]): boolean {
  const results = items.filter(({ depth }) => depth > 0)
  const own = results.filter(({ said }) => (said.owner ?? said.current ?? said.due) !== null).length
  return own > 0 && own >= results.length / 2 && (period !== null || dri !== null || results.some(({ said }) => said.owner !== null))
}

export function speaks({ text }: Line): boolean {
  return speaksOfResults.test(inEnglish(plainOf(text, true)))
}

/** Does one of the first lines of the document, before this one, speak of results? */
export function speaksAbove(lines: Line[], end: number): boolean {
  const first = onceFor(lines, 'speaks', () => lines.slice(0, 200).findIndex(speaks))
  return first >= 0 && first < end
}

const speaksOfResults =
  /\bOKRs?(?![a-z])|\bKRs?(?![a-z])|\bkey[ -]?results?\b|^(?:target|baseline|owner|due|success|outcomes?|deadline|milestones?|metrics?|measures?)\b/i

/** Objectives that stand in a quotation, with a text around them that does not: somebody else's, or an example. */
export function isQuoted(lines: Line[], objectives: Iterable<number>): boolean {
  const own = [...objectives]
  if (own.length === 0 || !own.every((at) => /^>/.test(lines[at]?.text ?? ''))) return false
  return onceFor(
    lines,
    'told beside quotations',
    () => lines.filter(({ kind, text }) => (kind === 'text' || kind === 'item') && !/^>/.test(text)).length >= 3,
  )
}
