import type { Day } from '../../../kernel/period.ts'
import type { Segment } from './entitlement.ts'

/** Seats that begin on a later day; `number` is the file that says them, null while it waits for its day. */
export type Ahead = { from: Day; seats: number; number: string | null }

/**
 * What comes after the licence in force, in order: the files that are prepared, and segments of the fold whose file is signed on
 * their day. `segments` are null where billing told only one number.
 */
export function aheadOf(
  segments: readonly Segment[] | null,
  prepared: readonly { number: string; seats: number; startsOn: Day }[],
  day: Day,
): Ahead[] {
  const files = prepared.map(({ number, seats, startsOn }): Ahead => ({ from: startsOn, seats, number }))
  const said = new Set(files.map((one) => one.from))
  const waiting = (segments ?? []).filter((one) => one.from > day && !said.has(one.from))
  return [...files, ...waiting.map(({ from, seats }): Ahead => ({ from, seats, number: null }))].sort((a, b) => (a.from < b.from ? -1 : 1))
}
