import type { Day } from '../../../kernel/period.ts'
import { type MeasureShape, planGap } from '../contract.ts'

/** What a printed figure says, in the company's own locale. */
export type Words = {
  figure: (value: string | number | null, unit: string | null) => string
  day: (day: Day) => string
  shortDay: (day: Day) => string
}

export function wordsIn(locale: string): Words {
  const dayIn = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (day: Day) => format.format(new Date(`${day}T00:00:00Z`))
  }
  return {
    figure: (value, unit) => (value === null ? '–' : figureIn(locale, Number(value), unit)),
    day: dayIn({ day: 'numeric', month: 'long', year: 'numeric' }),
    shortDay: dayIn({ day: 'numeric', month: 'short' }),
  }
}

function figureIn(locale: string, value: number, unit: string | null): string {
  if (unit === 'ratio' || unit === 'share')
    return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value)
  const compact: Intl.NumberFormatOptions = { notation: 'compact', minimumSignificantDigits: 3, maximumSignificantDigits: 3 }
  if (unit && /^[A-Z]{3}$/.test(unit)) {
    const currency: Intl.NumberFormatOptions = { style: 'currency', currency: unit }
    return new Intl.NumberFormat(
      locale,
      Math.abs(value) < 1000 ? { ...currency, maximumFractionDigits: 0 } : { ...currency, ...compact },
    ).format(value)
  }
  if (Math.abs(value) >= 10_000) return new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(value)
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value)
}

/** The days that a measure's value is of. */
export function spanWords(measure: MeasureShape, start: Day | null, today: Day, words: Words): string {
  if (measure.window === 'period') return start ? `Since ${words.shortDay(start)}` : 'So far'
  const days = /^trailing:(\d+)/.exec(measure.window)?.[1]
  if (days) return `Last ${days} days`
  return measure.value_day && measure.value_day !== today ? words.shortDay(measure.value_day) : 'Today'
}

/** What was promised at first, where that has moved, and how far that way it has come. */
export function firstWords({ first, unit }: MeasureShape, words: Words): string {
  if (!first) return ''
  const by = first.due ? ` by ${words.shortDay(first.due)}` : ''
  const done = first.progress === null ? '' : `, ${Math.round(Number(first.progress) * 100)}% of that way`
  return ` · at first ${words.figure(first.target, unit)}${by}${done}`
}

/** How far from the plan: "$74K ahead", "3.7 points below". */
export function standWords(measure: MeasureShape, words: Words): string {
  if (measure.status === 'data_needed') return 'No figure yet'
  if (measure.status === 'reached') return 'Reached'
  if (measure.status === 'missed') return 'Missed'
  const exact = planGap(measure)
  if (exact === undefined) return measure.status === 'green' ? 'Within bounds' : 'Out of bounds'
  const gap = Number(exact)
  const size =
    measure.unit === 'score'
      ? `${Math.abs(gap)} of 5`
      : measure.unit === 'ratio'
        ? `${Math.abs(Math.round(gap * 1000) / 10)} points`
        : words.figure(Math.abs(gap), measure.unit)
  if (measure.direction === 'at_least' || measure.direction === 'at_most') return `${size} ${gap >= 0 ? 'above' : 'below'}`
  return `${size} ${(measure.direction === 'decrease') === gap <= 0 ? 'ahead' : 'behind'}`
}
