import { newId } from '../../../../kernel/ids.ts'
import { saveOrder } from '../../store/orders.ts'
import { markQuote, nextNumber } from '../../store/quotes.ts'
import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { OrderTable, QuoteTable } from '../../tables.ts'

type Placed = Pick<OrderTable, 'acceptance_id' | 'signature' | 'order_day' | 'funding' | 'steps'>

/** Keeps the order with which a quote is taken, clicked or signed. Nothing of it is paid or fulfilled yet. */
export async function orderOf(ctx: Context, quote: QuoteTable, placed: Placed): Promise<OrderTable> {
  const order: OrderTable = {
    id: newId(),
    number: await nextNumber(ctx.tx, 'order'),
    quote_id: quote.id,
    account_id: quote.account_id,
    contract_id: null,
    ...placed,
    licence: null,
    paid_at: null,
    fulfilled_at: null,
    failed_at: null,
    cancelled_at: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  await saveOrder(ctx.tx, order)
  await markQuote(ctx.tx, quote.id, { accepted_at: ctx.now })
  return order
}

/** Writes down and tells that a quote has become an order, by a click or by a signature. */
export async function tellPlaced(ctx: Context, order: OrderTable, quote: QuoteTable, intentId: string | null): Promise<void> {
  const { funding } = order
  await record(ctx, {
    action: 'billing.order.placed',
    subject: { kind: 'order', id: order.id, label: order.number },
    after: { quote: quote.number, gross_minor: quote.totals.gross_minor, currency: quote.currency, funding },
  })
  const accepted = { quote_id: quote.id, number: quote.number, account_id: quote.account_id, order_number: order.number }
  await ctx.announce('billing.quote.accepted', accepted, { key: quote.id })
  const { kind, channel } = quote
  const placed = { order_id: order.id, number: order.number, account_id: order.account_id, quote_id: quote.id, kind, channel }
  await ctx.announce('billing.order.placed', { ...placed, intent_id: intentId, funding }, { key: order.id })
}
