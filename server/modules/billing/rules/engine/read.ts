import type { DayNumber } from './days.ts'
import { type Extent, extentOf, visibleOn } from './extent.ts'
import { foldItems, type Timeline } from './fold.ts'
import type { SeatReport } from './shapes.ts'
import type { DatedChange, Terms } from './terms.ts'
import { quarterlyTrueUps } from './trueup.ts'

/** A contract folded as it is known on a day. */
export type Reading = {
  extent: Extent
  timelines: Timeline[]
  /** days after the reading on which something becomes known */
  later: { day: DayNumber; reason: 'change' | 'true_up' }[]
}

/** Folds all changes recorded up to the day, and the true-ups that the seat reports cause by then. */
export function readContract(terms: Terms, day: DayNumber, reports: readonly SeatReport[] = []): Reading {
  const visible = visibleOn(terms.changes, day)
  const extent = extentOf(terms, visible)
  const later: Reading['later'] = []
  for (const dated of terms.changes) if (dated.recorded > day) later.push({ day: dated.recorded, reason: 'change' })
  if (reports.length === 0) return { extent, timelines: foldItems(terms, extent, visible), later }
  const trueUps = quarterlyTrueUps(terms, extent, visible, reports)
  for (const dated of trueUps) if (dated.recorded > day) later.push({ day: dated.recorded, reason: 'true_up' })
  const known: DatedChange[] = [...visible, ...trueUps.filter((dated) => dated.recorded <= day)].sort((a, b) => a.effective - b.effective)
  return { extent, timelines: foldItems(terms, extent, known), later }
}
