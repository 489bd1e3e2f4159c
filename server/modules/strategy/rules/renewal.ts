import { type Day, addDays, daysBetween } from '../../../kernel/period.ts'
import { fiscalQuarter, fiscalYear, fiscalYearOf } from './fiscal.ts'
import type { HeaderRow, Item, PlanReading } from './reading/model.ts'

/** The text that an amendment begins with: that of the edition in force, not vetted yet; every other byte as it was. */
export function amendedSource(source: string, reading: PlanReading): string {
  return spliced(source, unvetted(source, reading))
}

type Splice = { from: number; to: number; text: string }

/** The text that the next edition begins with: another period, the year of its title with it, hardly written yet, without what is dropped. */
export function nextSource(
  source: string,
  reading: PlanReading,
  { period, fiscalYearEnd, dropped }: { period: { from: Day; to: Day }; fiscalYearEnd: string; dropped: readonly Item[] },
): string {
  const words = periodWords(period, fiscalYearEnd)
  const row = reading.header.rows.find(({ known }) => known === 'period')
  const splices = [
    ...unvetted(source, reading),
    ...titled(source, reading, period, fiscalYearEnd),
    ...dropped.map((item) => lines(source, item)),
  ]
  if (row) splices.push(...valued(source, row, words))
  else {
    const at = reading.titleSpan ? lineEnd(source, reading.titleSpan.to) : 0
    splices.push({ from: at, to: at, text: `\nPeriod: ${words}\n` })
  }
  return spliced(source, splices)
}

/** The period of the same length that begins where one ends: a year after a year, a quarter after a quarter. */
export function periodAfter({ from, to }: { from: Day; to: Day }, fiscalYearEnd: string): { from: Day; to: Day } {
  const next = addDays(to, 1)
  const fits = namedPeriods(next, fiscalYearEnd).find((one) => one.from === next && Math.abs(days(one) - days({ from, to })) <= 3)
  return fits ? { from: fits.from, to: fits.to } : { from: next, to: addDays(next, daysBetween(from, to)) }
}

function days({ from, to }: { from: Day; to: Day }): number {
  return daysBetween(from, to)
}

function namedPeriods(day: Day, fiscalYearEnd: string) {
  const year = fiscalYearOf(day, fiscalYearEnd)
  return [fiscalYear(year, fiscalYearEnd), ...[1, 2, 3, 4].map((n) => fiscalQuarter(n, year, fiscalYearEnd))]
}

/** "FY28", "Q1 FY28", or both days. */
function periodWords(period: { from: Day; to: Day }, fiscalYearEnd: string): string {
  const named = namedPeriods(period.from, fiscalYearEnd).find(({ from, to }) => from === period.from && to === period.to)
  return named?.label ?? `${period.from} to ${period.to}`
}

/** It has no day of vetting of its own yet. */
function unvetted(source: string, { header }: PlanReading): Splice[] {
  return header.rows.filter(({ known, raw }) => known === 'vetted' && raw !== '').flatMap((row) => valued(source, row, 'TBD'))
}

/** Another value in the line of the header that says it. */
function valued(source: string, { raw, span }: HeaderRow, value: string): Splice[] {
  const line = source.slice(span.from, span.to)
  const at = raw === '' ? -1 : line.lastIndexOf(raw)
  return at < 0 ? [] : [{ from: span.from + at, to: span.from + at + raw.length, text: value }]
}

/** The year and the quarter that a title names, as the new period has them, and what was written of it as one percent. */
function titled(source: string, { titleSpan }: PlanReading, { from, to }: { from: Day; to: Day }, fiscalYearEnd: string): Splice[] {
  if (!titleSpan) return []
  const title = source.slice(titleSpan.from, titleSpan.to)
  const year = String(fiscalYearOf(to, fiscalYearEnd))
  const quarter = [1, 2, 3, 4].find((n) => fiscalQuarter(n, Number(year), fiscalYearEnd).from === from)
  const text = title
    .replace(/\b(FY\s?'?)(20)?(\d\d)\b/i, (_all, word: string, century?: string) => `${word}${century ? year : year.slice(2)}`)
    .replace(/\bQ[1-4]\b/i, (word) => (quarter ? `Q${quarter}` : word))
    .replace(/(\(\s*)\d{1,3}(?=\s?%)/, (_all, open: string) => `${open}1`)
  return text === title ? [] : [{ from: titleSpan.from, to: titleSpan.to, text }]
}

function lines(source: string, { span, notes }: Item): Splice {
  const to = Math.max(span.to, ...notes.map((note) => note.span.to))
  return { from: source.lastIndexOf('\n', span.from - 1) + 1, to: lineEnd(source, to), text: '' }
}

function lineEnd(source: string, at: number): number {
  if (at > 0 && source.charAt(at - 1) === '\n') return at
  const next = source.indexOf('\n', at)
  return next < 0 ? source.length : next + 1
}

/** Last ones first, so that places before them stay where they are. */
function spliced(source: string, splices: readonly Splice[]): string {
  return splices
    .toSorted((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), source)
}
