import { Refusal } from '../refusal.ts'
import { isDay } from '../shapes.ts'

type Frequency = 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY'

/** What an RRULE says (RFC 5545 §3.3.10), not below a day. Weekdays are ISO, 1 = Monday; what is negative counts from the end. */
export type Rule = {
  freq: Frequency
  interval: number
  /** the weekday on which a week begins */
  weekStart: number
  byDay: { weekday: number; nth?: number }[]
  byMonth: number[]
  byMonthDay: number[]
  byYearDay: number[]
  byWeekNo: number[]
  bySetPos: number[]
  count?: number
  /** inclusive: a day, a local wall time "2026-05-12T09:00:00", or an instant with "Z" */
  until?: string
}

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const limits = ['BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYWEEKNO']
const known = ['FREQ', 'INTERVAL', 'WKST', ...limits, 'BYSETPOS', 'COUNT', 'UNTIL']

/**
 * Reads an RRULE; the prefix may be left out. Refuses with `recurrence.unsupported` what RFC 5545 allows and we do not read (what is
 * below a day), and with `recurrence.invalid` what is no rule.
 */
export function parseRule(text: string): Rule {
  const parts = partsOf(text)
  const freq = parts.get('FREQ') ?? ''
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(freq)) {
    if (['SECONDLY', 'MINUTELY', 'HOURLY'].includes(freq)) throw unsupported(`FREQ=${freq}`)
    throw invalid('It needs FREQ=DAILY, WEEKLY, MONTHLY or YEARLY')
  }
  const rule: Rule = {
    freq: freq as Frequency,
    interval: numbers(parts, 'INTERVAL', 1, 999, false)[0] ?? 1,
    weekStart: weekStartOf(parts.get('WKST')),
    byDay: (parts.get('BYDAY')?.split(',') ?? []).map(weekdayOf),
    byMonth: numbers(parts, 'BYMONTH', 1, 12, false),
    byMonthDay: numbers(parts, 'BYMONTHDAY', 1, 31, true),
    byYearDay: numbers(parts, 'BYYEARDAY', 1, 366, true),
    byWeekNo: numbers(parts, 'BYWEEKNO', 1, 53, true),
    bySetPos: numbers(parts, 'BYSETPOS', 1, 366, true),
  }
  const [count] = numbers(parts, 'COUNT', 1, 10_000, false)
  const until = untilOf(parts.get('UNTIL'))
  fitTogether(rule, parts)
  return { ...rule, ...(count === undefined ? {} : { count }), ...(until === undefined ? {} : { until }) }
}

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>()
  // calendars in the wild end their rules with a semicolon
  const bare = text
    .trim()
    .replace(/^RRULE:/i, '')
    .replace(/;$/, '')
  for (const part of bare.toUpperCase().split(';')) {
    const [name = '', value = '', ...more] = part.split('=')
    if (!value || more.length > 0) throw invalid(`“${part}” is no NAME=VALUE`)
    if (!known.includes(name)) throw unsupported(name)
    if (parts.has(name)) throw invalid(`${name} stands twice`)
    parts.set(name, value)
  }
  return parts
}

/**
 * A numbered weekday needs a month or a year to be counted in. Month days, year days and week numbers limit the days of whatever
 * frequency: the RFC asks for them in some only, and every reader in use takes them in all.
 */
function fitTogether(rule: Rule, parts: ReadonlyMap<string, string>): void {
  if (parts.has('COUNT') && parts.has('UNTIL')) throw invalid('COUNT and UNTIL exclude each other')
  const ordinal = rule.byDay.some(({ nth }) => nth !== undefined)
  if (ordinal && (rule.freq === 'DAILY' || rule.freq === 'WEEKLY')) throw invalid(`a numbered weekday has no meaning in FREQ=${rule.freq}`)
  if (ordinal && rule.byWeekNo.length > 0) throw invalid('a numbered weekday has no meaning beside BYWEEKNO')
  if (parts.has('BYSETPOS') && !limits.some((name) => parts.has(name)))
    throw invalid('BYSETPOS picks from another BY part, and there is none')
}

function weekStartOf(text = 'MO'): number {
  const at = weekdays.indexOf(text)
  if (at < 0) throw invalid(`WKST=${text} is no weekday such as MO`)
  return at + 1
}

function weekdayOf(text: string): Rule['byDay'][number] {
  const found = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text)
  const weekday = weekdays.indexOf(found?.[2] ?? '') + 1
  if (weekday === 0) throw invalid(`“${text}” is no weekday such as MO or 2TU`)
  if (found?.[1] === undefined) return { weekday }
  const nth = Number(found[1])
  if (nth === 0 || Math.abs(nth) > 53) throw invalid(`“${text}” counts from 1 or from -1`)
  return { weekday, nth }
}

function numbers(parts: ReadonlyMap<string, string>, name: string, least: number, most: number, negative: boolean): number[] {
  const list = parts.get(name)?.split(',') ?? []
  if (list.length > 1 && !name.startsWith('BY')) throw invalid(`${name} is one number`)
  return list.map((text) => {
    const value = /^[+-]?\d{1,5}$/.test(text) ? Number(text) : 0
    const size = negative ? Math.abs(value) : value
    if (size < least || size > most) throw invalid(`${name}=${text} is out of range`)
    return value
  })
}

function untilOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const until = whenOf(text)
  if (!until) throw invalid(`UNTIL=${text} is no day such as 20261231`)
  return until
}

/** "20261231", "20261231T090000" or "20261231T090000Z" with its dashes and colons; nothing where it is no such thing. */
export function whenOf(text: string): string | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])([0-5]\d)([0-5]\d)(Z?))?$/.exec(text)
  const [, year, month, day, hour, minute, second, zulu] = found ?? []
  const on = `${year}-${month}-${day}`
  if (!isDay(on)) return undefined
  return hour === undefined ? on : `${on}T${hour}:${minute}:${second}${zulu}`
}

export function invalid(what: string): Refusal {
  return new Refusal('invalid', 'recurrence.invalid', `This is no rule of repetition: ${what}.`)
}

export function unsupported(what: string): Refusal {
  return new Refusal(
    'invalid',
    'recurrence.unsupported',
    `A rule of repetition takes ${known.join(', ')}; it cannot take ${what}. Say it in another way.`,
  )
}
