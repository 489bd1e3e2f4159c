import { addDays, type Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'

/** Above so many minutes a series says why. */
const shortest = 30
/** Days before a quarter in which the reason for it is asked. */
const askDays = 14

/** Refuses `series.too_long_without_reason`. */
export function fitReason(minutes: number, reason: string | null): void {
  if (minutes <= shortest || (reason !== null && reason.trim().length >= 3)) return
  const text = `More than ${shortest} minutes need a reason. Say what cannot be done in ${shortest}, or make it shorter.`
  throw new Refusal('refused', 'series.too_long_without_reason', text, {
    unmet: [{ code: 'series.too_long_without_reason', text, path: 'reason_over_30' }],
  })
}

type Series = { minutes: number; reason_quarter: Day | null; reason_asked: Day | null }
type Quarter = { from: Day; to: Day }

/** For which quarter the reason is asked now, if for any: the running one, or from two weeks before it the next one. */
export function quarterToAsk(series: Series, today: Day, running: Quarter, next: Quarter): Day | null {
  if (series.minutes <= shortest) return null
  if (!standsFor(series, running.from)) return running.from
  return today >= addDays(next.from, -askDays) && !standsFor(series, next.from) ? next.from : null
}

/** Whether a reason stands for a quarter; what is given for a later one stands for those before. */
export function standsFor({ reason_quarter }: Series, from: Day): boolean {
  return reason_quarter !== null && reason_quarter >= from
}

/** The minutes of the next date: 30 while nobody has said for its quarter why it should be longer. */
export function minutesFor(series: Series, quarter: Day): number {
  return series.minutes > shortest && !standsFor(series, quarter) ? shortest : series.minutes
}
