import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { paymentsRecord, portalOrderPay } from '../../contract.ts'
import { getDocumentDetail } from '../../queries/documents/documents.ts'
import { orderView } from '../../queries/orders.ts'
import { takeContract } from '../../store/contracts.ts'
import { type MatchingPolicy, matchPayment } from '../../rules/payment.ts'
import { policyOn } from '../../store/policies.ts'
import { getDocument, openOf } from '../../store/documents.ts'
import { changeIntent, intentsOfOrders, takeIntent } from '../../store/money.ts'
import { getOrder, markOrder, takeOrder } from '../../store/orders.ts'
import { entitiesById } from '../../store/profiles.ts'
import { findQuote } from '../../store/quotes.ts'
import type { ContractTable, QuoteTable } from '../../tables.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { bookOf } from '../../queries/contracts/books.ts'
import { requireOpen } from '../../changes.ts'
import { methodFor } from './methods.ts'
import { requireSameTerm } from '../quotes/reprice.ts'
import { receive } from './settle.ts'
import { writeOff } from './write-off.ts'
import { todayOf } from '../../today.ts'

/** Another card after a decline: the next try of the same intent, never a second intent. */
export async function payOrder(ctx: Context, input: InputOf<typeof portalOrderPay>): Promise<OutputOf<typeof portalOrderPay>> {
  const { id, number } = await getOrder(ctx.tx, { number: input.number }, accountOfActor(ctx))
  const [found] = await intentsOfOrders(ctx.tx, [id])
  if (!found) throw new Refusal('conflict', 'order.nothing_to_pay', `${number} has nothing to pay.`)
  // the intent before its order, as the provider's answer and the sweep take them
  const intent = await takeIntent(ctx.tx, found.id)
  const order = await takeOrder(ctx.tx, { id })
  if (intent.state === 'processing') return orderView(ctx, order.id)
  if (intent.state !== 'needs_method') {
    throw new Refusal(
      'conflict',
      'order.nothing_to_pay',
      intent.state === 'succeeded' ? `${order.number} is paid.` : `${order.number} was not paid in time. Buy again.`,
    )
  }
  const quote = await findQuote(ctx.tx, order.quote_id)
  if (quote.contract_id) await requireSameContract(ctx, quote, await takeContract(ctx.tx, quote.contract_id))
  const method = await methodFor(ctx, quote.profile_id, input.payment)
  if (!method) throw new Refusal('refused', 'payment.method_missing', 'Enter a card, or choose a stored one.')
  await changeIntent(ctx.tx, intent.id, { state: 'processing', attempt: intent.attempt + 1, method_id: method.id, asked_at: ctx.now })
  await markOrder(ctx.tx, order.id, {}, [{ step: 'paying', at: ctx.now.toISOString(), note: null }])
  await record(ctx, {
    action: 'billing.order.paid_again',
    subject: { kind: 'order', id: order.id, label: order.number },
    after: { attempt: intent.attempt + 1 },
  })
  await ctx.announce(
    'billing.payment.requested',
    { intent_id: intent.id, account_id: order.account_id, document_id: null },
    { key: intent.id },
  )
  return orderView(ctx, order.id)
}

/** The contract is still what the order was placed for: not renewed or ended since. */
async function requireSameContract(ctx: Context, quote: QuoteTable, contract: ContractTable): Promise<void> {
  if (quote.kind === 'renewal') return requireSameTerm(ctx, quote, contract)
  requireOpen(await bookOf(ctx, contract), todayOf(contract, ctx))
}

/** Money that came by bank transfer, for one open document; what is too much is the customer's balance. */
export async function recordPayment(ctx: Context, input: InputOf<typeof paymentsRecord>): Promise<OutputOf<typeof paymentsRecord>> {
  const [document, open] = await Promise.all([getDocument(ctx.tx, input.document_id), openOf(ctx.tx, input.document_id)])
  const entity = (await entitiesById(ctx.tx, [document.entity_id])).get(document.entity_id)
  const today = todayOf(entity, ctx)
  const day = input.day ?? today
  const { number, kind, issue_day: issueDay, currency } = document
  const received = { number, kind, issueDay, currency, open, amount: BigInt(input.amount_minor), day, today, writeOff: input.write_off }
  const matched = matchPayment(received, (await policyOn(ctx.tx, 'matching', day)).rows as MatchingPolicy)
  const receipt = {
    currency,
    profileId: document.profile_id,
    accountId: document.account_id,
    entityId: document.entity_id,
    reference: input.reference ?? null,
    intentId: null,
    day,
  }
  if (received.amount > 0n)
    await receive(ctx, { ...receipt, amount: received.amount, source: 'transfer', via: 'bank', documents: [{ document, open }] })
  if (matched.writtenOff > 0n) await writeOff(ctx, document, matched.writtenOff, day)
  return getDocumentDetail(ctx, { id: document.id })
}
