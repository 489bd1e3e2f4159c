import { addDays, addMonths, type Day } from '../../../kernel/period.ts'

/** A run of days, both ends included, with the name people give it. */
export type NamedPeriod = { from: Day; to: Day; label: string }

/** Last day of the fiscal year that ends in a calendar year; an end of 02-29 means the last of February. */
function fiscalYearEndIn(year: number, fiscalYearEnd: string): Day {
  const [month, day] = fiscalYearEnd.split('-') as [string, string]
  if (month === '02' && day === '29') return addDays(`${text(year)}-03-01`, -1)
  return `${text(year)}-${month}-${day}`
}

/** FYn ends in calendar year n: with a year end of 01-31, FY27 = 2026-02-01 … 2027-01-31. Two digits mean 20nn. */
export function fiscalYear(n: number, fiscalYearEnd: string): NamedPeriod {
  const year = n < 100 ? 2000 + n : n
  return {
    from: addDays(fiscalYearEndIn(year - 1, fiscalYearEnd), 1),
    to: fiscalYearEndIn(year, fiscalYearEnd),
    label: `FY${String(year % 100).padStart(2, '0')}`,
  }
}

/** Quarters are four runs of three months from the first day of the year; Q1 FY27 of an 01-31 year ends 2026-04-30. */
export function fiscalQuarter(quarter: number, n: number, fiscalYearEnd: string): NamedPeriod {
  const year = fiscalYear(n, fiscalYearEnd)
  return {
    from: addMonths(year.from, 3 * (quarter - 1)),
    to: quarter === 4 ? year.to : addDays(addMonths(year.from, 3 * quarter), -1),
    label: `Q${quarter} ${year.label}`,
  }
}

/** The fiscal year that holds a day. */
export function fiscalYearOf(day: Day, fiscalYearEnd: string): number {
  const year = Number(day.slice(0, 4))
  return day <= fiscalYearEndIn(year, fiscalYearEnd) ? year : year + 1
}

function text(year: number): string {
  return String(year).padStart(4, '0')
}
