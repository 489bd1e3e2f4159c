import { addDays, type Day } from '../../../kernel/period.ts'
import { type MeasureStatus, noWay } from './measures.ts'

/** What a measure without a number was judged to be on a day, 0 to 5 by its rubric. */
export type Score = { day: Day; score: number }

/** Days for which a judgement stands: a quarter. After that nobody knows. */
const scoreDays = 92

/** The last judgement of a day or before it; null before the first one. */
export function scoreOn(scores: readonly Score[], day: Day): Score | null {
  return scores.reduce<Score | null>((last, one) => (one.day <= day && (last === null || one.day >= last.day) ? one : last), null)
}

/** Whether the judgement that stands on a day is too old to say anything of it. */
export function isOld({ day }: Score, on: Day): boolean {
  return addDays(day, scoreDays) < on
}

/** Green at what is promised or above, yellow one below it, else red; reached or missed only when the day is over. Never a zero for want of a judgement. */
export function assessedStatus(score: number | null, promise: { target: string; due: Day }, day: Day, fresh: boolean): MeasureStatus {
  if (score === null || !fresh) return { ...noWay, status: 'data_needed' }
  const gap = Number(promise.target) - score
  if (gap <= 0) return { ...noWay, status: day > promise.due ? 'reached' : 'green' }
  return { ...noWay, status: day > promise.due ? 'missed' : gap <= 1 ? 'yellow' : 'red' }
}
