import { Refusal } from '../../../../kernel/refusal.ts'
import { type DayNumber, dayNumber, dayText, never } from './days.ts'
import type { EndChange } from './shapes.ts'
import type { DatedChange, Terms } from './terms.ts'

export type Term = { n: number; start: DayNumber; end: DayNumber }
/** How far the contract reaches on a day: its terms, and the change that ended it early, if one did. */
export type Extent = {
  terms: Term[]
  end: DayNumber
  renewals: Set<DatedChange>
  ended?: { change: EndChange; day: DayNumber; was: DayNumber }
}

/**
 * Folds renewals and whole-contract ends, in (effective, order given), into the contract's terms.
 * A renewal begins exactly where the last term ended; one that lies beyond an early end is void.
 */
export function extentOf(terms: Terms, visible: readonly DatedChange[]): Extent {
  const list: Term[] = [{ n: 1, start: terms.start, end: terms.end }]
  const extent: Extent = { terms: list, end: terms.end, renewals: new Set() }
  let voidTo: DayNumber = 0
  for (const dated of visible) {
    const { change, effective } = dated
    if (change.kind === 'renew') {
      if (extent.ended && effective > extent.end) {
        voidTo = dayNumber(change.end)
        continue
      }
      if (effective !== extent.end || extent.end === never) outside(dated, `a renewal begins on the day the term ends`)
      const end = dayNumber(change.end)
      list.push({ n: list.length + 1, start: change.start === undefined ? effective : dayNumber(change.start), end })
      extent.end = end
      extent.renewals.add(dated)
      delete extent.ended
    } else if (change.kind === 'end' && change.item === undefined) {
      if (effective < terms.start || effective > extent.end) outside(dated, 'the contract ends inside its term')
      extent.ended = { change, day: effective, was: extent.end }
      extent.end = effective
      while (list.length > 1 && (list.at(-1)?.start ?? 0) >= effective) list.pop()
      const last = list.at(-1)
      if (last) last.end = effective
    }
  }
  for (const dated of visible) {
    // what was scheduled for a term that an early end made void is void with it
    const limit = Math.max(extent.ended ? extent.ended.was : extent.end, voidTo)
    if (dated.change.kind !== 'renew' && (dated.effective < terms.start || dated.effective > limit))
      outside(dated, `the contract runs from ${dayText(terms.start)} to ${dayText(limit)}`)
  }
  return extent
}

/** The term that holds the day; the last one after the end. */
export function termAt(extent: Extent, day: DayNumber): Term {
  return extent.terms.findLast((term) => term.start <= day) ?? (extent.terms[0] as Term)
}

/** Changes known on a day, in (effective, order given). */
export function visibleOn(changes: readonly DatedChange[], day: DayNumber): DatedChange[] {
  return changes.filter((dated) => dated.recorded <= day).sort((a, b) => a.effective - b.effective)
}

function outside(dated: DatedChange, why: string): never {
  throw new Refusal(
    'refused',
    'amendment.outside_term',
    `The ${dated.change.kind} change of ${dated.change.effective} is outside the term: ${why}.`,
  )
}
