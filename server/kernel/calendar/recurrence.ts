import { Temporal } from 'temporal-polyfill'
import { type Day, plainDate } from '../period.ts'
import { instantOf } from './calendar.ts'
import type { Rule } from './rule.ts'

/** The first possible day, the wall time, and the zone in which both are read. */
export type Start = { day: Day; time: string; zone: string }
type Occurrence = { day: Day; at: Date }

/**
 * The occurrences of a rule in [from, before), in order, at most `limit`. The start itself is one only where the rule says so; COUNT
 * counts from the start on. The wall time stays when clocks change: one that is skipped moves forward by the gap, one that comes twice
 * is its first pass.
 */
export function occurrences(rule: Rule, start: Start, range: { from?: Day; before: Day; limit: number }): Occurrence[] {
  const first = plainDate(start.day)
  const before = plainDate(range.before)
  const found: Occurrence[] = []
  let counted = 0
  for (let step = 0; found.length < range.limit; step += 1) {
    const period = periodOf(rule, first, step)
    if (Temporal.PlainDate.compare(period, before) >= 0) return found
    for (const date of daysIn(rule, period, first)) {
      if (Temporal.PlainDate.compare(date, first) < 0) continue
      const day = date.toString()
      const at = instantOf(date, start.time, start.zone)
      counted += 1
      if (day >= range.before || isOver(rule, { day, time: start.time, at, counted })) return found
      if (day >= (range.from ?? start.day) && found.length < range.limit) found.push({ day, at: new Date(at) })
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

/** The first day of the n-th period that the rule looks at; weeks begin on Monday. */
function periodOf(rule: Rule, first: Temporal.PlainDate, step: number): Temporal.PlainDate {
  const by = step * rule.interval
  if (rule.freq === 'DAILY') return first.add({ days: by })
  if (rule.freq === 'WEEKLY') return first.subtract({ days: first.dayOfWeek - 1 }).add({ weeks: by })
  const month = first.with({ day: 1 })
  return rule.freq === 'MONTHLY' ? month.add({ months: by }) : month.with({ month: 1 }).add({ years: by })
}

/** The days of one period, in order, after BYSETPOS. */
function daysIn(rule: Rule, period: Temporal.PlainDate, first: Temporal.PlainDate): Temporal.PlainDate[] {
  const days = allDaysIn(rule, period, first).filter((day) => rule.byMonth.length === 0 || rule.byMonth.includes(day.month))
  if (rule.bySetPos.length === 0) return days
  const places = new Set(rule.bySetPos.map((place) => (place > 0 ? place - 1 : days.length + place)))
  return days.filter((_day, place) => places.has(place))
}

function allDaysIn(rule: Rule, period: Temporal.PlainDate, first: Temporal.PlainDate): Temporal.PlainDate[] {
  if (rule.freq === 'DAILY') return [period].filter((day) => fitsWeekday(rule, day) && fitsMonthDay(rule, day))
  if (rule.freq === 'WEEKLY') {
    const wanted = rule.byDay.length > 0 ? rule.byDay.map(({ weekday }) => weekday) : [first.dayOfWeek]
    return run(period, 7).filter((day) => wanted.includes(day.dayOfWeek))
  }
  if (rule.freq === 'MONTHLY') return daysOfMonth(rule, period, first)
  const wholeYear = rule.byMonth.length === 0 && rule.byMonthDay.length === 0
  if (wholeYear && rule.byDay.length > 0) return run(period, period.daysInYear).filter((day) => fitsNumbered(rule, day, 'year'))
  const months = rule.byMonth.length > 0 || rule.byMonthDay.length > 0 || rule.byDay.length > 0 ? everyMonth : [first.month]
  return months.flatMap((month) => daysOfMonth(rule, period.with({ month }), first))
}

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

function daysOfMonth(rule: Rule, month: Temporal.PlainDate, first: Temporal.PlainDate): Temporal.PlainDate[] {
  const days = run(month, month.daysInMonth)
  if (rule.byMonthDay.length > 0) return days.filter((day) => fitsMonthDay(rule, day) && fitsWeekday(rule, day))
  if (rule.byDay.length > 0) return days.filter((day) => fitsNumbered(rule, day, 'month'))
  return days.filter((day) => day.day === first.day)
}

function fitsWeekday({ byDay }: Rule, day: Temporal.PlainDate): boolean {
  return byDay.length === 0 || byDay.some(({ weekday }) => weekday === day.dayOfWeek)
}

function fitsMonthDay({ byMonthDay }: Rule, day: Temporal.PlainDate): boolean {
  return byMonthDay.length === 0 || byMonthDay.some((wanted) => day.day === (wanted > 0 ? wanted : day.daysInMonth + 1 + wanted))
}

/** Is it one of the weekdays, and where one is numbered, that one of its month or year? */
function fitsNumbered({ byDay }: Rule, day: Temporal.PlainDate, of: 'month' | 'year'): boolean {
  const [place, length] = of === 'month' ? [day.day, day.daysInMonth] : [day.dayOfYear, day.daysInYear]
  const [fromStart, fromEnd] = [Math.ceil(place / 7), -Math.ceil((length - place + 1) / 7)]
  return byDay.some(({ weekday, nth }) => weekday === day.dayOfWeek && (nth === undefined || nth === fromStart || nth === fromEnd))
}

function run(from: Temporal.PlainDate, days: number): Temporal.PlainDate[] {
  return Array.from({ length: days }, (_, i) => from.add({ days: i }))
}
