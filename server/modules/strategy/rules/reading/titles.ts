import { plainOf } from './goals/marks.ts'
import { isContainer, isGeneric, speaksOfOkrs } from './goals/scope.ts'
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
  // a heading in square brackets is a remark, and no name
  const names = facts.above.filter(({ core }) => !/^\[.*\]$/.test(core))
  const above = names.find(({ core }) => !isContainer(core) && !isBarePeriod(core)) ?? names[0]
  const own = plainOf(title.core, true)
  const period = periodIn(own, facts.fiscalYearEnd)
  const time = period ? own.slice(period.from, period.to) : ''
  if (above) {
    const speaks = speaksOfOkrs(above.core)
    const core = speaks && isContainer(own) ? above.core : `${above.core}, ${(speaks && time) || own}`
    return { ...title, ...plainTitle(core), percent: title.percent }
  }
  const known = facts.title ?? ''
  return [title.core, own, time].some((end) => end !== '' && known.endsWith(end)) || (known !== '' && isContainer(own))
    ? plainTitle(known)
    : title
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

/** The year of a quarter that the title names without one, from the first line of the document that names both. */
export function periodBeside(lines: Line[], title: string, fiscalYearEnd: string): Header['period'] {
  const part = /\b[QH][1-4]\b/i.exec(title)?.[0]
  if (!part) return null
  const same = new RegExp(`\\b${part}\\b`, 'i')
  const line = lines
    .slice(0, 200)
    .find(({ kind, text }) => kind !== 'opaque' && text.length < 200 && same.test(text) && periodIn(text, fiscalYearEnd))
  const found = line && periodIn(line.text, fiscalYearEnd)
  return found && same.test(found.period.label) ? found.period : null
}

/** A period that a heading such as `OKRs (2026)` names, or a quarter or half in one of the first lines below the title. */
export function periodAbove(before: Line[], facts: GroupFacts): Header['period'] {
  const texts = before
    .filter(
      ({ kind, text }) =>
        text.length < 120 &&
        (kind === 'heading'
          ? isContainer(plainOf(text, true))
          : (kind === 'text' || kind === 'item') && /\b[QH][1-4]\b|\bFY/i.test(displayText(text))),
    )
    .slice(0, 3)
  return texts.map(({ text }) => periodIn(displayText(text), facts.fiscalYearEnd)?.period).find(Boolean) ?? null
}
