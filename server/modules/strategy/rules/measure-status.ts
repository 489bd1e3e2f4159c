import { addDays, addMonths, type Day, daysBetween, earlier, plainDate } from '../../../kernel/period.ts'
import { assessedStatus } from './assessed.ts'
import { doneShare, type Milestone, milestoneSteps, milestonesStatus } from './milestones.ts'
import { type Curve, type Direction, type MeasureStatus, noWay, type Pledge, statusOf } from './measures.ts'

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
  milestones: readonly Milestone[]
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
  const { kind, direction, target, due, milestones } = measure
  if (kind === 'tbd' || !direction || target === null || !due) return { ...noWay, status: 'data_needed' }
  if (kind === 'qualitative') return assessedStatus(value === null ? null : Number(value), { target, due }, day, fresh)
  // what was written of a day before somebody put a milestone right is told by its own value
  if (kind === 'milestones' && value !== null && value === doneShare(milestones, day))
    return milestonesStatus(milestones, { target, due }, day)
  const pledge: Pledge = {
    direction,
    baseline: measure.baseline,
    target,
    target_high: measure.target_high,
    tolerance: measure.tolerance,
    curve: kind === 'milestones' ? milestoneSteps(milestones) : measure.curve,
    from: periodStart && periodStart <= due ? periodStart : due,
    due,
  }
  return statusOf(pledge, value, day, fresh)
}

/**
 * The day on which a stock is counted for the week (ISO) or month that begins, or is cut to begin, on a day: its last one, or `until` where
 * it is not over by then. A point that stood on the first day would say what nobody knew before the last.
 */
export function countedOn(first: Day, grain: 'day' | 'week' | 'month', until: Day): Day {
  if (grain === 'day') return first
  const last = grain === 'week' ? addDays(first, 7 - plainDate(first).dayOfWeek) : addDays(addMonths(`${first.slice(0, 7)}-01`, 1), -1)
  return earlier(last, until)
}

/** Points of a course each of which is a question of its own. */
const askedPoints = 16

/** Days in the past through which such a course is drawn: ends of months where the figure is one of months, else some alike apart; the newest last. */
export function courseDays(from: Day, until: Day, monthly: boolean): Day[] {
  if (from > until) return []
  if (monthly) {
    const ends: Day[] = []
    for (let first = addMonths(`${from.slice(0, 7)}-01`, 1); addDays(first, -1) <= until; first = addMonths(first, 1))
      ends.push(addDays(first, -1))
    return ends.slice(-askedPoints)
  }
  const gap = Math.max(1, Math.ceil((daysBetween(from, until) + 1) / askedPoints))
  const count = Math.floor(daysBetween(from, until) / gap) + 1
  return Array.from({ length: count }, (_, at) => addDays(until, -gap * at)).reverse()
}

/** The part of the metric that counts, as the warehouse is asked for it. */
export function filterOf({ filter }: { filter: Record<string, unknown> | null }): { filter?: Record<string, string[]> } {
  if (!filter) return {}
  const values = Object.entries(filter).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)] as const)
  return { filter: Object.fromEntries(values) }
}
