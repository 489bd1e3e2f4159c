import { Temporal } from 'temporal-polyfill'
import { addDays, type Day, plainDate } from '../period.ts'
import { Refusal } from '../refusal.ts'

/** Open hours of a weekday (ISO, 1 = Monday) in wall time, "09:00" to "17:00"; "24:00" ends a day. Hours over midnight are two entries. */
export type Hours = { weekday: number; from: string; to: string }

/**
 * When work is done: a zone, weekly hours, and the days on which they do not hold. Holidays are single days with a name, closures runs
 * of days, first and last included. It is a value: whoever asks with another one gets another answer, and nothing is looked up.
 */
export type Calendar = {
  readonly zone: string
  readonly weekly: readonly Hours[]
  readonly holidays: readonly { date: Day; name: string }[]
  readonly closures: readonly { from: Day; to: Day }[]
}

/** A run of open time, [from, to) in milliseconds since 1970. */
type OpenRun = { from: number; to: number }

/** Days that are looked through before a calendar counts as one that never opens. */
const mostDays = 20 * 366

/** Does the day have any open hours? */
export function isWorkingDay(day: Day, calendar: Calendar): boolean {
  const weekday = plainDate(day).dayOfWeek
  return !isClosed(day, calendar) && calendar.weekly.some((hours) => hours.weekday === weekday)
}

/** The day itself when it is a working day, else the first one after it. */
export function nextWorkingDay(day: Day, calendar: Calendar): Day {
  return walk(day, 1, calendar)
}

/** The day itself when it is a working day, else the last one before it. */
export function previousWorkingDay(day: Day, calendar: Calendar): Day {
  return walk(day, -1, calendar)
}

/**
 * The n-th working day after a day, for negative n before it; the day itself does not count, whether it is open or not. Zero business
 * days from a day is the day, moved to the next working day. Refuses `calendar.never_open`.
 */
export function addBusinessDays(day: Day, n: number, calendar: Calendar): Day {
  if (n === 0) return nextWorkingDay(day, calendar)
  const step = n > 0 ? 1 : -1
  let at = day
  for (let left = Math.abs(n); left > 0; left -= 1) at = walk(addDays(at, step), step, calendar)
  return at
}

/** Working days in [from, to). */
export function businessDaysBetween(from: Day, to: Day, calendar: Calendar): number {
  let days = 0
  for (let day = from; day < to; day = addDays(day, 1)) if (isWorkingDay(day, calendar)) days += 1
  return days
}

/**
 * The open runs of one local day, in order and apart. Wall times become instants on that very date, so that a day on which clocks change
 * is as long as it is: a wall time that is skipped moves forward by the gap, one that comes twice is its first pass.
 */
export function openRuns(day: Day, calendar: Calendar): OpenRun[] {
  if (isClosed(day, calendar)) return []
  const date = plainDate(day)
  const runs = calendar.weekly
    .filter((hours) => hours.weekday === date.dayOfWeek)
    .map((hours) => ({ from: instantOf(date, hours.from, calendar.zone), to: instantOf(date, hours.to, calendar.zone) }))
    .filter((run) => run.from < run.to)
    .sort((a, b) => a.from - b.from)
  return joined(runs)
}

/** The instant of a wall time on a date in a zone, in milliseconds. */
export function instantOf(date: Temporal.PlainDate, time: string, zone: string): number {
  const [on, at] = time === '24:00' ? [date.add({ days: 1 }), '00:00'] : [date, time]
  return on.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(at) }).epochMilliseconds
}

function isClosed(day: Day, calendar: Calendar): boolean {
  return calendar.holidays.some((holiday) => holiday.date === day) || calendar.closures.some(({ from, to }) => from <= day && day <= to)
}

function walk(day: Day, step: 1 | -1, calendar: Calendar): Day {
  let at = day
  for (let tried = 0; tried < mostDays; tried += 1) {
    if (isWorkingDay(at, calendar)) return at
    at = addDays(at, step)
  }
  throw neverOpen()
}

/** Runs that touch or overlap become one: a skipped hour can push two of them together. */
function joined(runs: readonly OpenRun[]): OpenRun[] {
  const out: OpenRun[] = []
  for (const run of runs) {
    const last = out.at(-1)
    if (last && run.from <= last.to) last.to = Math.max(last.to, run.to)
    else out.push({ ...run })
  }
  return out
}

export function neverOpen(): Refusal {
  return new Refusal('refused', 'calendar.never_open', 'This calendar has no open hours in twenty years. Give it weekly hours first.')
}
