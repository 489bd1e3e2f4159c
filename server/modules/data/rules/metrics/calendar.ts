import { addDays, addMonths, type Day, earlier, plainDate } from '../../../../kernel/period.ts'

export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal_quarter' | 'fiscal_year' | 'total'
/** First day of the period that holds a day. Weeks are ISO weeks; `fiscalYearEnd` is `MM-DD`, the last day of a month. */
export function periodStart(day: Day, grain: Exclude<Grain, 'total'>, fiscalYearEnd: string): Day {
  const date = plainDate(day)
  if (grain === 'day') return day
  if (grain === 'week') return addDays(day, 1 - date.dayOfWeek)
  const firstMonth = grain.startsWith('fiscal') ? fiscalShift(fiscalYearEnd) : 0
  const length = grain === 'month' ? 1 : grain.endsWith('quarter') ? 3 : 12
  const since = (date.month - 1 - firstMonth + 12) % length
  return addMonths(`${day.slice(0, 7)}-01`, -since)
}

function periodEnd(start: Day, grain: Exclude<Grain, 'total'>): Day {
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

/**
 * The day of each period on which a stock is counted: its last whole one (`whole`, the last day that can be whole), or today where the
 * period has no other; picked day → first day of the period. Periods to come have none.
 */
export function pickedDays(periods: { start: Day; from: Day; to: Day }[], pick: 'first' | 'last', today: Day, whole: Day): Map<Day, Day> {
  const picked = new Map<Day, Day>()
  for (const period of periods) {
    if (period.from > today) continue
    const last = earlier(addDays(period.to, -1), today)
    const day = pick === 'first' ? period.from : last <= whole ? last : whole >= period.from ? whole : last
    picked.set(day, period.start)
  }
  return picked
}

/** Months by which the fiscal year begins after January; `fiscalYearEnd` as `MM-DD`. */
export function fiscalShift(fiscalYearEnd: string): number {
  return Number(fiscalYearEnd.slice(0, 2)) % 12
}
