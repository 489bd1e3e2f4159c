import { Refusal } from '../../../../kernel/refusal.ts'
import { beginRun, boundaryFrom, periodAt, type Run, runAt } from './boundaries.ts'
import { type DayNumber, civil, dayNumber, monthIndex, never } from './days.ts'
import type { Extent } from './extent.ts'
import { measureOf, requireSameUnit } from './interval.ts'
import { type Layers, renewed, swapped, withSeats } from './layers.ts'
import type { Change, EndChange, Interval, SwapChange } from './shapes.ts'
import { type DatedChange, type ItemTerms, readAnchor, rhythmOf, type Terms } from './terms.ts'

/** How the rectangle that begins on a change's day is priced, and why it exists. */
type Mark = { proration: 'days' | 'months' | 'full'; cause?: 'true_up'; lead?: number }
type Stretch = { from: DayNumber; to: DayNumber; layers: Layers }
/** One item folded over its changes: seats by day, rhythms by day. */
export type Timeline = {
  terms: ItemTerms
  /** days with seats to be billed */
  wanted: Stretch[]
  /** where billing stops; `never` for an evergreen item */
  wantedEnd: DayNumber
  /** days with seats in force; differs from `wanted` only where an end credits nothing or everything */
  inForce: Stretch[]
  runs: Run[]
  marks: Map<DayNumber, Mark>
  /** the last day on which anything changes */
  lastStep: DayNumber
}

type Pending = { dated: DatedChange; at: DayNumber; moved: boolean }
type Relayering = Extract<Change, { kind: 'seats' | 'swap' | 'renew' }>
/** A decision about seats or price, in the order in which they were taken; `waits` for a boundary until it takes effect. */
type Decision = { change: Relayering; waits: boolean }
type Folding = {
  terms: Terms
  item: ItemTerms
  steps: { day: DayNumber; layers: Layers }[]
  decisions: Decision[]
  runs: Run[]
  pauses: { from: DayNumber; to: DayNumber }[]
  marks: Map<DayNumber, Mark>
  cadence: Interval | undefined
  wantedEnd: DayNumber
  end: DayNumber
  /** the whole contract was ended early */
  ended: boolean
}

/** Folds every item over the changes that are visible; refuses a pause or resume that finds nothing to act on. */
export function foldItems(terms: Terms, extent: Extent, visible: readonly DatedChange[]): Timeline[] {
  const acted = new Set<DatedChange>()
  const timelines = terms.items.map((item) => foldItem(terms, item, extent, visible, acted))
  for (const dated of visible) {
    if ((dated.change.kind === 'pause' || dated.change.kind === 'resume') && !acted.has(dated))
      throw new Refusal(
        'refused',
        'pause.not_active',
        `Nothing is ${dated.change.kind === 'pause' ? 'active' : 'paused'} on ${dated.change.effective}.`,
      )
  }
  return timelines
}

function foldItem(terms: Terms, item: ItemTerms, extent: Extent, visible: readonly DatedChange[], acted: Set<DatedChange>): Timeline {
  const limit = item.once ? never : Math.min(item.end, extent.ended ? extent.ended.was : extent.end)
  const folding: Folding = {
    terms,
    item,
    steps: [{ day: item.start, layers: [item.first] }],
    decisions: [],
    runs: [{ from: item.start, to: never, rhythm: item.rhythm }],
    pauses: [],
    marks: new Map(),
    cadence: item.item.cadence,
    wantedEnd: limit,
    end: limit,
    ended: false,
  }
  const queue: Pending[] = []
  for (const dated of visible) if (concerns(dated, item, terms, extent)) queue.push({ dated, at: dated.effective, moved: false })
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.dated.change.proration === 'none' && !next.moved && !item.once) {
      const at = boundaryFrom((runAt(folding.runs, next.at) as Run).rhythm, next.at)
      const behind = queue.findIndex((other) => other.at > at)
      if (isRelayering(next.dated.change)) folding.decisions.push({ change: next.dated.change, waits: true })
      queue.splice(behind < 0 ? queue.length : behind, 0, { dated: next.dated, at, moved: true })
    } else apply(folding, next, acted)
  }
  const lastStep = Math.max(
    item.billableFrom,
    folding.steps.at(-1)?.day ?? 0,
    ...folding.pauses.map((pause) => (pause.to === never ? pause.from : pause.to)),
  )
  const wanted = active(folding, folding.wantedEnd)
  return {
    terms: item,
    wanted,
    wantedEnd: folding.wantedEnd,
    inForce: folding.end === folding.wantedEnd ? wanted : active(folding, folding.end),
    runs: folding.runs,
    marks: folding.marks,
    lastStep,
  }
}

function concerns(dated: DatedChange, item: ItemTerms, terms: Terms, extent: Extent): boolean {
  const { change } = dated
  if (change.kind === 'renew') return !item.once && extent.renewals.has(dated)
  if (change.item !== undefined) return change.item === item.item.id
  if (change.kind === 'end') return extent.ended?.change === change
  if (change.kind === 'seats' || change.kind === 'swap') return terms.items.length === 1
  return !item.once
}

function apply(folding: Folding, pending: Pending, acted: Set<DatedChange>): void {
  const { change } = pending.dated
  const { at } = pending
  if (at > folding.end) {
    // a scheduled change beyond an early end of the whole contract is void, as a renewal is
    if (change.item === undefined || change.kind === 'renew' || pending.moved || folding.ended) return
    throw new Refusal('refused', 'amendment.outside_term', `Item ${change.item} has ended before ${change.effective}.`)
  }
  if (change.kind === 'pause' || change.kind === 'resume') {
    if (shift(folding, change.kind, at)) acted.add(pending.dated)
    else if (change.item !== undefined) return
  } else if (change.kind === 'end') end(folding, change, at)
  else if (change.kind === 'anchor') reanchor(folding, change, at)
  else relayer(folding, change, pending)
  if (change.kind !== 'end') mark(folding, change, at, pending.moved)
}

/**
 * A change that waited for its boundary takes its place among the decisions: what was decided after it, but at once, still wins
 * (20 from 1 May decided on 11 April, 10 decided on 21 April: 10 in May).
 */
function relayer(folding: Folding, change: Relayering, { at, moved }: Pending): void {
  const { item } = folding.item
  if (change.kind === 'renew' && at >= folding.end) return
  const waited = moved ? folding.decisions.find((decision) => decision.change === change) : undefined
  if (waited) waited.waits = false
  else folding.decisions.push({ change, waits: false })
  const now = folding.steps.at(-1)?.layers ?? [folding.item.first]
  const layers = waited
    ? folding.decisions.reduce<Layers>(
        (known, decision) => (decision.waits ? known : layered(known, decision.change, item.id)),
        [folding.item.first],
      )
    : layered(now, change, item.id)
  step(folding, at, layers)
  if (change.kind === 'swap') recadence(folding, change, at)
  if (change.kind === 'renew' && change.start !== undefined) beginLate(folding, at, dayNumber(change.start))
}

/** A term that begins after a gap: nothing in the gap, and periods of the new term's own. A pause that is open covers the gap already. */
function beginLate(folding: Folding, ended: DayNumber, start: DayNumber): void {
  if (start <= ended) return
  if (folding.pauses.at(-1)?.to !== never) folding.pauses.push({ from: ended, to: start })
  reanchor(folding, { day: civil(start).day }, start)
}

function layered(layers: Layers, change: Relayering, id: string): Layers {
  if (change.kind === 'seats') return withSeats(layers, change, id)
  if (change.kind === 'swap') return swapped(layers, change, id)
  return renewed(layers, change.items?.find((entry) => entry.id === id) ?? {}, id)
}

function isRelayering(change: Change): change is Relayering {
  return change.kind === 'seats' || change.kind === 'swap' || change.kind === 'renew'
}

function step(folding: Folding, at: DayNumber, layers: Layers): void {
  const day = Math.max(at, folding.item.start)
  if (folding.steps.at(-1)?.day === day) folding.steps.pop()
  folding.steps.push({ day, layers })
}

/** Another cadence ends this run of periods and begins a new one on the day, still counted from the stored anchor. */
function recadence(folding: Folding, change: SwapChange, at: DayNumber): void {
  const per = folding.steps.at(-1)?.layers[0]?.per ?? folding.item.first.per
  folding.cadence = change.cadence ?? folding.cadence
  const cadence = measureOf(folding.cadence ?? per)
  requireSameUnit(measureOf(per), cadence, folding.item.item.id)
  const { rhythm } = runAt(folding.runs, at) as Run
  if (rhythm.cadence.unit === cadence.unit && rhythm.cadence.n === cadence.n) return
  if (cadence.unit === 'once')
    throw new Refusal('refused', 'price.per_mismatch', `Item ${folding.item.item.id} cannot become a one-time item.`)
  const stored = rhythm.cadence.unit === 'once' ? rhythmOf(cadence, folding.terms.anchor, folding.terms.start) : { ...rhythm, cadence }
  folding.runs = beginRun(folding.runs, at, cadence.unit === 'days' ? { ...stored, origin: at } : stored)
}

function reanchor(folding: Folding, change: { day: number; month?: number }, at: DayNumber): void {
  const date = civil(at)
  const anchor = readAnchor(change, date.month)
  const { rhythm } = runAt(folding.runs, at) as Run
  const month = monthIndex({ ...date, month: anchor.month })
  folding.runs = beginRun(folding.runs, at, { ...rhythm, day: anchor.day, month, origin: at })
}

function shift(folding: Folding, kind: 'pause' | 'resume', at: DayNumber): boolean {
  const last = folding.pauses.at(-1)
  const paused = last !== undefined && last.to === never
  if (kind === 'pause') {
    if (paused || at >= folding.end || at < folding.item.start) return false
    folding.pauses.push({ from: at, to: never })
    return true
  }
  if (!paused) return false
  last.to = at
  return true
}

/** `prorated` stops on the day; `none` leaves the current period paid for; `full` gives the whole current period back. */
function end(folding: Folding, change: EndChange, at: DayNumber): void {
  folding.end = at
  folding.wantedEnd = at
  folding.ended = change.item === undefined
  if (change.credit === undefined || change.credit === 'prorated') return
  const period = periodAt((runAt(folding.runs, at) as Run).rhythm, at)
  if (at <= period.from || at >= period.to) return
  if (change.credit === 'full') folding.wantedEnd = Math.max(period.from, folding.item.start)
  else if (!folding.item.arrears) folding.wantedEnd = Math.min(period.to, folding.item.end)
}

function mark(folding: Folding, change: Change, at: DayNumber, moved: boolean): void {
  const proration = moved || change.proration === undefined || change.proration === 'none' ? 'days' : change.proration
  const known = folding.marks.get(at)
  if (known && proration === 'days' && change.cause === undefined && change.kind !== 'renew') return
  const cause = change.cause ?? known?.cause
  const lead = (change.kind === 'renew' ? change.lead_days : undefined) ?? known?.lead
  folding.marks.set(at, {
    proration: proration === 'days' && known ? known.proration : proration,
    ...(cause && { cause }),
    ...(lead !== undefined && { lead }),
  })
}

/** The steps cut to the days on which the item is billable: from trial's end to the end, without pauses. */
function active(folding: Folding, until: DayNumber): Stretch[] {
  const stretches: Stretch[] = []
  folding.steps.forEach(({ day, layers }, at) => {
    let from = Math.max(day, folding.item.billableFrom)
    const to = Math.min(folding.steps[at + 1]?.day ?? never, until)
    for (const pause of folding.pauses) {
      if (pause.to <= from || pause.from >= to) continue
      if (pause.from > from) stretches.push({ from, to: pause.from, layers })
      from = pause.to
    }
    if (from < to) stretches.push({ from, to, layers })
  })
  return stretches
}
