import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { Book } from '../../book.ts'
import { seats } from '../../book.ts'
import { inForce, seatsIn } from '../../pricing.ts'
import type { StateItem } from '../../rules/engine/shapes.ts'
import type { EntitlementReason } from '../../changes.ts'
import { noEnd, segmentsOf } from '../../rules/segments.ts'

/**
 * Tells everyone what a subscription now gives. One item of one contract is a subscription; its version has already been raised on the
 * contract's row. Days are half-open in the contract's zone. `items` are all rows of the fold, with every change recorded so far: `seats`
 * is what counts on `day`, `segments` what counts from the first day to the last.
 */
export async function announceEntitlement(
  ctx: Context,
  facts: {
    book: Book
    items: readonly StateItem[]
    day: string
    reason: EntitlementReason
    orderNumber: string | null
    funding: 'paid' | 'po_accepted'
  },
): Promise<void> {
  const { book } = facts
  const { contract, product } = book
  const { product_code, plan, ...options } = product.entitlements
  const now = inForce(facts.items, facts.day)
  await ctx.announce(
    'billing.entitlement.changed',
    {
      event_id: newId(),
      subscription_id: contract.id,
      subscription_number: `${contract.number}/${seats}`,
      contract_number: contract.number,
      order_number: facts.orderNumber,
      version: contract.subscription_version,
      customer_id: contract.account_id,
      end_customer_id: null,
      reseller_id: null,
      product_code: text(product_code) ?? product.code,
      plan: text(plan),
      kind: 'paid',
      seats: seatsIn(now),
      options,
      starts_on: contract.start_day,
      ends_on: contract.end_day ?? noEnd,
      zone: contract.zone,
      reason: facts.reason,
      segments: segmentsOf(facts.items),
      funding: facts.funding,
    },
    { key: contract.id },
  )
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
