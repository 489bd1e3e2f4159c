import { jcs } from '../../../../kernel/canonical.ts'
import type { Context } from '../../../../kernel/context.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { perOfBook } from '../../book.ts'
import { fitProfile } from '../../paper/printable.ts'
import { chargedLater, type Priced, priceChange, priceNew } from '../../pricing.ts'
import { getProduct } from '../../store/catalogue.ts'
import { takeContract } from '../../store/contracts.ts'
import { entitiesById } from '../../store/profiles.ts'
import { orderUnderWay } from '../../store/orders.ts'
import type { ContractTable, ProfileTable, QuoteTable } from '../../tables.ts'
import { bookOf, taxRowsFor } from '../../queries/contracts/books.ts'
import { renewalByOrder, requireEnd, requireOpen, seatsChange } from '../../changes.ts'
import { fitPlace } from '../../queries/selling/place.ts'
import { groupsOf } from './save-offer.ts'
import { renewalPolicy, requireRenewable } from '../../queries/contracts/renewal.ts'

/**
 * What was offered must still be what is charged: amounts and tax are worked out again for the day of acceptance (`quote.changed`). The
 * buyer too is looked at again: nothing is charged for a document that could not be printed, or for a place that was closed since.
 */
export async function requireUnchanged(ctx: Context, quote: QuoteTable, profile: ProfileTable, day: string): Promise<void> {
  const seller = (await entitiesById(ctx.tx, [quote.entity_id])).get(quote.entity_id)
  if (seller) fitPlace(ctx, seller, profile)
  fitProfile(profile)
  const priced = await pricedOn(ctx, quote, profile, day)
  const was = { totals: quote.totals, groups: quote.snapshot.tax_groups }
  const is = { totals: priced.totals, groups: groupsOf(priced) }
  if (jcs(was) === jcs(is)) return
  throw new Refusal(
    'conflict',
    'quote.changed',
    'The price has changed since this quote was made. Look at the new one and accept it again.',
    {
      facts: { was_gross_minor: quote.totals.gross_minor, is_gross_minor: priced.totals.gross_minor, currency: quote.currency },
    },
  )
}

async function pricedOn(ctx: Context, quote: QuoteTable, profile: ProfileTable, day: string): Promise<Priced> {
  const line = quote.lines[0]
  if (!line) throw new Error(`quote ${quote.number} has no line`)
  if (quote.kind === 'new') {
    const entity = (await entitiesById(ctx.tx, [quote.entity_id])).get(quote.entity_id)
    if (!entity) throw new Error('a quote without its company')
    const [rows, product] = await Promise.all([taxRowsFor(ctx, [entity.country, profile.country]), getProduct(ctx.tx, line.product)])
    return priceNew(
      {
        entity,
        buyer: profile,
        product,
        seats: line.quantity,
        unit_price: line.unit_price,
        per: line.per,
        months: quote.term_months,
        currency: quote.currency,
        start: quote.start_day ?? day,
        discounts: quote.discounts,
      },
      rows,
    )
  }
  const contract = await takeContract(ctx.tx, quote.contract_id ?? '')
  const book = await bookOf(ctx, contract)
  const rows = await taxRowsFor(ctx, [book.entity.country, profile.country])
  if (quote.kind === 'expansion') {
    requireOpen(book, day)
    return priceChange(book, rows, [seatsChange(Number(line.quantity), day)], day, requireEnd(contract))
  }
  await requireSameTerm(ctx, quote, contract)
  const policy = await renewalPolicy(ctx, day)
  requireRenewable(contract, policy, day)
  const change = renewalByOrder(book, policy, quote.term_months, day, termsOf(quote, line))
  const priced = priceChange(book, rows, [change], day, change.end)
  return perOfBook(book) === 'year' ? priced : chargedLater(priced)
}

/** What a renewal quote says of the new term: its seats, its price where that is one of its own, and its first day as it was offered. */
export function termsOf(quote: QuoteTable, line: QuoteTable['lines'][number]): { seats: number; unit_price?: string; start: string } {
  return {
    seats: Number(line.quantity),
    start: quote.shown.start,
    ...(line.unit_price !== line.list_price && { unit_price: line.unit_price }),
  }
}

/** A term is renewed once: not beside another renewal that is under way, and not after one. */
export async function requireSameTerm(ctx: Context, quote: QuoteTable, contract: ContractTable): Promise<void> {
  if (contract.end_day !== (quote.shown.renews ?? quote.shown.start)) {
    throw new Refusal(
      'conflict',
      'quote.changed',
      `${contract.number} has been renewed since this quote was made. It now runs until ${contract.end_day}.`,
    )
  }
  const other = await orderUnderWay(ctx.tx, contract.id, 'renewal', quote.id)
  if (other) throw new Refusal('conflict', 'order.under_way', `${contract.number} is already being renewed by order ${other}.`)
}
