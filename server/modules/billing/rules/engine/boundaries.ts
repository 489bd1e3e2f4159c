import { civil, clampedDay, type DayNumber, monthIndex, never } from './days.ts'
import type { Measure } from './interval.ts'

/** The stored intent of billing: the day of the month and the month that boundaries are counted from (months since January of year 0). */
export type Rhythm = { day: number; month: number; origin: DayNumber; cadence: Measure }
/** A stretch of days [from, to) that is billed in one rhythm. */
export type Run = { from: DayNumber; to: DayNumber; rhythm: Rhythm }
type Span = { from: DayNumber; to: DayNumber }

/** b(k) = clamp(anchor month + k·n months, anchor day), always from the stored anchor, so 31 January does not drift after February. */
export function boundary(rhythm: Rhythm, k: number): DayNumber {
  if (rhythm.cadence.unit === 'days') return rhythm.origin + k * rhythm.cadence.n
  return clampedDay(rhythm.month + k * rhythm.cadence.n, rhythm.day)
}

/** The k whose period [b(k), b(k+1)) holds the day. */
export function periodIndex(rhythm: Rhythm, day: DayNumber): number {
  if (rhythm.cadence.unit === 'days') return Math.floor((day - rhythm.origin) / rhythm.cadence.n)
  let k = Math.floor((monthIndex(civil(day)) - rhythm.month) / rhythm.cadence.n)
  while (boundary(rhythm, k) > day) k--
  while (boundary(rhythm, k + 1) <= day) k++
  return k
}

export function periodAt(rhythm: Rhythm, day: DayNumber): Span {
  if (rhythm.cadence.unit === 'once') return { from: rhythm.origin, to: rhythm.origin + rhythm.cadence.n }
  const k = periodIndex(rhythm, day)
  return { from: boundary(rhythm, k), to: boundary(rhythm, k + 1) }
}

/** The first boundary on or after the day. */
export function boundaryFrom(rhythm: Rhythm, day: DayNumber): DayNumber {
  const period = periodAt(rhythm, day)
  return period.from === day ? day : period.to
}

export function runAt(runs: readonly Run[], day: DayNumber): Run | undefined {
  for (let at = runs.length - 1; at >= 0; at--) {
    const run = runs[at]
    if (run && run.from <= day) return run
  }
  return runs[0]
}

/** Ends the last run on the day and begins another there; a day before the last run replaces it. */
export function beginRun(runs: readonly Run[], day: DayNumber, rhythm: Rhythm): Run[] {
  const kept = runs.filter((run) => run.from < day).map((run) => (run.to > day ? { ...run, to: day } : run))
  return [...kept, { from: day, to: never, rhythm }]
}
