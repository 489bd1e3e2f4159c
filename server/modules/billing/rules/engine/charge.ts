import { majorText, roundedRatio } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { type DayNumber, dayText, days360, wholeMonths } from './days.ts'
import type { Difference } from './differences.ts'
import type { Draft } from './draft.ts'
import { priceScale, priceText, quantityScale, quantityText } from './exact.ts'
import { intervalWords, measureOf } from './interval.ts'
import type { Conventions, Fraction } from './shapes.ts'
import type { Terms } from './terms.ts'

/** D of the method: whole days half-open, or 30/360. */
export function dayCount(convention: Conventions['day_count'], from: DayNumber, to: DayNumber): number {
  return convention === '30/360' ? days360(from, to) : to - from
}

/** `Δquantity × unit_price × months(cadence)/months(per) × D(from,to)/D(period)`: one exact ratio, one rounding. */
export function chargeOf(difference: Difference, terms: Terms): Draft {
  const { timeline, block, period, price, per } = difference
  const mark = timeline.marks.get(block.from)
  const share = shareOf(difference, terms, mark?.proration ?? 'days')
  const num = block.seats * price * 10n ** BigInt(terms.exponent) * BigInt(share.cadence) * BigInt(share.fraction.num)
  const amount = roundedRatio(num, quantityScale * priceScale * BigInt(share.per) * BigInt(share.fraction.den))
  const draft: Draft = {
    kind: mark?.cause === 'true_up' ? 'true_up' : 'charge',
    order: timeline.terms.index,
    item: timeline.terms,
    itemId: timeline.terms.item.id,
    product: difference.product,
    price,
    per,
    priceKey: difference.priceKey,
    from: block.from,
    to: block.to,
    period,
    seats: block.seats,
    fraction: share.fraction,
    amount,
    discount: 0n,
    credits: undefined,
    taxes: timeline.terms.item.taxes ?? [],
    formula: '',
  }
  draft.formula = chargeFormula(draft, terms, share)
  return draft
}

/** `{qty} × {unit_price} {cur} per {per} [× {months} of {months}] [× {num}/{den} {unit}] ({from} to {last day}) = {amount} {cur}` */
export function chargeFormula(draft: Draft, terms: Pick<Terms, 'currency' | 'exponent'>, share: Pick<Share, 'cadence' | 'per'>): string {
  const { num, den, unit } = draft.fraction
  const steps = share.cadence === share.per ? '' : ` × ${share.cadence} of ${share.per}`
  const part = num === den ? '' : ` × ${num}/${den} ${unit}`
  const head = `${quantityText(draft.seats)} × ${priceText(draft.price, terms.exponent)} ${terms.currency} per ${intervalWords(draft.per)}`
  return `${head}${steps}${part} (${daysWords(draft)}) = ${majorText(draft.amount, terms.currency)} ${terms.currency}`
}

/** "2026-07-01 to 2027-02-09": first and last day. */
export function daysWords(span: { from: DayNumber; to: DayNumber }): string {
  return `${dayText(span.from)} to ${dayText(span.to - 1)}`
}

type Share = { fraction: Fraction; cadence: number; per: number }

function shareOf(difference: Difference, terms: Terms, proration: 'days' | 'months' | 'full'): Share {
  const { block, period } = difference
  const per = measureOf(difference.per)
  if (per.unit === 'once') return { fraction: { num: 1, den: 1, unit: 'whole' }, cadence: 1, per: 1 }
  if (proration === 'months') {
    const months = per.unit === 'months' ? wholeMonths(block.from, block.to) : undefined
    if (months === undefined)
      throw new Refusal(
        'refused',
        'true_up.not_on_boundary',
        `${daysWords(block)} is not a whole number of months and cannot be priced in months.`,
      )
    return { fraction: { num: months, den: per.n, unit: 'months' }, cadence: 1, per: 1 }
  }
  const cadence = difference.cadence?.n ?? per.n
  if (proration === 'full') return { fraction: { num: 1, den: 1, unit: 'whole' }, cadence, per: per.n }
  const convention = terms.conventions.day_count
  return {
    fraction: { num: dayCount(convention, block.from, block.to), den: dayCount(convention, period.from, period.to), unit: 'days' },
    cadence,
    per: per.n,
  }
}
