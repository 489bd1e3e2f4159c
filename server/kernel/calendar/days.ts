import { Temporal } from 'temporal-polyfill'
import type { Rule } from './rule.ts'

/**
 * The days of one period that the rule picks, in order, after BYSETPOS. Each BY part limits the days of the period; what the rule does
 * not say is the start's (RFC 5545 §3.3.10): its weekday, its day of the month, its month.
 */
export function daysIn(rule: Rule, period: Temporal.PlainDate, start: Temporal.PlainDate): Temporal.PlainDate[] {
  const whole = completed(rule, start)
  const limits = limitsOf(whole)
  const days = everyDay(whole, period).filter((day) => limits.every((holds) => holds(day)))
  if (rule.bySetPos.length === 0) return days
  const places = new Set(rule.bySetPos.map((place) => (place > 0 ? place - 1 : days.length + place)))
  return days.filter((_day, place) => places.has(place))
}

function everyDay(rule: Rule, period: Temporal.PlainDate): Temporal.PlainDate[] {
  if (rule.freq === 'DAILY') return [period]
  if (rule.freq === 'WEEKLY') return run(period, 7)
  if (rule.freq === 'MONTHLY') return run(period, period.daysInMonth)
  if (rule.byMonth.length === 0) return run(period, period.daysInYear)
  const months = everyMonth.filter((month) => rule.byMonth.includes(month)).map((month) => period.with({ month }))
  return months.flatMap((month) => run(month, month.daysInMonth))
}

const everyMonth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

function run(from: Temporal.PlainDate, days: number): Temporal.PlainDate[] {
  return Array.from({ length: days }, (_, i) => from.add({ days: i }))
}

type Limit = (day: Temporal.PlainDate) => boolean

/** The cheapest first: most days are gone before their week is asked for. */
function limitsOf(rule: Rule): Limit[] {
  const limits: Limit[] = []
  const { byMonth, byMonthDay, byYearDay, byWeekNo, byDay } = rule
  if (byMonth.length > 0) limits.push((day) => byMonth.includes(day.month))
  if (byMonthDay.length > 0) limits.push((day) => counted(byMonthDay, day.day, day.daysInMonth))
  if (byYearDay.length > 0) limits.push((day) => counted(byYearDay, day.dayOfYear, day.daysInYear))
  if (byDay.length > 0) limits.push((day) => fitsWeekday(rule, day))
  if (byWeekNo.length > 0) limits.push((day) => counted(byWeekNo, ...weekOf(day, rule.weekStart)))
  return limits
}

/** The rule with what it leaves to its start. A rule by days alone needs nothing; one by month days in a year needs the month. */
function completed(rule: Rule, start: Temporal.PlainDate): Rule {
  const onlyMonths = [rule.byDay, rule.byMonthDay, rule.byYearDay, rule.byWeekNo].every((part) => part.length === 0)
  const said = rule.byMonth.length > 0
  if (onlyMonths && rule.freq === 'WEEKLY') return { ...rule, byDay: [{ weekday: start.dayOfWeek }] }
  if (onlyMonths && rule.freq === 'MONTHLY') return { ...rule, byMonthDay: [start.day] }
  if (rule.freq !== 'YEARLY') return rule
  if (onlyMonths) return { ...rule, byMonth: said ? rule.byMonth : [start.month], byMonthDay: [start.day] }
  const days = rule.byDay.length + rule.byYearDay.length
  if (rule.byWeekNo.length > 0 && days + rule.byMonthDay.length === 0) return { ...rule, byDay: [{ weekday: start.dayOfWeek }] }
  if (days + rule.byWeekNo.length === 0 && !said) return { ...rule, byMonth: [start.month] }
  return rule
}

/** Is the place one of those that are wanted, counted from the start or, when negative, from the end? */
function counted(wanted: readonly number[], place: number, length: number): boolean {
  return wanted.includes(place) || wanted.includes(place - length - 1)
}

/** Is it one of the weekdays, and where one is numbered, that one of its month, or of its year where no month is named? */
function fitsWeekday(rule: Rule, day: Temporal.PlainDate): boolean {
  const wanted = rule.byDay.filter(({ weekday }) => weekday === day.dayOfWeek)
  if (wanted.length === 0) return false
  const inMonth = rule.freq === 'MONTHLY' || rule.byMonth.length > 0
  const [place, length] = inMonth ? [day.day, day.daysInMonth] : [day.dayOfYear, day.daysInYear]
  const [fromStart, fromEnd] = [Math.ceil(place / 7), -Math.ceil((length - place + 1) / 7)]
  return wanted.some(({ nth }) => nth === undefined || nth === fromStart || nth === fromEnd)
}

/** The number of its week and how many its year has; the first is the one with at least four days in the year (ISO 8601, RFC 5545). */
function weekOf(day: Temporal.PlainDate, weekStart: number): [number, number] {
  const first = day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 })
  // the fourth day of a week lies in the year that the week belongs to
  const year = first.add({ days: 3 }).year
  const [begins, ends] = [firstWeek(year, weekStart), firstWeek(year + 1, weekStart)]
  return [begins.until(first).days / 7 + 1, begins.until(ends).days / 7]
}

function firstWeek(year: number, weekStart: number): Temporal.PlainDate {
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 })
  return fourth.subtract({ days: (fourth.dayOfWeek - weekStart + 7) % 7 })
}
