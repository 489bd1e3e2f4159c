import { Refusal } from '../../../../kernel/refusal.ts'
import type { Day } from './shapes.ts'

/**
 * Days as whole numbers since 1970-01-01, so that the engine's inner loops are integer arithmetic.
 * Conversions are Howard Hinnant's `days_from_civil` and `civil_from_days` (proleptic Gregorian calendar).
 */
export type DayNumber = number
type Civil = { year: number; month: number; day: number }

/** The day after every other: the open end of an evergreen contract. */
export const never: DayNumber = 4_000_000

/** "2026-03-31" → day number; refuses what is not a calendar day. */
export function dayNumber(text: Day): DayNumber {
  const year = digits(text, 0, 4)
  const month = digits(text, 5, 7)
  const day = digits(text, 8, 10)
  if (
    text.length !== 10 ||
    text[4] !== '-' ||
    text[7] !== '-' ||
    Number.isNaN(year) ||
    !(month >= 1 && month <= 12 && day >= 1 && day <= monthLength(year, month))
  )
    throw new Refusal('invalid', 'day.invalid', `"${text}" is not a calendar day such as 2026-03-31.`)
  return civilNumber(year, month, day)
}

export function dayText(number: DayNumber): Day {
  const { year, month, day } = civil(number)
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

export function civilNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

export function civil(number: DayNumber): Civil {
  const z = number + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

function monthLength(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day `day` of the month that lies `index` months after January of year 0, clamped to the month's last day. */
export function clampedDay(index: number, day: number): DayNumber {
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return civilNumber(year, month, Math.min(day, monthLength(year, month)))
}

/** Months since January of year 0. */
export function monthIndex(date: Civil): number {
  return date.year * 12 + date.month - 1
}

/** 30/360: 360·Δy + 30·Δm + Δd, where 31 and the last day of any month count as 30. */
export function days360(from: DayNumber, to: DayNumber): number {
  const a = civil(from)
  const b = civil(to)
  return 360 * (b.year - a.year) + 30 * (b.month - a.month) + day360(b) - day360(a)
}

/** Whole months in [from, to), or nothing; 30 November to 31 August counts, since both are the clamped day 31. */
export function wholeMonths(from: DayNumber, to: DayNumber): number | undefined {
  const a = civil(from)
  const b = civil(to)
  const day = Math.max(a.day, b.day)
  if (clampedDay(monthIndex(a), day) !== from || clampedDay(monthIndex(b), day) !== to) return undefined
  return monthIndex(b) - monthIndex(a)
}

function day360(date: Civil): number {
  return date.day >= monthLength(date.year, date.month) ? 30 : Math.min(date.day, 30)
}

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
