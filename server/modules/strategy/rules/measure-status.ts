import { addDays, type Day, earlier } from '../../../kernel/period.ts'
import { type Curve, type Direction, type Pledge, type MeasureStatus, statusOf } from './measures.ts'

/** What of a bound measure decides its colour. */
type BoundMeasure = {
  kind: string
  direction: Direction | null
  baseline: string | null
  target: string | null
  target_high: string | null
  tolerance: string | null
  curve: Curve
  due: Day | null
}

/** Points that a sparkline shows. */
export const sparkPoints = 60

/** `at`, `period` and `trailing:n` of the measure as the window of a day. A flow runs from the period's first day through the day itself. */
export function windowOn(measure: { window: string; period_start: Day | null; due: Day | null }, day: Day): string {
  const last = measure.due ? earlier(day, measure.due) : day
  if (measure.window === 'period') return `period:${earlier(measure.period_start ?? last, last)}..${addDays(last, 1)}`
  return measure.window.startsWith('trailing:') ? `${measure.window}:${last}` : `at:${last}`
}

/** Progress, pace and colour of a bound measure on a day. */
export function measureStatus(
  measure: BoundMeasure,
  periodStart: Day | null,
  value: string | null,
  day: Day,
  fresh: boolean,
): MeasureStatus {
  if (measure.kind !== 'metric' || !measure.direction || measure.target === null || !measure.due) {
    return { progress: null, expected: null, pace: null, status: 'data_needed' }
  }
  const pledge: Pledge = {
    direction: measure.direction,
    baseline: measure.baseline,
    target: measure.target,
    target_high: measure.target_high,
    tolerance: measure.tolerance,
    curve: measure.curve,
    from: periodStart && periodStart <= measure.due ? periodStart : measure.due,
    due: measure.due,
  }
  return statusOf(pledge, value, day, fresh)
}
