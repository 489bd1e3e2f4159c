import { Temporal } from 'temporal-polyfill'
import { type Day, plainDate } from '../period.ts'
import { instantOf } from './calendar.ts'
import { daysIn } from './days.ts'
import { invalid, parseRule, type Rule, unsupported, whenOf } from './rule.ts'

/** The first possible day, the wall time "09:00", and the zone in which both are read. */
export type Start = { day: Day; time: string; zone: string }
/** A day, a local wall time on a day, or an instant with "Z". */
type When = string
/** A rule with dates that are added to it and dates that are taken away. */
type Recurrence = { rule: Rule; also: readonly When[]; except: readonly When[] }
type Occurrence = { day: Day; time: string; at: Date }
type Range = { from?: Day; before: Day; limit: number }

/**
 * Reads lines as a calendar writes them: one RRULE, with or without its name, and RDATE and EXDATE as days, local times or instants.
 * Refuses `recurrence.invalid` and `recurrence.unsupported`.
 */
export function parseRecurrence(text: string): Recurrence {
  const rules: string[] = []
  const [also, except]: [When[], When[]] = [[], []]
  for (const line of text.split(/\r?\n/).filter((one) => one.trim())) {
    const [, name = '', values = ''] = /^(RDATE|EXDATE)(?:;VALUE=DATE(?:-TIME)?)?:(.*)$/i.exec(line.trim()) ?? []
    if (name) (name.toUpperCase() === 'RDATE' ? also : except).push(...values.split(',').map(dateOf))
    else if (/^(RDATE|EXDATE|EXRULE)/i.test(line)) throw unsupported(line.trim().slice(0, 60))
    else rules.push(line)
  }
  const [rule, more] = rules
  if (rule === undefined || more !== undefined) throw invalid('it takes one RRULE')
  return { rule: parseRule(rule), also, except }
}

/**
 * The occurrences of a rule in [from, before), in order, at most `limit`, with added dates and without those taken away. The start itself
 * is one only where the rule says so; COUNT counts from the start on, before anything is added or taken away. The wall time stays when
 * clocks change: one that is skipped moves forward by the gap, one that comes twice is its first pass. The work ends at `before`, also
 * of a rule that never comes true, and begins at `from` where nothing is counted.
 */
export function occurrences(of: Rule | Recurrence, start: Start, range: Range): Occurrence[] {
  const { rule, also, except } = 'rule' in of ? of : { rule: of, also: [], except: [] }
  if (also.length + except.length === 0) return ruled(rule, start, range)
  const added = also.map((when) => momentOf(when, start)).filter(({ day }) => day >= (range.from ?? day) && day < range.before)
  // each date that is taken away may be one of those that would have filled the limit
  const all = new Map([...ruled(rule, start, { ...range, limit: range.limit + except.length }), ...added].map((one) => [+one.at, one]))
  const gone = new Set(except)
  const stays = ({ day, time, at }: Occurrence) =>
    !gone.has(day) && !gone.has(`${day}T${time}:00`) && !gone.has(at.toISOString().replace('.000', ''))
  return [...all.values()]
    .filter(stays)
    .sort((a, b) => +a.at - +b.at)
    .slice(0, range.limit)
}

function ruled(rule: Rule, start: Start, range: Range): Occurrence[] {
  const first = plainDate(start.day)
  const before = plainDate(range.before)
  const found: Occurrence[] = []
  let counted = 0
  for (let step = firstStep(rule, first, range.from); found.length < range.limit; step += 1) {
    const period = periodOf(rule, first, step)
    if (Temporal.PlainDate.compare(period, before) >= 0) return found
    for (const date of daysIn(rule, period, first)) {
      if (Temporal.PlainDate.compare(date, first) < 0) continue
      const day = date.toString()
      const at = instantOf(date, start.time, start.zone)
      counted += 1
      if (day >= range.before || isOver(rule, { day, time: start.time, at, counted })) return found
      if (day >= (range.from ?? start.day) && found.length < range.limit) found.push({ day, time: start.time, at: new Date(at) })
    }
  }
  return found
}

function isOver({ count, until }: Rule, one: { day: Day; time: string; at: number; counted: number }): boolean {
  if (count !== undefined && one.counted > count) return true
  if (until === undefined) return false
  if (until.endsWith('Z')) return one.at > Date.parse(until)
  return until.length === 10 ? one.day > until : `${one.day}T${one.time}:00` > until
}

/** The first period worth looking at: one that is counted is counted from its start. */
function firstStep({ freq, interval, count }: Rule, first: Temporal.PlainDate, from: Day | undefined): number {
  if (from === undefined || count !== undefined) return 0
  const { days, months, years } = first.until(plainDate(from), {
    largestUnit: freq === 'YEARLY' ? 'years' : freq === 'MONTHLY' ? 'months' : 'days',
  })
  const passed = { DAILY: days, WEEKLY: days / 7, MONTHLY: months, YEARLY: years }[freq]
  // one period less, since the start may lie late in its own
  return Math.max(0, Math.floor(passed / interval) - 1)
}

/** The first day of the n-th period that the rule looks at. */
function periodOf(rule: Rule, first: Temporal.PlainDate, step: number): Temporal.PlainDate {
  const by = step * rule.interval
  if (rule.freq === 'DAILY') return first.add({ days: by })
  if (rule.freq === 'WEEKLY') return first.subtract({ days: (first.dayOfWeek - rule.weekStart + 7) % 7 }).add({ weeks: by })
  const month = first.with({ day: 1 })
  return rule.freq === 'MONTHLY' ? month.add({ months: by }) : month.with({ month: 1 }).add({ years: by })
}

function dateOf(text: string): When {
  const when = whenOf(text.trim().toUpperCase())
  if (!when) throw invalid(`“${text}” is no date such as 20261231`)
  return when
}

/** An added date without a time has the time of the series. */
function momentOf(when: When, start: Start): Occurrence {
  if (when.endsWith('Z')) {
    const local = Temporal.Instant.from(when).toZonedDateTimeISO(start.zone)
    return { day: local.toPlainDate().toString(), time: local.toPlainTime().toString().slice(0, 5), at: new Date(local.epochMilliseconds) }
  }
  const [day = '', time = `${start.time}:00`] = when.split('T')
  return { day, time: time.slice(0, 5), at: new Date(instantOf(plainDate(day), time, start.zone)) }
}
