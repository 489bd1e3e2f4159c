import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf } from '../../../../kernel/operation.ts'
import { addDays, later } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { personBehind } from '../../../../kernel/rights.ts'
import { arrivedFile, storeFile } from '../../../../kernel/files/files.ts'
import type { portalQuoteDecline, quotesApprove, quotesOffer, quotesSign, quotesWithdraw } from '../../contract.ts'
import { dealOf, fitApproved, inPlaceOf, seatsOf, verdictsOn } from '../../queries/approved.ts'
import { orderView } from '../../queries/orders.ts'
import { quoteView } from '../../queries/quotes.ts'
import { requireVerdict } from '../../rules/approval.ts'
import { quoteState } from '../../rules/quote-state.ts'
import { requireSignature, signedBytes, signedFileTypes } from '../../rules/signature.ts'
import { entitiesById, takeProfile } from '../../store/profiles.ts'
import { findQuote, markQuote, takeQuote } from '../../store/quotes.ts'
import type { QuoteTable } from '../../tables.ts'
import { approvalGiven, signOff, tellVerdict } from './approvals.ts'
import { activate } from '../contracts/activate.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { mailOffer } from '../documents/letters.ts'
import { requireLocation } from '../orders/location.ts'
import { orderOf, tellPlaced } from '../orders/placed.ts'
import { requireUnchanged } from './reprice.ts'
import { todayOf } from '../../today.ts'

/** Sends the quote; needs every approval of its lane for exactly this hash (`quote.approvals_missing`). */
export async function offerQuote(ctx: Context, input: InputOf<typeof quotesOffer>) {
  const { quote, today } = await takeIn(ctx, input.id, ['draft', 'requested'])
  await fitApproved(ctx, quote)
  const until = later(quote.valid_until, addDays(today, 14))
  await markQuote(ctx.tx, quote.id, { offered_at: ctx.now, valid_until: until })
  const mailed = await mailOffer(ctx, quote, until)
  await record(ctx, { action: 'billing.quote.offered', subject: { kind: 'quote', id: quote.id, label: quote.number }, after: { mailed } })
  const { id, number, account_id, kind, channel, lane } = quote
  await ctx.announce('billing.quote.offered', { quote_id: id, number, account_id, kind, channel, lane: lane.row }, { key: id })
  return quoteView(ctx, await findQuote(ctx.tx, quote.id))
}

/** The verdict of one role that the person holds: a sign-off of the ledger. Never on one's own deal, never for two roles of it, and once. */
export async function approveQuote(ctx: Context, input: InputOf<typeof quotesApprove>) {
  // an approval that was taken back is asked for again, also where the deal is offered already
  const { quote } = await takeIn(ctx, input.id, ['draft', 'requested', 'offered'])
  const forPerson = requireVerdict(dealOf(quote), await verdictsOn(ctx, quote), {
    person: ctx.actor.kind === 'person' ? personBehind(ctx.actor) : undefined,
    seats: await seatsOf(ctx),
    role: input.role,
    seen: input.order_hash,
  })
  const { number: sign_off } = await signOff(ctx, quote, { ...input, for_id: forPerson })
  await approvalGiven(ctx, quote, input.role)
  await tellVerdict(ctx, quote, input.role, input.verdict)
  await record(ctx, {
    action: `billing.approval.${input.verdict}`,
    subject: { kind: 'quote', id: quote.id, label: quote.number },
    after: { role: input.role, order_hash: quote.order_hash, sign_off, ...(await inPlaceOf(ctx, forPerson)) },
    reason: input.reason,
  })
  return quoteView(ctx, await findQuote(ctx.tx, quote.id))
}

export async function withdrawQuote(ctx: Context, input: InputOf<typeof quotesWithdraw>) {
  const { quote } = await takeIn(ctx, input.id, ['draft', 'requested', 'offered'])
  await markQuote(ctx.tx, quote.id, { withdrawn_at: ctx.now, reason: input.reason })
  await approvalGiven(ctx, quote)
  await record(ctx, {
    action: 'billing.quote.withdrawn',
    subject: { kind: 'quote', id: quote.id, label: quote.number },
    reason: input.reason,
  })
  return quoteView(ctx, await findQuote(ctx.tx, quote.id))
}

export async function declineQuote(ctx: Context, input: InputOf<typeof portalQuoteDecline>) {
  const { quote } = await takeIn(ctx, input.id, ['requested', 'offered'], accountOfActor(ctx))
  const reason = input.reason ?? 'No reason given'
  await markQuote(ctx.tx, quote.id, { declined_at: ctx.now, reason })
  await record(ctx, { action: 'billing.quote.declined', subject: { kind: 'quote', id: quote.id, label: quote.number }, reason })
  return quoteView(ctx, await findQuote(ctx.tx, quote.id))
}

/** The quote under lock, in one of the states on its seller's day (`quote.accepted`, `quote.not_open`). */
async function takeIn(
  ctx: Context,
  id: string,
  allowed: string[],
  accountId?: string,
): Promise<{ quote: QuoteTable; today: string; madeOn: string }> {
  const quote = await takeQuote(ctx.tx, id, accountId)
  const seller = (await entitiesById(ctx.tx, [quote.entity_id])).get(quote.entity_id)
  const today = todayOf(seller, ctx)
  const state = quoteState(quote, today)
  if (allowed.includes(state)) return { quote, today, madeOn: todayOf(seller, { ...ctx, now: quote.created_at }) }
  if (state === 'accepted') throw new Refusal('conflict', 'quote.accepted', `${quote.number} has been accepted.`)
  throw new Refusal('conflict', 'quote.not_open', `${quote.number} is ${state}. Make a new quote.`)
}

/** The order form that the customer signed, in place of a click: the contract starts, and the invoice is open on the profile's terms. */
export async function signQuote(ctx: Context, input: InputOf<typeof quotesSign>) {
  const { quote, today: day, madeOn } = await takeIn(ctx, input.id, ['offered'])
  await fitApproved(ctx, quote)
  const profile = await takeProfile(ctx.tx, quote.profile_id)
  requireSignature({ hasFile: input.file !== undefined, signed_on: input.signed_on }, { sign: quote.lane.sign, made_on: madeOn }, day)
  await requireUnchanged(ctx, quote, profile, day)
  await requireLocation(ctx, quote, profile, undefined)
  const form = await keepForm(ctx, input)
  const order = await orderOf(ctx, quote, {
    acceptance_id: null,
    signature: {
      signer: input.signer,
      title: input.signer_title,
      signed_on: input.signed_on,
      file_id: form.id,
      file_sha256: form.sha256,
      order_hash: quote.order_hash,
    },
    order_day: day,
    funding: 'terms',
    steps: [{ step: 'placed', at: ctx.now.toISOString(), note: `Signed by ${input.signer}` }],
  })
  await record(ctx, {
    action: 'billing.quote.signed',
    subject: { kind: 'quote', id: quote.id, label: quote.number },
    after: { signer: input.signer, signed_on: input.signed_on, file_sha256: form.sha256, order_hash: quote.order_hash },
  })
  await tellPlaced(ctx, order, quote, null)
  await activate(ctx, { order, quote, methodId: null, paidBy: null })
  return orderView(ctx, order.id)
}

async function keepForm(ctx: Context, { id: quoteId, file }: InputOf<typeof quotesSign>): Promise<{ id: string; sha256: string }> {
  if (!file) throw new Error('a signature without its form')
  const of = { room: 'billing', kind: 'quote', id: quoteId, audience: 'internal' as const }
  const { content, sha256 } = file
  const bytes = content === undefined ? arrivedFile(ctx, sha256) : signedBytes({ ...file, content })
  return storeFile(ctx, { name: file.name, bytes, accepts: signedFileTypes, of })
}
