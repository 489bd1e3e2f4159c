import { record } from '../../../../kernel/audit.ts'
import type { ChargeAnswer, Provider } from '../../../../adapters/payments/provider.ts'
import { sandbox } from '../../../../adapters/payments/sandbox.ts'
import type { Context, Open } from '../../../../kernel/context.ts'
import { changeIntent, findIntent, saveAttempt, stuckIntents, takeIntent, unpaidSince } from '../../store/money.ts'
import { markOrder, takeOrder } from '../../store/orders.ts'
import { makeDefaultMethod, methodOfIntent, takeBackMethod } from '../../store/profiles.ts'
import type { IntentTable, MethodTable } from '../../tables.ts'
import { mailDecline } from '../documents/letters.ts'
import { settleDocument, settleOrder } from './settle.ts'

/** The provider of this house; the setting names another one when there is one. */
export const provider: Provider = sandbox

/**
 * Collects one intent: the intent is committed already; the provider is called outside any transaction with the key of
 * the try; the answer is applied once, under the intent's lock. Safe to call again at any moment and from any machine: the provider
 * answers the same key the same way, and a settled intent is left alone.
 */
export async function collect(open: Open, intentId: string): Promise<void> {
  const request = await open(async (ctx) => {
    const [intent, method] = await Promise.all([findIntent(ctx.tx, intentId), methodOfIntent(ctx.tx, intentId)])
    return intent?.state === 'processing' && method ? { intent, method } : undefined
  })
  if (!request) return
  const { intent, method } = request
  const key = `${intent.key}-${intent.attempt}`
  const answer = await provider.charge(open, {
    key,
    token: method.provider_ref,
    amount_minor: intent.amount_minor,
    currency: intent.currency,
  })
  await open((ctx) => applyAnswer(ctx, intent, method, answer))
}

async function applyAnswer(ctx: Context, asked: IntentTable, method: MethodTable, answer: ChargeAnswer): Promise<void> {
  const intent = await takeIntent(ctx.tx, asked.id)
  if (intent.state !== 'processing' || intent.attempt !== asked.attempt) return
  await saveAttempt(ctx.tx, {
    intent_id: intent.id,
    n: intent.attempt,
    outcome: answer.outcome,
    decline_code: answer.outcome === 'declined' ? answer.code : null,
    hard: answer.outcome === 'declined' ? answer.hard : null,
    provider_ref: answer.ref,
    brand: answer.brand,
    last4: answer.last4,
    at: ctx.now,
  })
  if (answer.outcome === 'declined') return declined(ctx, intent, method, answer)
  await changeIntent(ctx.tx, intent.id, { state: 'succeeded' })
  await makeDefaultMethod(ctx.tx, method.profile_id, method.id)
  if (intent.order_id) await settleOrder(ctx, intent, method, answer.ref)
  else await settleDocument(ctx, intent, method, answer.ref)
}

type Decline = Extract<ChargeAnswer, { outcome: 'declined' }>

/** An order waits on its own page for another card; of an invoice the customer is told by letter. Either way nothing that was sold is taken back. */
async function declined(ctx: Context, intent: IntentTable, method: MethodTable, answer: Decline): Promise<void> {
  await changeIntent(ctx.tx, intent.id, { state: 'needs_method' })
  await takeBackMethod(ctx.tx, method.id)
  if (intent.order_id) {
    const order = await takeOrder(ctx.tx, { id: intent.order_id })
    await markOrder(ctx.tx, order.id, {}, [{ step: 'declined', at: ctx.now.toISOString(), note: answer.code }])
  } else {
    await mailDecline(ctx, intent, method, answer.hard)
    await record(ctx, {
      action: 'billing.document.card_declined',
      subject: { kind: 'document', id: intent.document_id ?? '' },
      after: { code: answer.code, hard: answer.hard, amount_minor: Number(intent.amount_minor) },
    })
  }
  await ctx.announce(
    'billing.payment.failed',
    {
      intent_id: intent.id,
      account_id: intent.account_id,
      order_id: intent.order_id,
      document_id: intent.document_id,
      amount_minor: Number(intent.amount_minor),
      currency: intent.currency,
      code: answer.code,
      hard: answer.hard,
      next_try: null,
    },
    { key: intent.id },
  )
}

/** Asks again for intents whose answer never came (a cut, a crash): the same key, never a second charge. */
export async function sweepIntents(open: Open): Promise<{ asked: number; failed: number }> {
  const stuck = await open((ctx) => stuckIntents(ctx.tx, new Date(ctx.now.getTime() - 10_000), 200))
  const errors: unknown[] = []
  for (const id of stuck) await collect(open, id).catch((error: unknown) => errors.push(error))
  const failed = await open(failUnpaid)
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${stuck.length} intents could not be settled`)
  return { asked: stuck.length, failed }
}

/** No money 72 h after an order began to wait: the order fails, and what it held of the automatic lane is free again. */
async function failUnpaid(ctx: Context): Promise<number> {
  const intents = await unpaidSince(ctx.tx, new Date(ctx.now.getTime() - 72 * 3_600_000), 200)
  for (const intent of intents) {
    await changeIntent(ctx.tx, intent.id, { state: 'failed' })
    const order = await takeOrder(ctx.tx, { id: intent.order_id ?? '' })
    await markOrder(ctx.tx, order.id, { failed_at: ctx.now }, [
      { step: 'failed', at: ctx.now.toISOString(), note: 'No payment within 72 hours' },
    ])
    await record(ctx, {
      action: 'billing.order.failed',
      subject: { kind: 'order', id: order.id, label: order.number },
      reason: 'No payment within 72 hours',
    })
    await ctx.announce(
      'billing.order.failed',
      { order_id: order.id, number: order.number, account_id: order.account_id, reason: 'unpaid' },
      { key: order.id },
    )
  }
  return intents.length
}
