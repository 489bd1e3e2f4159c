import { plainOf } from './goals/marks.ts'
import { isContainer, isContents, isDated, isGeneric, speaksOfOkrs } from './goals/scope.ts'
import { readPeriod } from './days.ts'
import { cellsOf } from './cells.ts'
import { displayText } from './inline.ts'
import type { Line } from './line.ts'
import type { Header, ReadingFacts, Title } from './model.ts'
import { onceFor } from './once.ts'
import { isBarePeriod, periodIn } from './periods.ts'
import { meantOf } from './slips.ts'
import { plainTitle, readTitle, titleOfFile } from './title.ts'

/** What a group of bodies must know from around it: the titles that hold its own, nearest first. */
export type GroupFacts = ReadingFacts & { above: Title[] }

/** The titles that hold this heading, nearest first; last the page's own, from its front matter. */
export function titlesAbove(lines: Line[], heading: number, holders: number[]): Title[] {
  const own = lines[heading]
  const first = own && isGeneric(own) ? lines.findIndex(({ kind }) => kind === 'heading') : -1
  const beside = first >= 0 && first < heading && !holders.includes(first) && speaksOfOkrs(lines[first]?.text ?? '') ? [first] : []
  const over = own && isGeneric(own) && holders.length === 0 && beside.length === 0 ? rightAbove(lines, heading) : -1
  if (over >= 0) beside.push(over)
  const page = frontTitle(lines)
  return [...[...holders, ...beside].map((line) => readTitle(lines[line]?.text ?? '')), ...(page ? [plainTitle(page)] : [])]
}

/** `# Harbour crew` with nothing but `# OKRs Q1` below it names it, though it ranks no higher. */
function rightAbove(lines: Line[], heading: number): number {
  let at = heading - 1
  while (lines[at]?.kind === 'blank' || lines[at]?.kind === 'underline') at -= 1
  const line = lines[at]
  if (line?.kind === 'heading') return line.level === lines[heading]?.level && !isGeneric(line) && !line.label ? at : -1
  // the name of the company or crew, alone on the first line of the page
  const first = lines.findIndex(({ kind }) => kind !== 'blank' && kind !== 'opaque')
  return first === at && titleLineOf(lines, first, heading) === first && !/:\W*$/.test(line?.text ?? '') ? at : -1
}

/** Who answers for the page, from its front matter. */
export function frontOwner(lines: Line[]): string | null {
  return frontValue(lines, /^(?:owner|dri|lead)\s*:\s*["']?([^"']{2,80})/i)
}

/** What the page is called in its front matter. */
export function frontTitle(lines: Line[]): string | null {
  return frontValue(lines, /^title\s*:\s*["']?([^"'].{0,198})$/i)
}

function frontValue(lines: Line[], pattern: RegExp): string | null {
  if (lines[0]?.kind !== 'opaque' || lines[0].text.trimEnd() !== '---') return null
  for (const { kind, text } of lines.slice(1, 40)) {
    if (kind !== 'opaque' || /^---/.test(text)) return null
    const value = pattern.exec(text.trim())?.[1]
    if (value) return value.replace(/["']$/, '').trim() || null
  }
  return null
}

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
  // a line right above a list is its label
  const next = lines[at + 1]
  return (next?.kind === 'text' && !factOfPage.test(next.text)) || next?.kind === 'item' ? -1 : at
}

/** `Cycle: FY27 Q2`, `Owner: Ada`: what is told of a page right below its name */
const factOfPage =
  /^\W*(?:owners?|dri|lead|period|quarter|cycle|time ?frame|time ?line|status|date|updated|last (?:updated|edited)|created|exported|authors?|team|department|version)\b[^:]{0,20}:\s*\S/i

/** `Engineering (lead: Kai)`: who leads it is no part of the name. */
export function withoutLead(title: Title): { title: Title; lead: string | null } {
  const found = /\s+[([](?:team )?(?:lead|owner|dri|head|led by|owned by)\s*[:=–-]?\s+(@?\p{Lu}[\p{L}.'’ -]{1,40})[)\]]$/iu.exec(title.core)
  if (!found?.[1] || found.index === 0) return { title, lead: null }
  return { title: { ...title, core: title.core.slice(0, found.index) }, lead: found[1].replace(/^@/, '') }
}

/** `3.2 OKRs` is the chapter of a paper, and the plan is called as the chapter is. */
function unnumbered(title: Title): Title {
  return { ...title, core: title.core.replace(/^(?:\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?)\s+(?=\p{L})/u, '') }
}

/** The title as its heading says it; a heading that is only a quarter goes by the name of the one above it. */
export function titleOf(line: Line | undefined, goals: boolean, facts: GroupFacts): Title {
  if (!line) return facts.title ? plainTitle(facts.title) : ((goals ? facts.above.at(-1) : undefined) ?? titleOfFile(facts.name))
  const title = goals ? unnumbered(readTitle(line.text)) : readTitle(line.text)
  if (!goals || !isGeneric(line)) return title
  // a heading in square brackets is a remark, and no name
  const names = facts.above.filter(({ core }) => !/^\[.*\]$/.test(core))
  const upper = names.find(({ core }) => !isContainer(core) && !isBarePeriod(core)) ?? names[0]
  const above = upper && unnumbered(upper)
  const own = plainOf(title.core, true)
  const period = periodIn(own, facts.fiscalYearEnd)
  const time = period ? own.slice(period.from, period.to) : ''
  if (above && isContents(own)) return { ...title, ...plainTitle(above.core) }
  if (above) {
    const speaks = speaksOfOkrs(above.core)
    const core =
      speaks && isContainer(own) && !/^(?:personal|individual)/i.test(own) ? above.core : `${above.core}, ${(speaks && time) || own}`
    return { ...title, ...plainTitle(core), percent: title.percent }
  }
  const known = facts.title ?? ''
  return [title.core, own, time].some((end) => end !== '' && known.endsWith(end)) || (known !== '' && (isContainer(own) || isContents(own)))
    ? plainTitle(known)
    : title
}

/** The period that the nearest title names; a quarter without a year takes the year of a title above it. */
export function periodOf(titles: string[], fiscalYearEnd: string): Header['period'] {
  let part = ''
  for (const title of titles) {
    const found = periodIn(title, fiscalYearEnd)?.period
    // `Goals 2027 – Engineering, Q1`
    const own = found && /^(?:FY ?)?\d{2,4}$/i.test(found.label) ? (/\b[QH][1-4]\b/i.exec(title)?.[0] ?? '') : ''
    const of = part || own
    if (found) return (of !== '' && periodIn(`${of} ${found.label}`, fiscalYearEnd)?.period) || found
    part = part || (/\b[QH][1-4]\b/i.exec(title)?.[0] ?? '')
  }
  return null
}

/** The year of a quarter that the title names without one, from the first line of the document that names both. */
export function periodBeside(lines: Line[], title: string, fiscalYearEnd: string): Header['period'] {
  const part = /\b[QH][1-4]\b/i.exec(title)?.[0]
  if (!part) return null
  return onceFor(lines, `period beside ${part.toUpperCase()} ${fiscalYearEnd}`, () => periodOfPart(lines, part, fiscalYearEnd))
}

function periodOfPart(lines: Line[], part: string, fiscalYearEnd: string): Header['period'] {
  const same = new RegExp(`\\b${part}\\b`, 'i')
  const line = lines
    .slice(0, 200)
    .find(({ kind, text }) => kind !== 'opaque' && text.length < 200 && same.test(text) && periodIn(text, fiscalYearEnd))
  const found = line && periodIn(line.text, fiscalYearEnd)
  if (found) return same.test(found.period.label) ? found.period : null
  // `2027 OKRs` beside `Q2 OKRs`: the one year that the headings name
  const years = new Set(
    lines.flatMap(({ kind, text }) => (kind === 'heading' ? (text.match(/(?<![\d.,/-])20[1-4]\d(?![\d%,/-]|\.\d)/g) ?? []) : [])),
  )
  return years.size === 1 ? (periodIn(`${part} ${[...years][0]}`, fiscalYearEnd)?.period ?? null) : null
}

/** A period that a heading such as `OKRs (2026)` names, or a quarter or half in one of the first lines below the title. */
export function periodAbove(before: Line[], facts: GroupFacts): Header['period'] {
  const texts = before
    .filter(
      ({ kind, text }) =>
        text.length < 120 &&
        (kind === 'heading'
          ? isContainer(plainOf(text, true)) || isDated(plainOf(text, true))
          : (kind === 'text' || kind === 'item') &&
            (/\b[QH][1-4]\b|\bFY/i.test(displayText(text).slice(0, 40)) ||
              (kind === 'text' && isBarePeriod(displayText(text).replace(/^[\W_]+|[\W_]+$/g, ''))) ||
              isAnnounced(text) ||
              rangeIn(displayText(text), facts))),
    )
    .slice(0, 3)
  return (
    texts.map(({ text }) => rangeIn(displayText(text), facts) ?? periodIn(displayText(text), facts.fiscalYearEnd)?.period).find(Boolean) ??
    null
  )
}

const timed = /^(?:period|quarter|time ?frame|cycle|okr (?:period|cycle))$/i

function isTime(key: string): boolean {
  return timed.test(key) || meantOf(key, ['period', 'quarter', 'timeframe']) !== null
}

/** `here are our goals for the second half of 2027` */
function isAnnounced(text: string): boolean {
  return /\b(?:goals|OKRs|objectives|priorities)\b.{0,40}\b(?:for|in|of)\b.{0,20}\b(?:quarter|half|[QH][1-4])\b/i.test(text)
}

/** What the page says of its time above its first chapter, `**Period**: Q2 2026`, or in a table of such facts. */
export function periodOnTop(lines: Line[], facts: GroupFacts): Header['period'] {
  return onceFor(lines, `period on top ${facts.fiscalYearEnd}`, () => periodWithin(lines, facts))
}

function periodWithin(lines: Line[], facts: GroupFacts): Header['period'] {
  const front = frontValue(lines, /^(?:period|quarter|time ?frame|cycle)\s*:\s*["']?([^"']{2,60})/i)
  const year = frontValue(lines, /^(?:fiscal )?year\s*:\s*["']?((?:FY ?)?\d{2,4})["']?$/i)
  const said = front && (periodIn(front, facts.fiscalYearEnd) ?? (year ? periodIn(`${front} ${year}`, facts.fiscalYearEnd) : undefined))
  if (said) return said.period
  let headings = 0
  for (const { kind, text } of lines.slice(0, 60)) {
    if (kind === 'heading') headings += 1
    if (kind === 'row') {
      const [key = '', said = '', ...more] = cellsOf(text)
      const read = more.length === 0 && isTime(plainOf(key, false)) ? periodIn(displayText(said), facts.fiscalYearEnd) : undefined
      if (read) return read.period
    }
    if (headings > 1) continue
    const [, key = '', value] = /^([^:]{4,12}?)\s*:\s*(.+)$/.exec(plainOf(text, false)) ?? []
    if (kind === 'heading' || value === undefined || !isTime(key)) continue
    const read = readPeriod(value, facts.fiscalYearEnd)
    if (typeof read === 'object') return read
    if (isBarePeriod(value)) return periodIn(value, facts.fiscalYearEnd)?.period ?? null
  }
  return null
}

/** The days that one of the page's first sentences names. */
export function rangeAbove(lines: Line[], end: number, facts: GroupFacts): Header['period'] {
  return onceFor(lines, `range above ${end} ${facts.fiscalYearEnd}`, () => rangeWithin(lines.slice(0, end), facts))
}

function rangeWithin(lines: Line[], facts: GroupFacts): Header['period'] {
  for (const { kind, text } of lines) {
    const said = kind === 'text' ? displayText(text.slice(0, 400)) : ''
    const range = said === '' ? null : (rangeIn(said, facts) ?? startAndEnd(said, facts))
    if (range) return range
  }
  return null
}

/** `Start of the period is 23.11.2026. End is 28.02.2027.` */
function startAndEnd(text: string, facts: GroupFacts): Header['period'] {
  const day = '(\\d{1,2}\\.\\d{1,2}\\.\\d{4}|\\d{4}-\\d\\d-\\d\\d)'
  const found = new RegExp(`\\bstarts?\\b[^\\d]{0,40}${day}[^\\d]{0,20}\\bends?\\b[^\\d]{0,20}${day}`, 'i').exec(text)
  const read = found ? readPeriod(`${found[1]} to ${found[2]}`, facts.fiscalYearEnd) : 'unknown'
  return typeof read === 'object' ? read : null
}

/** `… will run from August 1, 2027 to October 31, 2027` */
function rangeIn(text: string, facts: GroupFacts): Header['period'] {
  const range = /\bfrom ([\p{L}\d .,-]{6,24} (?:to|until|through) [\p{L}\d ,-]{6,20}\d)(?!\d)/iu.exec(text.slice(0, 200))?.[1]
  const read = range ? readPeriod(range, facts.fiscalYearEnd) : 'unknown'
  return typeof read === 'object' ? read : null
}

/** `OKRs for Q2 2027.` in one of the short lines of a document with one set of goals, where nothing else names a time. */
export function periodTold(lines: Line[], facts: GroupFacts): Header['period'] {
  return onceFor(lines, `period told ${facts.fiscalYearEnd}`, () => {
    const told = lines
      .slice(0, 200)
      .filter(
        ({ kind, text }) =>
          kind === 'text' &&
          text.length < 140 &&
          (/\bOKRs?\b/.test(text)
            ? /\b[QH][1-4]\b|\bFY|\b20\d\d\b/.test(text)
            : /^[\W_]{0,3}(?:Q[1-4]|H[12])[ /-]?(?:FY ?)?\d{2,4}\b.{0,60}$/.test(text)),
      )
      .flatMap(({ text }) => periodIn(displayText(text), facts.fiscalYearEnd)?.period ?? [])
    // the quarter above a column
    const heads = lines
      .slice(0, 200)
      .flatMap((line, at) =>
        line.kind === 'row' && lines[at + 1]?.kind === 'delimiter' ? cellsOf(line.text.slice(0, 2000)).slice(0, 30) : [],
      )
      .flatMap((cell) =>
        /^[QH][1-4]\b.{2,12}$/i.test(cell) && isBarePeriod(cell) ? (periodIn(cell, facts.fiscalYearEnd)?.period ?? []) : [],
      )
    told.push(...heads)
    const [first] = told
    // several such lines speak of several times
    return first && told.every(({ from, to }) => from === first.from && to === first.to) ? first : null
  })
}
