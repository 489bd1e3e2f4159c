import { Temporal } from 'temporal-polyfill'
import { Refusal } from './refusal.ts'

/** A calendar day, "2026-03-31". It has no clock and no zone; days compare as text. */
export type Day = string

/** A half-open run of days [from, to). */
type Period = { from: Day; to: Day }

export function plainDate(day: Day): Temporal.PlainDate {
  try {
    // the library would take a day with a time too, and drop the time
    if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return Temporal.PlainDate.from(day, { overflow: 'reject' })
  } catch {
    // said below
  }
  throw new Refusal('invalid', 'day.invalid', `"${day}" is not a calendar day such as 2026-03-31.`)
}

/** The local day of an instant in a zone (IANA name). */
export function dayIn(zone: string, at: Date): Day {
  const key = `${zone} ${at.getTime()}`
  const known = lately.get(key)
  if (known) return known
  if (lately.size >= mostLately) lately.clear()
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()
  lately.set(key, day)
  return day
}

/** Days that were asked: a command asks for the day of its own instant again and again. */
const [lately, mostLately] = [new Map<string, Day>(), 1000]

/** 00:00 of a day in a zone, as an instant; a skipped midnight moves forward by the gap. */
export function startOfDay(day: Day, zone: string): Date {
  return new Date(plainDate(day).toZonedDateTime(zone).epochMilliseconds)
}

export function addDays(day: Day, days: number): Day {
  return plainly(day, 0, days) ?? plainDate(day).add({ days }).toString()
}

/** Adds months and clamps to the month's last day: 31 January + 1 month = 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  return plainly(day, months, 0) ?? plainDate(day).add({ months }).toString()
}

/**
 * Figures of years of days ask for sums by the thousand: plain arithmetic where a day is one and stays within four digits of year;
 * nothing for all else, which has the calendar's own words.
 */
function plainly(day: Day, months: number, days: number): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !Number.isInteger(months) || !Number.isInteger(days)) return undefined
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))]
  if (year < 100 || month < 1 || month > 12 || date < 1 || date > lengthOf(year, month)) return undefined
  const since = year * 12 + month - 1 + months
  const [inYear, inMonth] = [Math.floor(since / 12), (since % 12) + 1]
  if (inYear < 100 || inYear > 9999) return undefined
  const kept = Math.min(date, lengthOf(inYear, inMonth))
  if (days === 0) return dayText(inYear, inMonth, kept)
  const moved = new Date(Date.UTC(inYear, inMonth - 1, kept + days))
  const movedYear = moved.getUTCFullYear()
  // what lies beyond the clock's own range is no number, and no day here
  return movedYear >= 100 && movedYear <= 9999 ? dayText(movedYear, moved.getUTCMonth() + 1, moved.getUTCDate()) : undefined
}

/** Days since 1970-01-01 of a day that is one and has a year of four digits. */
function dayNumber(day: Day): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))]
  if (year < 100 || month < 1 || month > 12 || date < 1 || date > lengthOf(year, month)) return undefined
  return Date.UTC(year, month - 1, date) / 86_400_000
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function dayText(year: number, month: number, date: number): Day {
  return `${year < 1000 ? '0' : ''}${year}-${month < 10 ? '0' : ''}${month}-${date < 10 ? '0' : ''}${date}`
}

/** Whole days in [from, to); negative when reversed. */
export function daysBetween(from: Day, to: Day): number {
  const [start, end] = [dayNumber(from), dayNumber(to)]
  if (start !== undefined && end !== undefined) return end - start
  return plainDate(from).until(plainDate(to), { largestUnit: 'day' }).days
}

export function earlier(a: Day, b: Day): Day {
  return a <= b ? a : b
}

export function later(a: Day, b: Day): Day {
  return a >= b ? a : b
}

/** The common days of two runs, or nothing. */
export function overlap(a: Period, b: Period): Period | undefined {
  const from = later(a.from, b.from)
  const to = earlier(a.to, b.to)
  return from < to ? { from, to } : undefined
}

/** A day as a sentence says it: "2026-12-29" → "December 29, 2026". */
export function dayWords(day: string): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}
