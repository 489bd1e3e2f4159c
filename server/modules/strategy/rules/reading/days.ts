import { addDays, type Day } from '../../../../kernel/period.ts'
import { fiscalQuarter, fiscalYear, type NamedPeriod } from '../fiscal.ts'

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
export const monthWords = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const monthLengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** 'unknown' for TBD and the like; 'unclear' for a text that we will not guess at, such as 05/01/2026. */
type ReadDay = { day: Day } | 'unknown' | 'unclear'

/** Reads `May 1, 2026`, `1 May 2026`, `2026-05-01`; month names short or long. */
export function readDay(text: string): ReadDay {
  const bare = text.trim()
  if (bare === '' || isUnknown(bare)) return 'unknown'
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(bare)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  // with points the day comes first, wherever they are written so
  const pointed = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(bare)
  if (pointed) return dayOf(Number(pointed[3]), Number(pointed[2]), Number(pointed[1]))
  const american = /^(\p{L}{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/u.exec(bare)
  if (american) return dayOf(Number(american[3]), monthOf(american[1] as string), Number(american[2]))
  const european = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+(\p{L}{3,9})\.?,?\s+(\d{4})$/u.exec(bare)
  if (european) return dayOf(Number(european[3]), monthOf(european[2] as string), Number(european[1]))
  return 'unclear'
}

function isUnknown(text: string): boolean {
  return /^(TBA|TBD|TBC|n\/a|-|–|—)?$/i.test(text.trim())
}

type ReadPeriod = NamedPeriod | 'unknown' | 'unclear'

/** Reads a range of days, `FY27`, `Q2 FY27` or `FY27 Q2`. Both ends are part of it. */
export function readPeriod(text: string, fiscalYearEnd: string): ReadPeriod {
  const bare = text.trim().replace(/\s+/g, ' ').slice(0, 200)
  if (isUnknown(bare)) return 'unknown'
  const fiscal = /^(?:Q([1-4]) ?)?FY ?'?(\d{4}|\d{2})(?: ?[-,]? ?Q([1-4]))?$/i.exec(bare)
  if (fiscal) {
    const quarter = fiscal[1] ?? fiscal[3]
    const year = Number(fiscal[2])
    return quarter ? fiscalQuarter(Number(quarter), year, fiscalYearEnd) : fiscalYear(year, fiscalYearEnd)
  }
  const week = /^week (?:of|from|starting) ([^()]{6,24}?)(?: \([^()]*\))?$/i.exec(bare)
  const first = week ? readDay(week[1] as string) : 'unclear'
  if (typeof first === 'object') return { from: first.day, to: addDays(first.day, 6), label: bare.replace(/ \(.*$/, '') }
  const both = isoRange.exec(bare)
  const own = both && both[0].length === bare.length ? isoPeriod(both) : null
  if (own) return own
  for (const cut of bare.matchAll(/ ?(?:\b(?:to|through|until)\b|[-–—]) ?/gi)) {
    const from = readDay(bare.slice(0, cut.index))
    const to = readDay(bare.slice(cut.index + cut[0].length))
    if (typeof from === 'object' && typeof to === 'object')
      return from.day <= to.day ? { from: from.day, to: to.day, label: bare } : 'unclear'
  }
  return 'unclear'
}

/** `2026-02-01/2027-01-31`, as calendars and machines write it (ISO 8601). */
const isoRange =
  /(?<![\d-])(\d{4}-\d\d-\d\d)(?: ?(?:\/|--|–|—|\.{2,3}|→) ?| (?:to|until|through|till|bis|tot|-) )(\d{4}-\d\d-\d\d)(?![\d-])/

/** Two days in a text that stand as one period, with where. */
export function isoPeriodIn(text: string): { period: NamedPeriod; from: number; to: number } | undefined {
  const found = isoRange.exec(text)
  const period = found && isoPeriod(found)
  return period ? { period, from: found.index, to: found.index + found[0].length } : undefined
}

function isoPeriod([label, first = '', last = '']: RegExpExecArray): NamedPeriod | null {
  const [from, to] = [readDay(first), readDay(last)]
  return typeof from === 'object' && typeof to === 'object' && from.day <= to.day ? { from: from.day, to: to.day, label } : null
}

const aDay = '(?:(\\p{L}{3,9})\\.? (\\d{1,2})(?:st|nd|rd|th)?|(\\d{1,2})(?:st|nd|rd|th)?\\.? (\\p{L}{3,9})\\.?)(?:,? (\\d{4}))?'
const twoDays = new RegExp(`(?<![\\p{L}\\d])${aDay} ?(?:-|–|—|to|until|through) ?${aDay}(?![\\p{L}\\d])`, 'iu')

/** `Aug 1 - Oct 31`, `1 August – 31 October 2026`, where one of the days or the label beside them names the year. */
export function rangeOfDays(text: string, label: string): NamedPeriod | null {
  const found = twoDays.exec(text.slice(0, 200))
  if (!found) return null
  const beside = /\b(20\d\d)\b/.exec(label)?.[1]
  const last = found[10] ?? found[5] ?? beside
  const to = last && dayOf(Number(last), monthOf(found[6] ?? found[9] ?? ''), Number(found[7] ?? found[8]))
  const month = monthOf(found[1] ?? found[4] ?? '')
  if (typeof to !== 'object') return null
  const year = found[5] ?? (`${last}-${String(month).padStart(2, '0')}` > to.day ? String(Number(last) - 1) : last)
  const from = dayOf(Number(year), month, Number(found[2] ?? found[3]))
  return typeof from === 'object' && from.day < to.day ? { from: from.day, to: to.day, label: label || found[0] } : null
}

/** 1–12 for a month's name, long or short; 0 for anything else. */
export function monthOf(name: string): number {
  const low = name.toLowerCase()
  const short = low === 'sept' ? 8 : months.indexOf(low)
  return (short >= 0 ? short : monthWords.indexOf(low)) + 1
}

function dayOf(year: number, month: number, day: number): ReadDay {
  const length = monthLengths[month - 1]
  if (!length || day < 1 || day > length) return 'unclear'
  if (month === 2 && day === 29 && !(year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0))) return 'unclear'
  return { day: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` }
}

/** The last day of a month. */
export function lastOf(year: number, month: number): Day {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const length = month === 2 && !leap ? 28 : (monthLengths[month - 1] ?? 31)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${length}`
}
