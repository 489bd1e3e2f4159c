import { roundedRatio } from '../../../../kernel/money.ts'
import { clampedDay, civil, type DayNumber, dayNumber, dayText, monthIndex, never } from './days.ts'
import type { Books } from './books.ts'
import { priceKey } from './books.ts'
import { chargeFormula } from './charge.ts'
import type { Draft } from './draft.ts'
import { priceOf, priceScale, quantityScale } from './exact.ts'
import type { Extent, Term } from './extent.ts'
import { foldItems, type Timeline } from './fold.ts'
import { measureOf } from './interval.ts'
import { seatsIn } from './layers.ts'
import type { SeatReport } from './shapes.ts'
import type { DatedChange, ItemTerms, Terms } from './terms.ts'

/** An annual true-up that is owed for one term, known from `due` on. */
type AnnualTrueUp = { draft: Draft; due: DayNumber }

/** Seats in force on a day: what is paid for, or will be. */
function seatsOn(timeline: Timeline, day: DayNumber): bigint {
  const stretch = timeline.inForce.find((candidate) => candidate.from <= day && day < candidate.to)
  return stretch ? seatsIn(stretch.layers) : 0n
}

/**
 * Quarterly true-ups as seats changes. Quarters are 3-month steps from the term's start; `overage = max(0, highest report − seats on the
 * quarter's last day)`, charged for the remaining full quarters (or from the report's own with `from_report_quarter`) and known
 * `notice_days` (7: silence confirms) after the quarter. The last quarter is never charged by default.
 */
export function quarterlyTrueUps(
  terms: Terms,
  extent: Extent,
  visible: readonly DatedChange[],
  reports: readonly SeatReport[],
): DatedChange[] {
  const added: DatedChange[] = []
  for (const item of terms.items) {
    const own = reports.filter((report) => report.item === item.item.id)
    if (item.item.true_up?.policy !== 'quarterly' || own.length === 0) continue
    for (const term of extent.terms) {
      for (const quarter of quartersOf(term)) {
        const highest = highestIn(own, quarter.from, quarter.to)
        if (highest === undefined) continue
        const known = [...visible, ...added].sort((a, b) => a.effective - b.effective)
        const effective = item.item.true_up.from_report_quarter ? quarter.from : quarter.to
        if (effective >= term.end || known.some((dated) => isConfirmed(dated, item, effective) && !added.includes(dated))) continue
        const timeline = foldItems(terms, extent, known)[item.index] as Timeline
        const overage = highest - seatsOn(timeline, quarter.to - 1)
        if (overage > 0n) added.push(seatsChange(item, overage, effective, quarter.to))
      }
    }
  }
  return added
}

/** Annual true-ups: `(highest of the term − seats in force) × full annual price`, once, at the term's end and its notice. */
export function annualTrueUps(
  terms: Terms,
  extent: Extent,
  timelines: readonly Timeline[],
  reports: readonly SeatReport[],
  books: Books,
): AnnualTrueUp[] {
  const found: AnnualTrueUp[] = []
  for (const timeline of timelines) {
    const item = timeline.terms
    const own = reports.filter((report) => report.item === item.item.id)
    if (item.item.true_up?.policy !== 'annual' || own.length === 0) continue
    for (const term of extent.terms) {
      const highest = term.end === never ? undefined : highestIn(own, term.start, term.end)
      const overage = highest === undefined ? 0n : highest - seatsOn(timeline, term.end - 1)
      const billed = books.annual.has(`${item.item.id}|${dayText(term.start)}|${dayText(term.end === never ? term.start : term.end)}`)
      if (overage > 0n && !billed) found.push({ draft: annualDraft(timeline, term, overage, terms), due: term.end + noticeDays(item) })
    }
  }
  return found
}

function annualDraft(timeline: Timeline, term: Term, overage: bigint, terms: Terms): Draft {
  const { item, first, index } = timeline.terms
  const layer = timeline.inForce.findLast((stretch) => stretch.from < term.end)?.layers[0] ?? first
  const price = item.true_up?.unit_price === undefined ? layer.price : priceOf(item.true_up.unit_price, item.id)
  const per = measureOf(layer.per)
  const steps = per.unit === 'months' ? { cadence: 12, per: per.n } : { cadence: 1, per: 1 }
  const num = overage * price * 10n ** BigInt(terms.exponent) * BigInt(steps.cadence)
  const draft: Draft = {
    kind: 'true_up',
    order: index,
    item: timeline.terms,
    itemId: item.id,
    product: layer.product,
    price,
    per: layer.per,
    priceKey: priceKey(layer.product, price, layer.per, terms.exponent),
    from: term.start,
    to: term.end,
    period: { from: term.start, to: term.end },
    seats: overage,
    fraction: { num: 1, den: 1, unit: 'whole' },
    amount: roundedRatio(num, quantityScale * priceScale * BigInt(steps.per)),
    discount: 0n,
    credits: undefined,
    taxes: item.taxes ?? [],
    annual: true,
    formula: '',
  }
  draft.formula = chargeFormula(draft, terms, steps)
  return draft
}

function seatsChange(item: ItemTerms, overage: bigint, effective: DayNumber, quarterEnd: DayNumber): DatedChange {
  const price = item.item.true_up?.unit_price
  return {
    effective,
    recorded: quarterEnd + noticeDays(item),
    change: {
      kind: 'seats',
      item: item.item.id,
      add: String(overage / quantityScale),
      effective: dayText(effective),
      proration: 'months',
      cause: 'true_up',
      ...(price !== undefined && { unit_price: price }),
    },
  }
}

function isConfirmed(dated: DatedChange, item: ItemTerms, effective: DayNumber): boolean {
  return (
    dated.change.kind === 'seats' && dated.change.cause === 'true_up' && dated.change.item === item.item.id && dated.effective === effective
  )
}

function quartersOf(term: Term): { from: DayNumber; to: DayNumber }[] {
  const start = civil(term.start)
  const quarters: { from: DayNumber; to: DayNumber }[] = []
  const step = (n: number) => clampedDay(monthIndex(start) + 3 * n, start.day)
  const end = term.end === never ? step(40) : term.end
  for (let n = 0; step(n + 1) <= end; n++) quarters.push({ from: step(n), to: step(n + 1) })
  return quarters
}

/** The highest report that lies in [from, to) with at least one day, in millionths of a seat. */
function highestIn(reports: readonly SeatReport[], from: DayNumber, to: DayNumber): bigint | undefined {
  const inside = reports.filter(
    (report) => dayNumber(report.from) < to && Math.max(dayNumber(report.to), dayNumber(report.from) + 1) > from,
  )
  if (inside.length === 0) return undefined
  return inside.reduce((most, report) => (BigInt(Math.ceil(report.max)) > most ? BigInt(Math.ceil(report.max)) : most), 0n) * quantityScale
}

function noticeDays(item: ItemTerms): number {
  return item.item.true_up?.notice_days ?? 7
}
