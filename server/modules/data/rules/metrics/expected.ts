import { addDays, type Day } from '../../../../kernel/period.ts'
import type { Metric } from './catalogue.ts'

/**
 * The days that stand for a figure "on" a day, so that it is read on that very day and never half of it: the last whole day for a stock
 * (what there is), its month so far for everything that is counted or shared out over days.
 */
export function spanOn(additivity: Metric['additivity'], day: Day): { from: Day; to: Day } {
  const last = addDays(day, -1)
  return { from: additivity === 'semi' ? last : `${last.slice(0, 7)}-01`, to: day }
}

type Figure = { value: string | null; reason?: string; incomplete: boolean; freshness: { completeThrough: string | null } }

/** Whether a figure is known up to an instant: it has a value and no doubt about it, its days are over, and its sources are in by then. */
export function isKnown<F extends Figure>(figure: F, until: Date): figure is F & { value: string } {
  const through = figure.freshness.completeThrough
  return figure.value !== null && figure.reason === undefined && !figure.incomplete && through !== null && new Date(through) >= until
}
