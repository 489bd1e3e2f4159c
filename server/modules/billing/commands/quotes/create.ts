import type { Context } from '../../../../kernel/context.ts'
import type { InputOf } from '../../../../kernel/operation.ts'
import { addMonths } from '../../../../kernel/period.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { portalQuoteCreate, quotesCreate } from '../../contract.ts'
import { priceNew } from '../../pricing.ts'
import { quoteView } from '../../queries/quotes.ts'
import { sameOpenQuote } from '../../store/quotes.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { taxRowsFor } from '../../queries/contracts/books.ts'
import { listPrice, requireForSale } from '../../queries/selling/price.ts'
import { type Company, profileFor, requireOwnCompany } from '../profiles/change.ts'
import { discountsOf, type Offer, saveOffer } from './save-offer.ts'

type Deal = {
  account_id: string
  product: string
  seats: number
  per: 'month' | 'year'
  months: number
  start: string | null
  discount: string
  company: Company | undefined
  poNumber: string | null
  message: string | null
  channel: Offer['channel']
  askForHelp: boolean
  custom: boolean
}

/** A customer prices a purchase; the same basket again within the day is the same quote, so that two tabs cannot buy twice. */
export async function quoteForCustomer(ctx: Context, input: InputOf<typeof portalQuoteCreate>) {
  if (input.company) await requireOwnCompany(ctx, accountOfActor(ctx), input.company.legal_name)
  const quote = await quoteNew(ctx, {
    account_id: accountOfActor(ctx),
    product: input.product,
    seats: input.seats,
    per: input.per,
    months: 12,
    start: null,
    discount: '0',
    company: input.company,
    poNumber: input.po_number ?? null,
    message: input.message ?? null,
    channel: 'self_service',
    askForHelp: input.ask_for_help,
    custom: false,
  })
  return quoteView(ctx, quote)
}

/** A colleague prices an offer; it is a draft until it is offered. */
export async function quoteByStaff(ctx: Context, input: InputOf<typeof quotesCreate>) {
  const quote = await quoteNew(ctx, {
    account_id: input.account_id,
    product: input.product,
    seats: input.seats,
    per: input.per,
    months: input.term_months,
    start: input.start ?? null,
    discount: input.discount_percent,
    company: input.company,
    poNumber: input.po_number ?? null,
    message: null,
    channel: 'rep',
    askForHelp: false,
    custom: input.terms === 'custom',
  })
  return quoteView(ctx, quote)
}

async function quoteNew(ctx: Context, deal: Deal) {
  const { profile, entity } = await profileFor(ctx, deal.account_id, deal.company)
  const price = await listPrice(ctx, { entity, product: deal.product, per: deal.per, seats: deal.seats, currency: profile.currency })
  requireAhead(deal.start, price.day)
  requireNear(deal.start, price.day)
  if (deal.channel === 'self_service') requireForSale(price.product, deal.seats)
  const alone = deal.channel === 'self_service' && !deal.askForHelp
  const [known, rows] = await Promise.all([
    alone ? sameOpenQuote(ctx.tx, { ...deal, profile_id: profile.id, day: price.day }) : undefined,
    taxRowsFor(ctx, [entity.country, profile.country]),
  ])
  if (known) return known
  const start = deal.start ?? price.day
  const priced = priceNew(
    {
      entity,
      buyer: profile,
      product: price.product,
      seats: String(deal.seats),
      unit_price: price.unit_price,
      per: deal.per,
      months: deal.months,
      currency: price.currency,
      start,
      discounts: discountsOf(deal.discount),
    },
    rows,
  )
  return saveOffer(ctx, {
    kind: 'new',
    channel: deal.channel,
    profile,
    entity,
    contract: null,
    currency: price.currency,
    start: deal.start,
    day: price.day,
    from: start,
    to: addMonths(start, deal.months),
    months: deal.months,
    line: {
      product: price.product.code,
      quantity: String(deal.seats),
      unit_price: price.unit_price,
      list_price: price.unit_price,
      per: deal.per,
      months: deal.months,
    },
    discount: deal.discount,
    priced,
    poNumber: deal.poNumber,
    message: deal.message,
    askForHelp: deal.askForHelp,
    custom: deal.custom,
  })
}

/**
 * So many months ahead an offer may begin: prices, tax and terms of a later day are not known today, and a year that is mistyped would bind
 * both sides for decades.
 */
const mostMonthsAhead = 24

function requireNear(start: string | null, today: string): void {
  const last = addMonths(today, mostMonthsAhead)
  if (start === null || start <= last) return
  const text = `An offer starts at most ${mostMonthsAhead} months ahead: ${last} or sooner.`
  throw new Refusal('invalid', 'quote.start_too_far', text, { unmet: [{ code: 'quote.start_too_far', path: 'start', text }] })
}

/** An offer begins on acceptance or later: nobody sells days that are over. */
function requireAhead(start: string | null, today: string): void {
  if (start === null || start >= today) return
  const text = `An offer cannot start on ${start}: that day is over. Leave it empty to start on acceptance.`
  throw new Refusal('invalid', 'quote.start_in_the_past', text, { unmet: [{ code: 'quote.start_in_the_past', path: 'start', text }] })
}
