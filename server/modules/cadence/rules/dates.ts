import { addBusinessDays, type Calendar, instantOf, isWorkingDay } from '../../../kernel/calendar/calendar.ts'
import { occurrences, parseRecurrence, type Start } from '../../../kernel/calendar/recurrence.ts'
import { addDays, addMonths, type Day, plainDate } from '../../../kernel/period.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'

/** What happens to a date on a day without open hours. */
export type ClosedDay = 'keep' | 'skip' | 'next' | 'previous'

/** A rule with the dates that are added to it and taken away. */
export type Recurrence = ReturnType<typeof parseRecurrence>

/** One date as it is planned: what the rule says, and when it is then; both in the series' zone, `2026-11-30T09:00`. */
export type PlannedDate = { planned_start: string; local_start: string; day: Day; starts_at: Date }

/** So many dates a year at most, and one at least. */
const mostDates = 400
/** Days ahead that dates are planned: a year, to its own day. */
const daysAhead = 366

/** Refuses `series.rule_unsupported` for what no calendar of ours reads, `series.rule_invalid` for what is no rule. */
export function readRule(text: string): Recurrence {
  try {
    return parseRecurrence(text)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const code = error.code === 'recurrence.unsupported' ? 'series.rule_unsupported' : 'series.rule_invalid'
    throw new Refusal('refused', code, error.message, { unmet: [{ code, text: error.message, path: 'rule' }] })
  }
}

/** Refuses `series.zone_unknown`. */
export function fitZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    throw new Refusal('refused', 'series.zone_unknown', `${zone} is no time zone such as Europe/Berlin.`, {
      unmet: [{ code: 'series.zone_unknown', text: 'Choose a zone such as Europe/Berlin.', path: 'zone' }],
    })
  }
}

/** How many dates the rule has in the year from its start on. Refuses `series.rule_empty` and `series.rule_crowded`. */
export function fitDates(rule: Recurrence, start: Start): number {
  const found = occurrences(rule, start, { before: addMonths(start.day, 12), limit: mostDates + 1 }).length
  if (found === 0) throw refused('series.rule_empty', 'The rule has no date in the year after its start. Choose another start or rule.')
  if (found > mostDates)
    throw refused('series.rule_crowded', `The rule has more than ${mostDates} dates a year. Make it rarer, or make two series of it.`)
  return found
}

/**
 * The dates of a rule in [from, before) as they are planned, in order. A closed day is kept, left out, or moved to the working day after or
 * before it; where a date stands there already, the moved one is left out. A date that is moved counts for the day that the rule says.
 */
export function planDates(
  rule: Recurrence,
  start: Start,
  how: { from: Day; before: Day; closedDay: ClosedDay; calendar: Calendar },
): { dates: PlannedDate[]; skipped: Day[] } {
  const found = occurrences(rule, start, { from: how.from, before: how.before, limit: mostDates })
  const open = (day: Day) => how.closedDay === 'keep' || isWorkingDay(day, how.calendar)
  const taken = new Set(found.filter(({ day }) => open(day)).map(({ day, time }) => `${day}T${time}`))
  const skipped: Day[] = []
  const dates: PlannedDate[] = []
  for (const { day, time, at } of found) {
    const planned_start = `${day}T${time}`
    if (open(day)) {
      dates.push({ planned_start, local_start: planned_start, day, starts_at: at })
      continue
    }
    const moved = how.closedDay === 'skip' ? undefined : addBusinessDays(day, how.closedDay === 'next' ? 0 : -1, how.calendar)
    const local_start = `${moved}T${time}`
    if (moved === undefined || taken.has(local_start)) {
      skipped.push(day)
      continue
    }
    taken.add(local_start)
    dates.push({ planned_start, local_start, day: moved, starts_at: wallTime(moved, time, start.zone) })
  }
  return { dates: dates.sort((a, b) => (a.local_start < b.local_start ? -1 : 1)), skipped }
}

/** A wall time on a day in a zone as an instant. */
export function wallTime(day: Day, time: string, zone: string): Date {
  return new Date(instantOf(plainDate(day), time, zone))
}

/** A date that stands, as far as another rule cares. */
type DateAhead = { id: string; planned_start: string; local_start: string; state: string; moved: boolean; items: number }

/**
 * What another rule does to the dates that have not begun: those that it has too stay, those without anything on their agenda go, and the
 * others stay and are named with the reason. `added` are the dates that are new.
 */
export function replan(ahead: readonly DateAhead[], wanted: readonly PlannedDate[]) {
  const have = new Map(ahead.map((one) => [one.planned_start, one]))
  const want = new Set(wanted.map(({ planned_start }) => planned_start))
  const gone: string[] = []
  const kept: { id: string; why: 'agenda' | 'moved' | 'open' }[] = []
  for (const one of ahead) {
    if (want.has(one.planned_start)) continue
    if (one.items > 0) kept.push({ id: one.id, why: 'agenda' })
    else if (one.moved) kept.push({ id: one.id, why: 'moved' })
    else if (one.state !== 'draft') kept.push({ id: one.id, why: 'open' })
    else gone.push(one.id)
  }
  const left = new Set(ahead.filter(({ id }) => !gone.includes(id)).map(({ local_start }) => local_start))
  const added = wanted.filter((one) => !have.has(one.planned_start) && !left.has(one.local_start))
  return { gone, kept, added }
}

/** The day, so many working days before a date, on which its agenda opens and what is to be read lies there. */
export function preworkDay(day: Day, days: number, calendar: Calendar): Day {
  return days === 0 ? day : addBusinessDays(day, -days, calendar)
}

/** The day after the last one that is planned. */
export function horizon(today: Day): Day {
  return addDays(today, daysAhead + 1)
}

function refused(code: string, text: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path: 'rule' }] })
}
