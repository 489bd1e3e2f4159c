import { Temporal } from 'temporal-polyfill'
import { Refusal } from './refusal.ts'

/** A calendar day, "2026-03-31". It has no clock and no zone; days compare as text. */
export type Day = string

/** A half-open run of days [from, to). */
export type Period = { from: Day; to: Day }

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
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString()
}

/** 00:00 of a day in a zone, as an instant; a skipped midnight moves forward by the gap. */
export function startOfDay(day: Day, zone: string): Date {
  return new Date(plainDate(day).toZonedDateTime(zone).epochMilliseconds)
}

export function addDays(day: Day, days: number): Day {
  // figures of years of days ask this by the thousand: plain arithmetic where a day is one, the calendar's own words for all else
  const at = Date.parse(`${day}T00:00:00Z`)
  if (Number.isInteger(days) && isoDay(at) === day) {
    const moved = isoDay(at + days * 86_400_000)
    if (moved?.length === 10) return moved
  }
  return plainDate(day).add({ days }).toString()
}

function isoDay(at: number): Day | undefined {
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString().slice(0, -14) : undefined
}

/** Adds months and clamps to the month's last day: 31 January + 1 month = 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  return plainDate(day).add({ months }).toString()
}

/** Whole days in [from, to); negative when reversed. */
export function daysBetween(from: Day, to: Day): number {
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
