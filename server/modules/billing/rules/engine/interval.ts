import { Refusal } from '../../../../kernel/refusal.ts'
import type { Interval } from './shapes.ts'

/** An interval measured: calendar months, whole days, or once. */
export type Measure = { unit: 'months' | 'days' | 'once'; n: number }

const named: Record<string, Measure> = {
  once: { unit: 'once', n: 0 },
  week: { unit: 'days', n: 7 },
  month: { unit: 'months', n: 1 },
  quarter: { unit: 'months', n: 3 },
  half_year: { unit: 'months', n: 6 },
  year: { unit: 'months', n: 12 },
}

export function measureOf(interval: Interval): Measure {
  if (typeof interval === 'string') {
    const measure = named[interval]
    if (!measure) throw new Refusal('refused', 'interval.unknown', `"${interval}" is not an interval.`)
    return measure
  }
  if ('months' in interval) return within({ unit: 'months', n: interval.months }, 60)
  return within({ unit: 'days', n: interval.days }, 366)
}

/** "year", "18months", "30days": the part of a line's key. */
export function intervalKey(interval: Interval): string {
  if (typeof interval === 'string') return interval
  return 'months' in interval ? `${interval.months}months` : `${interval.days}days`
}

/** "year", "18 months", "30 days": the part of a formula. */
export function intervalWords(interval: Interval): string {
  if (typeof interval === 'string') return interval
  return 'months' in interval ? `${interval.months} months` : `${interval.days} days`
}

/** A price per one kind of interval can only be billed in steps of the same kind: a month has no fixed number of days. */
export function requireSameUnit(per: Measure, cadence: Measure, item: string): void {
  if (per.unit !== cadence.unit)
    throw new Refusal('refused', 'price.per_mismatch', `Item ${item} mixes month and day intervals in its price and its billing.`)
}

function within(measure: Measure, limit: number): Measure {
  if (!Number.isInteger(measure.n) || measure.n < 1 || measure.n > limit)
    throw new Refusal('refused', 'interval.unknown', `An interval of ${measure.n} ${measure.unit} is not between 1 and ${limit}.`)
  return measure
}
