import { addDays, addMonths, type Day, plainDate } from '../../../../kernel/period.ts'

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal_quarter' | 'fiscal_year' | 'total'
export const grains = ['day', 'week', 'month', 'quarter', 'year', 'fiscal_quarter', 'fiscal_year', 'total'] as const

/** The column of the day table that names the period a day lies in. */
export const grainColumn: Record<Exclude<Grain, 'total'>, string> = {
  day: 'day',
  week: 'week',
  month: 'month',
  quarter: 'quarter',
  year: 'year',
  fiscal_quarter: 'fiscal_quarter',
  fiscal_year: 'fiscal_year',
}

/** First day of the period that holds a day. Weeks are ISO weeks; `fiscalYearEnd` is `MM-DD`, the last day of a month. */
export function periodStart(day: Day, grain: Exclude<Grain, 'total'>, fiscalYearEnd: string): Day {
  const date = plainDate(day)
  if (grain === 'day') return day
  if (grain === 'week') return addDays(day, 1 - date.dayOfWeek)
  const firstMonth = grain.startsWith('fiscal') ? Number(fiscalYearEnd.slice(0, 2)) % 12 : 0
  const length = grain === 'month' ? 1 : grain.endsWith('quarter') ? 3 : 12
  const since = (date.month - 1 - firstMonth + 12) % length
  return addMonths(`${day.slice(0, 7)}-01`, -since)
}

export function periodEnd(start: Day, grain: Exclude<Grain, 'total'>): Day {
  if (grain === 'day') return addDays(start, 1)
  if (grain === 'week') return addDays(start, 7)
  return addMonths(start, grain === 'month' ? 1 : grain.endsWith('quarter') ? 3 : 12)
}

/** The periods that touch [from, to), each cut to it; whole is false where the cut shortened it. */
export function periodsBetween(from: Day, to: Day, grain: Grain, fiscalYearEnd: string): { start: Day; from: Day; to: Day }[] {
  if (grain === 'total') return [{ start: from, from, to }]
  const found: { start: Day; from: Day; to: Day }[] = []
  let start = periodStart(from, grain, fiscalYearEnd)
  while (start < to && found.length < 20_000) {
    const end = periodEnd(start, grain)
    found.push({ start, from: start < from ? from : start, to: end > to ? to : end })
    start = end
  }
  return found
}
