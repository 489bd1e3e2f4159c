import { boundary, periodIndex } from './boundaries.ts'
import { type BilledGroup, type Books, groupKey, priceKey, uncredited } from './books.ts'
import { type Block, rectangles, summed } from './coverage.ts'
import type { DayNumber } from './days.ts'
import type { Timeline } from './fold.ts'
import type { Measure } from './interval.ts'
import type { Interval } from './shapes.ts'
import type { Terms } from './terms.ts'

/** One rectangle of seats × days that should exist and does not (seats > 0), or exists and should not (seats < 0). */
export type Difference = {
  timeline: Timeline
  period: { from: DayNumber; to: DayNumber }
  product: string
  price: bigint
  per: Interval
  priceKey: string
  cadence: Measure | undefined
  block: Block
  billed: BilledGroup | undefined
  due: DayNumber
  begins: boolean
}
type Wanted = {
  period: { from: DayNumber; to: DayNumber }
  product: string
  price: bigint
  per: Interval
  priceKey: string
  cadence: Measure
  opens: DayNumber
  blocks: Block[]
}

/**
 * Wanted − billed for one item, in periods up to the first one that is not due on the day (so that `next` is known too). Periods that
 * begin before `since` are known to need no document any more.
 */
export function differencesOf(timeline: Timeline, books: Books, terms: Terms, day: DayNumber, since: DayNumber): Difference[] {
  const wanted = wantedGroups(timeline, books, terms, day, since)
  const known = books.groups.get(timeline.terms.index) ?? new Map<string, BilledGroup>()
  const found: Difference[] = []
  for (const [key, group] of wanted) {
    const billed = known.get(key)
    compare(found, timeline, terms, { ...group, billed }, billed ? [...group.blocks, ...negated(billed)] : group.blocks)
  }
  for (const [key, billed] of known) {
    if (billed.period.from < since || wanted.has(key)) continue
    const orphan = {
      ...billed,
      billed,
      priceKey: priceKey(billed.product, billed.price, billed.per, terms.exponent),
      cadence: undefined,
      opens: billed.period.from,
    }
    compare(found, timeline, terms, orphan, negated(billed))
  }
  return found
}

type Compared = Omit<Wanted, 'cadence' | 'blocks'> & { cadence: Measure | undefined; billed: BilledGroup | undefined }

function compare(found: Difference[], timeline: Timeline, terms: Terms, group: Compared, blocks: Block[]): void {
  for (const block of rectangles(summed(blocks))) {
    const begins = block.from === group.period.from || block.from === group.opens
    found.push({
      timeline,
      period: group.period,
      product: group.product,
      price: group.price,
      per: group.per,
      priceKey: group.priceKey,
      cadence: group.cadence,
      billed: group.billed,
      block,
      begins,
      due: dueDay(timeline, terms, group.period, block, begins),
    })
  }
}

/**
 * Advance: on `from`, less the lead for lines that begin a period or a renewed term; arrears: at the period's or the item's end; credits on their `from`;
 * `with_next` lets mid-period differences wait for the boundary.
 */
function dueDay(timeline: Timeline, terms: Terms, period: Difference['period'], block: Block, begins: boolean): DayNumber {
  const { lead_days: lead, changes } = terms.conventions
  const agreed = timeline.marks.get(block.from)?.lead ?? 0
  if (timeline.terms.once) return block.from
  const close = Math.min(period.to, Math.max(timeline.wantedEnd, block.from))
  if (changes === 'with_next' && !begins) return timeline.terms.arrears ? close : close - lead
  if (block.seats < 0n) return block.from
  if (timeline.terms.arrears) return close
  return block.from - Math.max(begins ? lead : 0, agreed)
}

function wantedGroups(timeline: Timeline, books: Books, terms: Terms, day: DayNumber, since: DayNumber): Map<string, Wanted> {
  const groups = new Map<string, Wanted>()
  const { terms: item } = timeline
  const last = timeline.wanted.at(-1)
  if (!last) return groups
  const horizon = Math.max(day + terms.conventions.lead_days, timeline.lastStep, books.reach.get(item.index) ?? 0)
  for (const run of timeline.runs) {
    const opens = Math.max(run.from, item.start)
    const until = Math.min(run.to, last.to)
    if (run.rhythm.cadence.unit === 'once') {
      const from = run.rhythm.origin
      collect(groups, timeline, terms, { from, to: from + run.rhythm.cadence.n }, { from: opens, to: run.to }, run.rhythm.cadence)
      continue
    }
    const first = Math.max(opens, timeline.wanted[0]?.from ?? opens, since)
    let k = periodIndex(run.rhythm, first)
    let from = boundary(run.rhythm, k)
    while (from < until) {
      const to = boundary(run.rhythm, ++k)
      collect(groups, timeline, terms, { from, to }, { from: opens, to: run.to }, run.rhythm.cadence)
      if (from > horizon) break
      from = to
    }
  }
  return groups
}

function collect(
  groups: Map<string, Wanted>,
  timeline: Timeline,
  terms: Terms,
  period: Difference['period'],
  within: { from: DayNumber; to: DayNumber },
  cadence: Measure,
): void {
  const low = Math.max(period.from, within.from)
  const high = Math.min(period.to, within.to)
  for (const stretch of timeline.wanted) {
    const from = Math.max(stretch.from, low)
    const to = Math.min(stretch.to, high)
    if (from >= to) continue
    for (const layer of stretch.layers) {
      if (layer.quantity === 0n) continue
      const price = priceKey(layer.product, layer.price, layer.per, terms.exponent)
      const key = groupKey(period.from, period.to, price)
      const block = { from, to, seats: layer.quantity }
      const group = groups.get(key)
      if (group) group.blocks.push(block)
      else
        groups.set(key, {
          period,
          product: layer.product,
          price: layer.price,
          per: layer.per,
          priceKey: price,
          cadence,
          opens: low,
          blocks: [block],
        })
    }
  }
}

function negated(group: BilledGroup): Block[] {
  return group.lines.flatMap((line) => uncredited(line).map((block) => ({ ...block, seats: -block.seats })))
}
