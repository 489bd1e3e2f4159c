import { isContainer, isGeneric } from './goals/scope.ts'
import { displayText } from './inline.ts'
import type { Line } from './line.ts'
import type { Header, ReadingFacts, Title } from './model.ts'
import { isBarePeriod, periodIn } from './periods.ts'
import { plainTitle, readTitle, titleOfFile } from './title.ts'

/** What a group of bodies must know from around it: the titles that hold its own, nearest first. */
export type GroupFacts = ReadingFacts & { above: Title[] }

/** A lone short line above objectives names them where no heading does. */
export function titleLineOf(lines: Line[], start: number, end: number): number {
  const at = lines.findIndex((line, index) => index >= start && line.kind !== 'blank' && line.kind !== 'opaque')
  const line = lines[at]
  if (
    !line ||
    at >= end ||
    line.kind !== 'text' ||
    line.text.length > 100 ||
    /[.!?;,]$/.test(line.text) ||
    /^\W*(?:owners?|dri|period|quarter|status|date|updated|last updated|authors?|team|rapid|vetted)\W*:/i.test(line.text)
  )
    return -1
  return lines[at + 1]?.kind === 'text' ? -1 : at
}

/** The title as its heading says it; a heading that is only a quarter goes by the name of the one above it. */
export function titleOf(line: Line | undefined, goals: boolean, facts: GroupFacts): Title {
  if (!line) return facts.title ? plainTitle(facts.title) : titleOfFile(facts.name)
  const title = readTitle(line.text)
  if (!goals || !isGeneric(line)) return title
  const above = facts.above.find(({ core }) => !isContainer(core) && !isBarePeriod(core)) ?? facts.above[0]
  if (above) return { ...title, ...plainTitle(`${above.core}, ${title.core}`), percent: title.percent }
  return facts.title?.endsWith(title.core) ? plainTitle(facts.title) : title
}

/** The period that the nearest title names; a quarter without a year takes the year of a title above it. */
export function periodOf(titles: string[], fiscalYearEnd: string): Header['period'] {
  let part = ''
  for (const title of titles) {
    const found = periodIn(title, fiscalYearEnd)?.period
    if (found) return (part !== '' && periodIn(`${part} ${found.label}`, fiscalYearEnd)?.period) || found
    part = part || (/\b[QH][1-4]\b/i.exec(title)?.[0] ?? '')
  }
  return null
}

/** A quarter or half that one of the first lines below the title names. */
export function periodAbove(before: Line[], facts: GroupFacts): Header['period'] {
  const texts = before
    .filter(({ kind, text }) => (kind === 'text' || kind === 'item') && text.length < 120 && /\b[QH][1-4]\b|\bFY/i.test(displayText(text)))
    .slice(0, 3)
  return texts.map(({ text }) => periodIn(displayText(text), facts.fiscalYearEnd)?.period).find(Boolean) ?? null
}
