import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { reachOf } from '../../../people/index.ts'
import { accountOfActor } from './actor.ts'
import { previewChange } from '../contracts/preview-change.ts'
import { answerDay, laneFor } from '../selling/lane.ts'
import type { portalAmendmentPreview, portalContracts, portalDocuments, portalOrders, portalQuotes } from '../../contract.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import type { CanonicalDocument } from '../../paper/canonical.ts'
import { boughtOn, paidWith } from '../../paper/said.ts'
import { openIntentsOf } from '../../store/cards.ts'
import type { DocumentWithBalance } from '../../store/document-list.ts'
import { getContract } from '../../store/contracts.ts'
import { getOrder } from '../../store/orders.ts'
import { getProfile } from '../../store/profiles.ts'
import { findQuote } from '../../store/quotes.ts'
import { todayOf } from '../../today.ts'
import { pageOfContracts, portalContractViews } from '../contracts/contracts.ts'
import { documentLineView, pageOfDocuments, pdfOfDocument, settledOf } from '../documents/documents.ts'
import { laneForBuyer } from '../lines.ts'
import { orderViews, pageOfOrders } from '../orders.ts'
import { openQuotesOf, quoteView } from '../quotes.ts'

/** What a contact sees: the own account and nothing else. Every query here is cut to `ctx.actor.accountId`. */
export async function ownQuote(ctx: Context, input: { id: string }) {
  return quoteView(ctx, await findQuote(ctx.tx, input.id, accountOfActor(ctx)))
}

export async function ownQuotes(ctx: Context, input: InputOf<typeof portalQuotes>) {
  return openQuotesOf(ctx, accountOfActor(ctx), input)
}

export async function ownOrder(ctx: Context, input: { number: string }) {
  const [view] = await orderViews(ctx, [await getOrder(ctx.tx, { number: input.number }, accountOfActor(ctx))])
  if (!view) throw new Error('an order without a view')
  return view
}

export async function ownOrders(ctx: Context, input: InputOf<typeof portalOrders>): Promise<OutputOf<typeof portalOrders>> {
  const page = await pageOfOrders(ctx, 'portal.view', { ...input, account_id: accountOfActor(ctx) })
  return { ...page, items: await orderViews(ctx, page.items) }
}

export async function ownContracts(ctx: Context, input: InputOf<typeof portalContracts>): Promise<OutputOf<typeof portalContracts>> {
  const page = await pageOfContracts(ctx, 'portal.view', { ...input, account_id: accountOfActor(ctx) })
  return { items: await portalContractViews(ctx, page.items), next: page.next }
}

export async function ownContract(ctx: Context, input: { id: string }) {
  const [view] = await portalContractViews(ctx, [await getContract(ctx.tx, input.id, accountOfActor(ctx))])
  if (!view) throw new Error('a contract without a view')
  return view
}

export async function ownDocuments(ctx: Context, input: InputOf<typeof portalDocuments>): Promise<OutputOf<typeof portalDocuments>> {
  const among = { reach: await reachOf(ctx, 'portal.view'), contract_id: input.contract_id }
  const page = await pageOfDocuments(ctx, among, { account_id: accountOfActor(ctx), cursor: input.cursor, limit: input.limit })
  return { items: await ownLines(ctx, page.items), next: page.next }
}

export async function ownDocument(ctx: Context, input: { id: string }): Promise<OutputOf<typeof portalDocuments>['items'][number]> {
  const among = { reach: await reachOf(ctx, 'portal.view'), id: input.id }
  const page = await pageOfDocuments(ctx, among, { account_id: accountOfActor(ctx), limit: 1 })
  const [view] = await ownLines(ctx, page.items)
  if (!view) throw new Error('a document without a view')
  return view
}

/** What each document is for, by what it was paid, how far the card has come with it, and what the contact may do about it. */
async function ownLines(ctx: Context, rows: readonly DocumentWithBalance[]): Promise<OutputOf<typeof portalDocuments>['items']> {
  const ids = rows.map((row) => row.id)
  const [intents, settled] = await Promise.all([openIntentsOf(ctx.tx, ids), settledOf(ctx, ids)])
  const states = new Map(
    intents.map((intent) => [intent.document_id, intent.state === 'processing' ? ('processing' as const) : ('declined' as const)]),
  )
  return rows.map((row) => {
    const line = documentLineView(row)
    const paper = row.canonical as unknown as CanonicalDocument
    const open = line.kind === 'invoice' && line.open_minor > 0
    const charge = open ? (states.get(line.id) ?? null) : null
    const may = open && charge !== 'processing' && mayDo(ctx.actor, 'portal.pay') ? ['pay'] : []
    return { ...line, charge, ...boughtOn(paper), ...paidWith(paper, settled.get(row.id)?.parts ?? []), may }
  })
}

export async function ownPdf(ctx: Context, input: { id: string }) {
  return pdfOfDocument(ctx, input, accountOfActor(ctx))
}

/** What more seats or a renewal would cost, and whether the customer may do it alone. */
export async function previewOwnChange(
  ctx: Context,
  input: InputOf<typeof portalAmendmentPreview>,
): Promise<OutputOf<typeof portalAmendmentPreview>> {
  const account = accountOfActor(ctx)
  const change =
    input.kind === 'seats' ? { kind: 'seats' as const, add: input.add ?? 1 } : { kind: 'renew' as const, months: 12, seats: input.seats }
  const preview = await previewChange(ctx, { id: input.id, change }, account)
  const contract = await getContract(ctx.tx, input.id, account)
  const today = todayOf(contract, ctx)
  const lane = await laneFor(ctx, {
    kind: input.kind === 'seats' ? 'expansion' : 'renewal',
    channel: 'self_service',
    profile: await getProfile(ctx.tx, contract.profile_id),
    currency: contract.currency,
    months: 12,
    day: today,
    discount: '0',
    custom: false,
    contract,
    priced: { termNet: preview.term_net_minor },
  })
  return { ...preview, lane: laneForBuyer(lane, contract.currency), answer_by: lane.self_service ? null : answerDay(today) }
}
