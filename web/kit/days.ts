/**
 * How days, instants and lengths of time read, in the reader's own locale. Pure but for one thing: today is the company's day unless it is
 * given, and until the company is known the reader's own.
 */
const utc = { timeZone: 'UTC' } as const
const dayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', ...utc })
const monthFormat = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', ...utc })
const shortDayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', ...utc })
const longDayFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric', ...utc })
const weekdayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', ...utc })
const instantFormat = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })
const otherYearFormat = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })
const clockFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })

let calendar = new Intl.DateTimeFormat('en-CA')
let kept = ''

/** Days are the company's from here on, wherever its reader sits: what is due, late or today is so for everybody at once. */
export function keepDaysOf(zone: string): void {
  if (zone === kept) return
  calendar = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  kept = zone
}

/** The day on which an instant lies on the company's calendar. */
export function dayOf(instant: string | Date): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? String(instant) : calendar.format(at)
}

/** The company's calendar day. */
export function todayHere(now: Date = new Date()): string {
  return dayOf(now)
}

/** A day so many days later; earlier with a negative number. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Periods are half-open in the data; people read the last day. */
export function lastDay(exclusive: string): string {
  return dayAfter(exclusive, -1)
}

/** Whole days from one day to another; negative when it is past. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000)
}

export type DayLook = 'day' | 'month' | 'short' | 'long' | 'weekday'

/**
 * A day has no clock and no zone: it is read as it is written. "Nov 21" in this year, "Jan 21, 2027" in another; `long` for headings and
 * sentences, "January 21, 2027"; `weekday` within a week, "Wednesday"; `short` never has a year.
 */
export function dayText(day: string, as: DayLook = 'day', today: string = todayHere()): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(at.getTime())) return day
  if (as === 'month') return monthFormat.format(at)
  if (as === 'long') return longDayFormat.format(at)
  if (as === 'weekday') {
    const away = daysBetween(today, day)
    if (away === 0) return 'today'
    if (away === 1) return 'tomorrow'
    if (away > 1 && away < 7) return weekdayFormat.format(at)
  }
  return (as === 'short' || day.slice(0, 4) === today.slice(0, 4) ? shortDayFormat : dayFormat).format(at)
}

/** How far a day is: "today", "in 54 days", "3 days ago"; beyond two years in years. */
export function awayText(day: string, today: string = todayHere()): string {
  const days = daysBetween(today, day)
  if (days === 0) return 'today'
  const [value, unit] = Math.abs(days) < 731 ? [days, 'day' as const] : [Math.trunc(days / 365.25), 'year' as const]
  return always.format(value, unit)
}

/** A sentence of the server's, its days as the reader writes them: "from 2026-11-24" → "from November 24, 2026". */
export function withDays(text: string): string {
  return text.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayText(day, 'long'))
}

/** "Nov 21, 5:41 PM"; with its year when that is another one. */
export function instantText(instant: string, as: 'instant' | 'full' | 'clock' = 'instant'): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  if (as === 'clock') return clockFormat.format(at)
  if (as === 'full') return fullFormat.format(at)
  return (at.getFullYear() === new Date().getFullYear() ? instantFormat : otherYearFormat).format(at)
}

/** An instant as the clocks of a zone show it, which is said with it: where it stands in evidence all readers see the same. */
export function zonedText(instant: string, zone: string): string {
  const at = new Date(instant)
  if (Number.isNaN(at.getTime())) return instant
  return `${new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(at)} (${zone})`
}

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'long' })
const always = new Intl.RelativeTimeFormat(undefined, { numeric: 'always', style: 'long' })
const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

/** "3 hours ago", "in 2 days", "just now". */
export function agoText(instant: string, now: Date = new Date()): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit)
  }
  return 'just now'
}

/** How long ago, and on another day than today also which: "5 days ago, Nov 24". */
export function whenText(instant: string, now: Date = new Date()): string {
  const [day, today] = [dayOf(instant), dayOf(now)]
  const ago = agoText(instant, now)
  return day === today || Number.isNaN(Date.parse(instant))
    ? ago
    : `${ago}, ${dayText(day, day.slice(0, 4) === today.slice(0, 4) ? 'short' : 'day', today)}`
}

const lengths: [unit: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
]

/** A length of time in its largest two units: 6480 seconds → "1 h 48 min". */
export function durationText(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  const at = lengths.findIndex(([, size]) => seconds >= size)
  const [unit, size] = lengths[at] ?? ['s', 1]
  const next = lengths[at + 1]
  const whole = Math.floor(seconds / size)
  const rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0
  return next && rest > 0 ? `${whole} ${unit} ${rest} ${next[0]}` : `${whole} ${unit}`
}
