import type { Debited } from './books.ts'
import type { DayNumber } from './days.ts'
import type { Fraction, Interval, LineKind, Tax } from './shapes.ts'
import type { ItemTerms } from './terms.ts'

/** A line in the making: amounts as bigint minor units, no key, no discount, no tax yet. */
export type Draft = {
  kind: LineKind
  /** position of the item in the contract; behind all others for an item that the contract no longer names */
  order: number
  item: ItemTerms | undefined
  itemId: string
  product: string
  price: bigint
  per: Interval
  priceKey: string
  from: DayNumber
  to: DayNumber
  period: { from: DayNumber; to: DayNumber }
  seats: bigint
  fraction: Fraction
  amount: bigint
  discount: bigint
  /** the line that is credited */
  credits: Debited | undefined
  /** an annual true-up: it covers no days and has its own key sign */
  annual?: true
  taxes: Tax[]
  formula: string
}

export function isCredit(draft: Draft): boolean {
  return draft.kind === 'credit' || draft.kind === 'goodwill'
}
