import { addDays, dayIn } from '../period.ts'
import { type Calendar, neverOpen, openRuns } from './calendar.ts'

/** Seconds of open time in [from, to); 0 when reversed. */
export function openSeconds(from: Date, to: Date, calendar: Calendar): number {
  const [start, end] = [from.getTime(), to.getTime()]
  if (start >= end) return 0
  let open = 0
  const last = dayIn(calendar.zone, to)
  for (let day = dayIn(calendar.zone, from); day <= last; day = addDays(day, 1)) {
    for (const run of openRuns(day, calendar)) open += Math.max(0, Math.min(run.to, end) - Math.max(run.from, start))
  }
  return open / 1000
}

/**
 * The earliest instant at which so many seconds of open time have passed since `from`: the end of an open run, never the next opening.
 * Zero seconds have passed at once. Refuses `calendar.never_open` where the hours end before they are used up.
 */
export function whenUsedUp(from: Date, seconds: number, calendar: Calendar): Date {
  let left = seconds * 1000
  if (left <= 0) return from
  let day = dayIn(calendar.zone, from)
  for (let shut = 0; shut < 20 * 366; shut += 1, day = addDays(day, 1)) {
    for (const run of openRuns(day, calendar)) {
      const start = Math.max(run.from, from.getTime())
      const open = run.to - start
      if (open <= 0) continue
      if (open >= left) return new Date(start + left)
      left -= open
      shut = 0
    }
  }
  throw neverOpen()
}
