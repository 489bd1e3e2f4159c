import type { Context } from '../../../kernel/context.ts'
import type { Asked, Page } from '../../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { askingOf, personsOf, reachOf } from '../../people/index.ts'
import type { quotesGet, portalQuoteCreate, portalQuotes, quotesList } from '../contract.ts'
import { dealOf, type Said, seatsOf, verdictsOf } from './approved.ts'
import { lettersOf } from './documents/letters.ts'
import { buyerOnPaper, sellerOnPaper } from '../paper/party.ts'
import { productsByCode } from '../store/catalogue.ts'
import { contractNames, ordersOfQuotes } from '../store/orders.ts'
import { termsBySha } from '../store/policies.ts'
import { entitiesById, methodsOf, profilesById } from '../store/profiles.ts'
import { chargedLaterOn, paidLaterOn } from '../rules/acceptance.ts'
import { laterText } from '../rules/later.ts'
import { mayVerdict, missingRoles, type Seats, seatFor } from '../rules/approval.ts'
import { seatPrice } from '../rules/seat-price.ts'
import { type QuoteState, quoteState } from '../rules/quote-state.ts'
import { listQuotes } from '../store/quote-list.ts'
import { findQuote } from '../store/quotes.ts'
import type { QuoteTable } from '../tables.ts'
import { acceptanceWords } from '../words.ts'
import { laneForBuyer, laneView, lineView } from './lines.ts'
import { todayOf } from '../today.ts'

type QuoteView = OutputOf<typeof portalQuoteCreate>

export async function quoteView(ctx: Context, quote: QuoteTable): Promise<QuoteView> {
  const [view] = await quoteViews(ctx, [quote])
  if (!view) throw new Error('a quote without a view')
  return view
}

export async function quoteViews(ctx: Context, quotes: QuoteTable[]): Promise<QuoteView[]> {
  const { tx } = ctx
  const ids = quotes.map((quote) => quote.id)
  const profileIds = quotes.map((quote) => quote.profile_id)
  const [profiles, entities, products, contracts, orders, approvals, methods, terms] = await Promise.all([
    profilesById(tx, profileIds),
    entitiesById(
      tx,
      quotes.map((quote) => quote.entity_id),
    ),
    productsByCode(
      tx,
      quotes.flatMap((quote) => quote.lines.map((line) => line.product)),
    ),
    contractNames(
      tx,
      quotes.flatMap((quote) => quote.contract_id ?? []),
    ),
    ordersOfQuotes(tx, ids),
    // a buyer sees nothing of them
    ctx.actor.kind === 'contact' ? new Map<string, Said[]>() : verdictsOf(ctx, quotes),
    methodsOf(tx, profileIds),
    termsBySha(
      tx,
      quotes.flatMap((quote) => quote.snapshot.terms.map((one) => one.sha)),
    ),
  ])
  const speaking = await speakingOf(ctx, [...approvals.values()].flat())
  return quotes.map((quote): QuoteView => {
    const profile = profiles.get(quote.profile_id)
    const entity = entities.get(quote.entity_id)
    const line = quote.lines[0]
    if (!profile || !entity || !line) throw new Error(`quote ${quote.number} is not whole`)
    const name = products.get(line.product)?.name ?? line.product
    const percent = quote.discounts[0]?.percent ?? '0'
    const own = approvals.get(quote.id) ?? []
    const today = todayOf(entity, ctx)
    const state = quoteState(quote, today)
    const contract = quote.contract_id ? contracts.get(quote.contract_id) : undefined
    return {
      id: quote.id,
      number: quote.number,
      version: quote.version,
      state,
      kind: quote.kind,
      channel: quote.channel,
      account_id: quote.account_id,
      account_name: profile.legal_name,
      entity: entity.code,
      seller: sellerOnPaper(entity, quote.priced_day),
      buyer: buyerOnPaper(profile),
      contract_id: quote.contract_id,
      contract_number: contract?.number ?? null,
      order_number: orders.get(quote.id) ?? null,
      currency: quote.currency,
      product: line.product,
      product_name: name,
      seats: line.quantity,
      unit_price: line.unit_price,
      list_price: line.list_price,
      discount_percent: percent,
      seat_price: seatPrice(line.unit_price, percent),
      per: line.per,
      start: quote.shown.start,
      end: quote.shown.end,
      ...dueOf(quote, today),
      term_months: quote.term_months,
      recurring_text: laterText({
        kind: quote.kind,
        per: line.per,
        months: quote.term_months,
        end: quote.shown.end,
        renews: contract?.auto_renew ?? true,
      }),
      lines: quote.shown.lines.map((one) => lineView(one, name)),
      tax_groups: quote.shown.groups,
      totals: quote.totals,
      term_net_minor: quote.lane.term_net_minor,
      order_hash: quote.order_hash,
      valid_until: quote.valid_until,
      answer_by: quote.answer_by,
      message: quote.message,
      po_number: quote.po_number,
      lane: ctx.actor.kind === 'contact' ? laneForBuyer(quote.lane, quote.currency) : laneView(quote.lane),
      approvals: own.map((one) => approvalView(one, speaking, seatIn(ctx, quote, own, { ...one, seats: speaking.seats }))),
      terms: quote.snapshot.terms.map((one) => ({
        ...one,
        title: terms.get(one.sha)?.title ?? one.code,
        effective_from: terms.get(one.sha)?.effective_from ?? quote.priced_day,
      })),
      acceptance: acceptanceWords(paidLaterOn(quote, today)),
      methods: methods
        .filter((method) => method.profile_id === quote.profile_id)
        .map(({ id, brand, last4, is_default }) => ({ id, brand, last4, is_default })),
      created_at: quote.created_at.toISOString(),
      may: mayOf(ctx, quote, state, own, speaking.seats),
    }
  })
}

/** A start that is ahead is charged when it comes; the order that accepts it keeps the card. */
function dueOf(quote: QuoteTable, today: string): Pick<QuoteView, 'charged_on' | 'due_now_minor'> {
  const day = chargedLaterOn(quote, today)
  return { charged_on: day, due_now_minor: day === null ? quote.totals.gross_minor : 0 }
}

/** In whose name whoever reads could speak, and the names of those in whose place something was or could be said. */
async function speakingOf(ctx: Context, approvals: readonly Said[]): Promise<{ seats: Seats; names: ReadonlyMap<string, string> }> {
  const asked = approvals.some(({ state }) => state === 'pending') && mayDo(ctx.actor, 'billing.approve') !== undefined
  const seats: Seats = asked ? await seatsOf(ctx) : new Map()
  const ids = [...[...seats.values()].flat(), ...approvals.map(({ for_id }) => for_id)].filter((id) => id !== null)
  return { seats, names: ids.length > 0 ? await personsOf(ctx, [...new Set(ids)]) : new Map() }
}

type Speaking = Awaited<ReturnType<typeof speakingOf>>

/** `seat`: in whose place whoever reads would say it. */
function approvalView(approval: Said, { names }: Speaking, seat: string | null): QuoteView['approvals'][number] {
  const { role, state, by_name, at, reason, for_id } = approval
  const place = state === 'pending' ? seat : for_id
  const in_place_of = place === null ? null : (names.get(place) ?? 'Somebody who left')
  return { role, state, by: by_name, in_place_of, at: at?.toISOString() ?? null, reason }
}

function mayOf(ctx: Context, quote: QuoteTable, state: QuoteState, approvals: Said[], seats: Seats): string[] {
  if (ctx.actor.kind === 'contact') {
    if (state !== 'offered' || !mayDo(ctx.actor, 'portal.buy')) return []
    return quote.lane.sign === 'click' ? ['accept', 'decline'] : ['decline']
  }
  const may: string[] = []
  const sells = mayDo(ctx.actor, 'billing.sell') !== undefined
  const open = state === 'draft' || state === 'requested'
  if (sells && open && missingRoles(dealOf(quote), approvals).length === 0) may.push('offer')
  if (sells && (open || state === 'offered')) may.push('withdraw')
  if (sells && state === 'offered') may.push('sign')
  if ((open || state === 'offered') && mayDo(ctx.actor, 'billing.approve')) may.push(...mayAs(ctx, quote, approvals, seats))
  return may
}

function seatIn(ctx: Context, quote: QuoteTable, approvals: Said[], { role, seats }: { role: string; seats: Seats }): string | null {
  return seatFor(dealOf(quote), approvals, { person: ctx.actor.kind === 'person' ? ctx.actor.id : undefined, seats, role }) ?? null
}

/** The roles in whose name the actor could decide now: the same rule that the command asks. */
function mayAs(ctx: Context, quote: QuoteTable, approvals: Said[], seats: Seats): string[] {
  const deal = dealOf(quote)
  const person = ctx.actor.kind === 'person' ? ctx.actor.id : undefined
  return quote.lane.approve.filter((role) => mayVerdict(deal, approvals, { person, seats, role })).map((role) => `approve:${role}`)
}

export async function getQuote(ctx: Context, input: { id: string }): Promise<OutputOf<typeof quotesGet>> {
  return { ...(await quoteView(ctx, await findQuote(ctx.tx, input.id))), letters: await lettersOf(ctx, `quote:${input.id}`) }
}

export async function findQuotes(ctx: Context, input: InputOf<typeof quotesList>): Promise<OutputOf<typeof quotesList>> {
  const page = await pageOfQuotes(ctx, 'billing.read', input)
  const views = await quoteViews(ctx, page.items)
  return {
    ...page,
    items: views.map((view) => ({
      ...picked(view, ofRow),
      net_minor: view.totals.net_minor,
      gross_minor: view.totals.gross_minor,
      lane_row: view.lane.row,
    })),
  }
}

/** What a row of the list says in the words of the quote. */
const ofRow = [
  'id',
  'number',
  'state',
  'kind',
  'channel',
  'account_id',
  'account_name',
  'contract_id',
  'product_name',
  'seats',
  'currency',
  'answer_by',
  'valid_until',
  'created_at',
] as const

function picked<T, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  return Object.fromEntries(names.map((name) => [name, from[name]])) as Pick<T, K>
}

export async function pageOfQuotes(ctx: Context, right: string, asked: Asked): Promise<Page<QuoteTable>> {
  return listQuotes(ctx.tx, { reach: await reachOf(ctx, right), asking: await askingOf(ctx), now: ctx.now }, asked)
}

export async function openQuotesOf(
  ctx: Context,
  accountId: string,
  input: InputOf<typeof portalQuotes>,
): Promise<OutputOf<typeof portalQuotes>> {
  const page = await pageOfQuotes(ctx, 'portal.view', { ...input, account_id: accountId, where: ['state:is:requested|offered'] })
  return { ...page, items: await quoteViews(ctx, page.items) }
}
