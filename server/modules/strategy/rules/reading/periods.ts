import type { Day } from '../../../../kernel/period.ts'
import { fiscalQuarter, fiscalYear, type NamedPeriod } from '../fiscal.ts'
import { inOurDigits } from './digits.ts'
import { isoPeriodIn, lastOf, monthOf, rangeOfDays } from './days.ts'

const year = "(FY|CY)?[ ']{0,2}(\\d{4}|\\d{2})(?:/\\d{2})?"
const gap = "[ ,/_'’–—-]{0,3}(?:of[ ])?\\(?"
const month = '(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\\.?'
const ordinal = '(first|second|third|fourth|1st|2nd|3rd|4th)'

const spelled = new RegExp(`\\b${month} ?(?:-|–|—|to|through|until) ?${month},? (\\d{4})\\b`, 'i')

type Form = [RegExp, (found: string[], fiscalYearEnd: string) => NamedPeriod | undefined]

/** The ways in which people write a quarter, a half, a year or a run of months; a number of a quarter without a year is none. */
const forms: Form[] = [
  [
    new RegExp(`\\bQ([1-4]) ?(?:-|–|—|to|and|&|/) ?Q([1-4])${gap}${year}(?![\\d%])`, 'i'),
    ([, first, last, kind, y], end) => span(part(Number(first), 4, kind, y, end), part(Number(last), 4, kind, y, end)),
  ],
  [
    /\bQ([1-4])[ -]?(\d{4}) ?(?:-|–|—|to|and|&|\/) ?Q([1-4])[ -]?(\d{4})(?!\d)/i,
    ([, first, y, last, z], end) => span(part(Number(first), 4, undefined, y, end), part(Number(last), 4, undefined, z, end)),
  ],
  [
    new RegExp(`\\b${year}\\)?${gap}Q([1-4]) ?(?:-|–|—|to|and|&|/) ?Q([1-4])\\b`, 'i'),
    ([, kind, y, first, last], end) => span(part(Number(first), 4, kind, y, end), part(Number(last), 4, kind, y, end)),
  ],
  [new RegExp(`\\bQ([1-4])${gap}${year}(?![\\d%])`, 'i'), ([, q, kind, y], end) => part(Number(q), 4, kind, y, end)],
  [new RegExp(`\\b${year}\\)?${gap}Q([1-4])\\b`, 'i'), ([, kind, y, q], end) => part(Number(q), 4, kind, y, end)],
  [
    /(?<!\d)([1-4])(?:\.?[ºª°]|\.|er|e|ème)? ?(?:trimestre|quartal|kwartaal),? (?:de |del )?(20\d\d)(?!\d)/i,
    ([, q, y]) => part(Number(q), 4, undefined, y, '12-31'),
  ],
  [
    /(?<!\d)([12])(?:\.?[ºª°]|\.|er|e|ème|nd)? ?(?:semestre|halbjahr|semester),? (?:de |del )?(20\d\d)(?!\d)/i,
    ([, h, y]) => part(Number(h), 2, undefined, y, '12-31'),
  ],
  [
    /\b(?:kwartaal|quartal|trimestre|quarter) ?([1-4])(?:,| de| des?)? ?(20\d\d)(?!\d)/i,
    ([, q, y]) => part(Number(q), 4, undefined, y, '12-31'),
  ],
  [/(?<![\p{L}\d])([1-4])T[ -]?(20\d\d)(?!\d)/u, ([, q, y]) => part(Number(q), 4, undefined, y, '12-31')],
  [/(?<!\d)(20\d\d),? ?(?:kwartaal|quartal|trimestre|quarter) ?([1-4])(?!\d)/i, ([, y, q]) => part(Number(q), 4, undefined, y, '12-31')],
  [
    /(20\d\d) ?[年년]? ?度? ?(?:第 ?([1-4一二三四]) ?(?:季度?|四半期)|([1-4一二三四]) ?(?:季度|분기)|Q([1-4]))/i,
    ([, y, a, b, c]) => part(inHan(a ?? b ?? c), 4, undefined, y, '12-31'),
  ],
  [/(20\d\d) ?[年년] ?(上|下|상|하)(?:半年|半期|반기)/, ([, y, h]) => part(/[上상]/.test(h ?? '') ? 1 : 2, 2, undefined, y, '12-31')],
  [
    /(?<!\p{L})(?:quý|квартал|kwartał) ?([1-4]|I{1,3}|IV)(?:,| năm| года)?[ /,-]{0,3}(?:năm )?(20\d\d)(?!\d)/iu,
    ([, q, y]) => part(inHan(q), 4, undefined, y, '12-31'),
  ],
  [
    /(?<![\p{L}\d])([1-4]|I{1,3}|IV)(?:-?[йа-я]{1,2}|\.)? ?(?:квартала?|кв\.|kwartał)[ ,]{0,2}(20\d\d)(?!\d)/iu,
    ([, q, y]) => part(inHan(q), 4, undefined, y, '12-31'),
  ],
  // a semestre, a trimestre
  [/\bS([12])[ -](20\d\d)(?!\d)/, ([, h, y]) => part(Number(h), 2, undefined, y, '12-31')],
  [/\bT([1-4])[ -]?(20\d\d)(?!\d)/, ([, q, y], end) => part(Number(q), 4, undefined, y, end)],
  [new RegExp(`\\b([1-4])Q${gap}${year}(?![\\d%])`, 'i'), ([, q, kind, y], end) => part(Number(q), 4, kind, y, end)],
  [new RegExp(`\\b${ordinal} quarter,? ?${gap}${year}(?!\\d)`, 'i'), ([, q, kind, y], end) => part(rankOf(q), 4, kind, y, end)],
  [
    /\b(first|second|1st|2nd) half (?:of )?(?:the year )?(?:in )?(FY|CY)?[ ']{0,2}(\d{4})\b/i,
    ([, rank, kind, y], end) => part(rankOf(rank), 2, kind, y, end),
  ],
  [new RegExp(`\\bH([12])${gap}${year}(?![\\d%])`, 'i'), ([, h, kind, y], end) => part(Number(h), 2, kind, y, end)],
  [new RegExp(`\\b${year}\\)?${gap}H([12])\\b`, 'i'), ([, kind, y, h], end) => part(Number(h), 2, kind, y, end)],
  [spelled, ([, from, to, y]) => months(from, to, y)],
  [/\bFY ?'?(\d{4}|\d{2})(?:\/(\d{2}))?(?!\d)/i, ([, y, next], end) => fiscalYear(Number(next ?? y), end)],
  [new RegExp(`\\b${month},? (\\d{4})\\b`, 'i'), ([, name, y]) => months(name, name, y)],
  [
    /(?<![\d.,$€£/-])(20[1-4]\d)\s?[–—/-]\s?(20[1-4]\d)(?![\d%,/-]|\.\d)/,
    ([, from, to]) => (Number(from) < Number(to) ? { from: `${from}-01-01`, to: `${to}-12-31`, label: `${from}–${to}` } : undefined),
  ],
  [/(?<![\d.,$€£/-])(20[1-4]\d)(?![\d%,]|\.\d|-\d)/, ([, y]) => ({ from: `${y}-01-01`, to: `${y}-12-31`, label: y as string })],
]

/** The first period that a heading names, with where it stands; FY means the company's year, all else the calendar's. */
export function periodIn(text: string, fiscalYearEnd: string): { period: NamedPeriod; from: number; to: number } | undefined {
  const head = inOurDigits(text.slice(0, 300))
  // each form has a figure
  if (!/\d/.test(head)) return undefined
  const meant = /\(([^()]{5,40})\)/.exec(head)
  // `Q2 FY27 (Jul–Sep 2026)`: the months say which quarter is meant
  if (meant?.[1] && meant.index > 0 && spelled.test(meant[1])) {
    const quarter = periodIn(head.slice(0, meant.index), fiscalYearEnd)
    const found = spelled.exec(meant[1])
    const period = quarter && found && months(found[1], found[2], found[3])
    if (quarter && period) return { ...quarter, period: { ...period, label: quarter.period.label } }
  }
  // `Q3 2026 (Aug 1 - Oct 31)`: the days are what is meant
  const days = meant?.[1] && meant.index > 0 && /\d/.test(meant[1]) ? periodIn(head.slice(0, meant.index), fiscalYearEnd) : undefined
  const range = days && rangeOfDays(meant?.[1] ?? '', days.period.label)
  if (days && range) return { ...days, period: range }
  // `Cycle 3 (May 4 – Aug 28, 2026)`
  const own = rangeOfDays(meant?.[1] ?? '', '') ?? rangeOfDays(head, '')
  const at = own ? head.indexOf(own.label) : -1
  if (own && at >= 0) return { period: own, from: at, to: at + own.label.length }
  const iso = isoPeriodIn(head)
  if (iso) return iso
  for (const [pattern, meaning] of forms) {
    const found = pattern.exec(head)
    const period = found && meaning([...found], fiscalYearEnd)
    if (found && period) return { period, from: found.index, to: found.index + found[0].length }
  }
  return undefined
}

/** Says the text a period and nothing else: `2026 Q3`, `Q3 FY27 (July – September)`? */
export function isBarePeriod(text: string): boolean {
  const bare = text.replace(/\([^()]*\)/g, ' ').trim()
  if (/^(?:from\s+)?\d[\d./-]{5,9}\s*(?:to|until|-|–|—)\s*\d[\d./-]{5,9}$/i.test(bare)) return true
  if (/^(?:Q[1-4]|H[12])$/i.test(bare)) return true
  const found = periodIn(bare, '12-31')
  if (!found) return false
  const rest = (bare.slice(0, found.from) + bare.slice(found.to)).replace(
    /\b(okrs?|objectives?|goals?|and|for|our|the|of|draft|final|proposed|current|key results?|fy|cy|quarter|year|period)\b/gi,
    '',
  )
  return !/[\p{L}\p{N}]/u.test(rest)
}

function part(
  rank: number,
  parts: 2 | 4,
  kind: string | undefined,
  written: string | undefined,
  fiscalYearEnd: string,
): NamedPeriod | undefined {
  const n = Number(written)
  if (!rank || (written?.length === 4 && (n < 1990 || n > 2099))) return undefined
  if (/^FY$/i.test(kind ?? '')) {
    if (parts === 4) return fiscalQuarter(rank, n, fiscalYearEnd)
    const [from, to] = [fiscalQuarter(rank * 2 - 1, n, fiscalYearEnd), fiscalQuarter(rank * 2, n, fiscalYearEnd)]
    return { from: from.from, to: to.to, label: `H${rank} ${fiscalYear(n, fiscalYearEnd).label}` }
  }
  const whole = n < 100 ? 2000 + n : n
  const size = 12 / parts
  const last = rank * size
  return { from: day(whole, last - size + 1), to: lastOf(whole, last), label: `${parts === 4 ? 'Q' : 'H'}${rank} ${whole}` }
}

/** From the first day of one to the last day of the other; two that stand the wrong way round are none. */
function span(first: NamedPeriod | undefined, last: NamedPeriod | undefined): NamedPeriod | undefined {
  if (!first || !last || first.from > last.from) return undefined
  return { from: first.from, to: last.to, label: `${/^[QH]\d/.exec(first.label)?.[0]}–${last.label}` }
}

function months(from: string | undefined, to: string | undefined, written: string | undefined): NamedPeriod | undefined {
  const [first, last, n] = [monthOf(from ?? ''), monthOf(to ?? ''), Number(written)]
  if (!first || !last || first > last) return undefined
  const label = first === last ? `${from} ${n}` : `${from}–${to} ${n}`
  return { from: day(n, first), to: lastOf(n, last), label }
}

/** A quarter in figures of China or Rome */
function inHan(figure: string | undefined): number {
  const word = (figure ?? '').toUpperCase()
  return Math.max('一二三四'.indexOf(word), ['I', 'II', 'III', 'IV'].indexOf(word)) + 1 || Number(word)
}

function rankOf(word: string | undefined): number {
  const low = (word ?? '').toLowerCase()
  return (['first', 'second', 'third', 'fourth'].indexOf(low) + 1 || Number(low[0])) as number
}

function day(n: number, month: number): Day {
  return `${n}-${String(month).padStart(2, '0')}-01`
}
