import { jcs, sha256 } from '../../../../kernel/canonical.ts'
import type { Context } from '../../../../kernel/context.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { portalQuoteAccept } from '../../contract.ts'
import { orderView } from '../../queries/orders.ts'
import { chargedLaterOn, paidLaterOn, requireAcceptable } from '../../rules/acceptance.ts'
import { buyerWords } from '../../rules/lane.ts'
import { saveIntents } from '../../store/money.ts'
import { findOrderOfQuote } from '../../store/orders.ts'
import { entitiesById, takeProfile } from '../../store/profiles.ts'
import { findAcceptance, markQuote, takeQuote } from '../../store/quotes.ts'
import type { IntentTable, MethodTable, OrderTable, ProfileTable, QuoteTable } from '../../tables.ts'
import { fitApproved } from '../../queries/approved.ts'
import { askApprovals } from '../quotes/approvals.ts'
import { activate } from '../contracts/activate.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { acceptanceWords } from '../../words.ts'
import { bindAcceptance, confirmByMail } from './evidence.ts'
import { answerDay, laneFor } from '../../queries/selling/lane.ts'
import { requireLocation } from './location.ts'
import { methodFor } from '../payments/methods.ts'
import { requireUnchanged } from '../quotes/reprice.ts'
import { provider } from '../payments/collect.ts'
import { orderOf, tellPlaced } from './placed.ts'
import { todayOf } from '../../today.ts'

type AcceptanceInput = InputOf<typeof portalQuoteAccept>

/**
 * A click that binds. One transaction stores evidence, order and payment intent; the money is asked for after it (collect.ts). The same
 * person's same acceptance again answers the same order, whatever key it comes with; anybody else's finds the quote taken (`quote.accepted`).
 */
export async function acceptQuote(ctx: Context, input: AcceptanceInput): Promise<OutputOf<typeof portalQuoteAccept>> {
  const accountId = accountOfActor(ctx)
  const quote = await takeQuote(ctx.tx, input.id, accountId)
  const signerHash = sha256(jcs({ contact: ctx.actor.id, order_hash: input.order_hash }))
  if (quote.accepted_at) return replay(ctx, quote, signerHash)
  // the profile's lock serialises the account's purchases, so that two quotes accepted at once cannot slip under the splitting guard together
  const [entities, profile] = await Promise.all([entitiesById(ctx.tx, [quote.entity_id]), takeProfile(ctx.tx, quote.profile_id)])
  const day = todayOf(entities.get(quote.entity_id), ctx)
  requireOffered(quote)
  const { button } = acceptanceWords(paidLaterOn(quote, day))
  requireAcceptable(
    { order_hash: quote.order_hash, valid_until: quote.valid_until, terms: quote.snapshot.terms, button, sign: quote.lane.sign },
    {
      order_hash: input.order_hash,
      terms: input.terms,
      ticked: input.ticked,
      button: input.button,
      email_verified: ctx.actor.kind === 'contact',
    },
    day,
  )
  if (!input.signer.authority) {
    throw new Refusal('refused', 'acceptance.no_authority', 'Confirm that you may bind the company, or ask a colleague who may.')
  }
  await requireLane(ctx, quote, profile, day)
  await requireUnchanged(ctx, quote, profile, day)
  const method = await methodFor(ctx, profile.id, input.payment)
  await requireLocation(ctx, quote, profile, method)
  const { order, intent } = await placeOrder(ctx, { quote, profile, method, day, acceptance: input, signerHash })
  if (!intent) await activate(ctx, { order, quote, methodId: method?.id ?? null, paidBy: null })
  await confirmByMail(ctx, quote, order)
  return orderView(ctx, order.id)
}

async function replay(ctx: Context, quote: QuoteTable, signerHash: string) {
  const acceptance = await findAcceptance(ctx.tx, quote.id)
  const order = await findOrderOfQuote(ctx.tx, quote.id)
  if (order && acceptance?.signer_hash === signerHash) return orderView(ctx, order.id)
  throw new Refusal(
    'conflict',
    'quote.accepted',
    `${quote.number} has been accepted already${order ? `: it is order ${order.number}` : ''}.`,
    {
      facts: { order_number: order?.number ?? null },
    },
  )
}

function requireOffered(quote: QuoteTable): void {
  if (quote.declined_at || quote.withdrawn_at) {
    throw new Refusal(
      'conflict',
      'quote.not_open',
      `${quote.number} was ${quote.declined_at ? 'declined' : 'withdrawn'}. Ask for a new one.`,
    )
  }
  if (quote.offered_at) return
  throw new Refusal(
    'refused',
    'acceptance.lane',
    `${buyerWords(quote.lane, quote.currency)} You have our quote by ${quote.answer_by ?? 'the agreed day'}.`,
    {
      facts: { state: 'requested', answer_by: quote.answer_by },
    },
  )
}

/**
 * The lane is asked again: other orders may have used it up since. Then the quote waits for us and for the approvals of its new lane,
 * and the refusal says until when.
 */
async function requireLane(ctx: Context, quote: QuoteTable, profile: ProfileTable, day: string): Promise<void> {
  if (quote.channel !== 'self_service' || quote.requested_at) {
    await fitApproved(ctx, quote)
    return
  }
  const lane = await laneFor(ctx, {
    kind: quote.kind,
    channel: quote.channel,
    profile,
    currency: quote.currency,
    months: quote.term_months,
    day,
    discount: quote.discounts[0]?.percent ?? '0',
    custom: quote.clauses.length > 0,
    contract: quote.contract_id === null ? null : { id: quote.contract_id },
    priced: { termNet: quote.lane.term_net_minor },
  })
  if (lane.self_service) return
  const answerBy = answerDay(day)
  await markQuote(ctx.tx, quote.id, {
    offered_at: null,
    requested_at: ctx.now,
    answer_by: answerBy,
    lane: { ...lane, term_net_minor: quote.lane.term_net_minor },
  })
  await askApprovals(ctx, quote, lane.approve)
  throw new Refusal('refused', 'acceptance.lane', `${buyerWords(lane, quote.currency)} You have our quote by ${answerBy}.`, {
    facts: { state: 'requested', answer_by: answerBy },
    keep: true,
  })
}

type Placing = {
  quote: QuoteTable
  profile: ProfileTable
  method: MethodTable | undefined
  day: string
  acceptance: AcceptanceInput
  signerHash: string
}

async function placeOrder(ctx: Context, placing: Placing): Promise<{ order: OrderTable; intent: IntentTable | undefined }> {
  const { quote, profile, method, day } = placing
  const onTerms = quote.totals.gross_minor > 0 && !method && profile.terms_approved
  if (quote.totals.gross_minor > 0 && !method && !onTerms) {
    throw new Refusal('refused', 'payment.method_missing', 'Enter a card, or choose a stored one, to pay for this order.')
  }
  // a start that is ahead is charged when it comes, to the card that is kept now
  const gross = chargedLaterOn(quote, day) === null ? quote.totals.gross_minor : 0
  const acceptanceId = await bindAcceptance(ctx, placing)
  const at = ctx.now.toISOString()
  const order = await orderOf(ctx, quote, {
    acceptance_id: acceptanceId,
    signature: null,
    order_day: day,
    funding: gross === 0 ? 'none' : onTerms ? 'terms' : 'card',
    steps: [{ step: 'placed', at, note: null }, ...(gross > 0 && !onTerms ? [{ step: 'paying' as const, at, note: null }] : [])],
  })
  const intent = order.funding === 'card' && method ? intentOf(ctx, order, quote, method) : undefined
  if (intent) await saveIntents(ctx.tx, [intent])
  await tellPlaced(ctx, order, quote, intent?.id ?? null)
  return { order, intent }
}

function intentOf(ctx: Context, order: OrderTable, quote: QuoteTable, method: MethodTable): IntentTable {
  const id = newId()
  return {
    id,
    purpose: 'order',
    order_id: order.id,
    document_id: null,
    account_id: order.account_id,
    currency: quote.currency,
    amount_minor: BigInt(quote.totals.gross_minor),
    provider: provider.name,
    key: id,
    state: 'processing',
    attempt: 1,
    method_id: method.id,
    asked_at: ctx.now,
    keep_card: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
}
