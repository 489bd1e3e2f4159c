import { roundedRatio, safeNumber } from '../../../../kernel/money.ts'
import { type DayNumber, dayNumber, dayText, never } from './days.ts'
import { percentOf, percentScale, priceScale, priceText, quantityScale, quantityText } from './exact.ts'
import { type Extent, termAt } from './extent.ts'
import type { Timeline } from './fold.ts'
import { measureOf } from './interval.ts'
import type { Discount, State, StateItem } from './shapes.ts'
import type { Layer, Terms } from './terms.ts'

/** The contract on one day: seats by price, and the term that holds the day. */
export function stateOn(
  day: DayNumber,
  terms: Terms,
  extent: Extent,
  timelines: readonly Timeline[],
  discounts: readonly Discount[],
): State {
  const term = termAt(extent, day)
  return {
    items: itemRows(terms, timelines, discounts).filter(
      (row) => dayNumber(row.from) <= day && (row.to === null || day < dayNumber(row.to)),
    ),
    term: { n: term.n, start: dayText(term.start), end: openEnd(term.end) },
  }
}

/** Every row of the item projection: one per item, price layer and stretch of days in which nothing changes. */
export function itemRows(terms: Terms, timelines: readonly Timeline[], discounts: readonly Discount[]): StateItem[] {
  return timelines.flatMap((timeline) => {
    const open = new Map<string, StateItem>()
    const rows: StateItem[] = []
    for (const stretch of timeline.inForce) {
      for (const layer of stretch.layers) {
        if (layer.quantity === 0n) continue
        const row = rowOf(timeline, stretch, layer, terms, discounts)
        const key = `${row.product}|${row.unit_price}|${JSON.stringify(row.per)}|${row.quantity}|${row.annual_minor}`
        const known = open.get(key)
        if (known && known.to === row.from) known.to = row.to
        else {
          open.set(key, row)
          rows.push(row)
        }
      }
    }
    return rows
  })
}

/** `R(quantity × unit_price × 12/months(per))` less lasting percent discounts; once = 0; day intervals count 365 days a year. */
function annualMinor(layer: Layer, exponent: number, percent: bigint): bigint {
  const per = measureOf(layer.per)
  if (per.unit === 'once') return 0n
  const year = per.unit === 'months' ? 12n : 365n
  const rest = percentScale - percent
  const num = layer.quantity * layer.price * 10n ** BigInt(exponent) * year * (rest < 0n ? 0n : rest)
  return roundedRatio(num, quantityScale * priceScale * BigInt(per.n) * percentScale)
}

function rowOf(
  timeline: Timeline,
  days: { from: DayNumber; to: DayNumber },
  layer: Layer,
  terms: Terms,
  discounts: readonly Discount[],
): StateItem {
  const { id } = timeline.terms.item
  const percent = discounts.reduce(
    (sum, discount) => (standsFor(discount, id, days.from) ? sum + percentOf(discount.percent ?? '0', 'discount.invalid', id) : sum),
    0n,
  )
  return {
    item: id,
    product: layer.product,
    quantity: quantityText(layer.quantity),
    unit_price: priceText(layer.price, terms.exponent),
    per: layer.per,
    from: dayText(days.from),
    to: openEnd(timeline.terms.once ? Math.min(days.to, timeline.terms.start + timeline.terms.rhythm.cadence.n) : days.to),
    annual_minor: safeNumber(annualMinor(layer, terms.exponent, percent)),
  }
}

function standsFor(discount: Discount, item: string, day: DayNumber): boolean {
  if (discount.percent === undefined || (discount.items && !discount.items.includes(item))) return false
  return (discount.from === undefined || dayNumber(discount.from) <= day) && (discount.to === undefined || day < dayNumber(discount.to))
}

function openEnd(day: DayNumber): string | null {
  return day >= never ? null : dayText(day)
}
