import type { Context } from '../../../../kernel/context.ts'
import type { InputOf } from '../../../../kernel/operation.ts'
import { plainDate } from '../../../../kernel/period.ts'
import { type Book, inputOf, perOfBook } from '../../book.ts'
import type { portalRenew, portalSeatsAdd, quotesRenew } from '../../contract.ts'
import { chargedLater, priceChange } from '../../pricing.ts'
import { quoteView } from '../../queries/quotes.ts'
import { takeContract } from '../../store/contracts.ts'
import { accountOfActor } from '../../queries/portal/actor.ts'
import { bookOf, taxRowsFor } from '../../queries/contracts/books.ts'
import { renewalByOrder, requireEnd, requireOpen, seatsChange, holdingOf, termStart } from '../../changes.ts'
import { requireForSale, requireMinimum } from '../../queries/selling/price.ts'
import type { ContractTable } from '../../tables.ts'
import { type Offer, saveOffer } from './save-offer.ts'
import { renewalPolicy, requireRenewable } from '../../queries/contracts/renewal.ts'
import { todayOf } from '../../today.ts'

/** More seats that end with the contract, at the contract's price. */
export async function quoteSeats(ctx: Context, input: InputOf<typeof portalSeatsAdd>) {
  const contract = await takeContract(ctx.tx, input.id, accountOfActor(ctx))
  const book = await bookOf(ctx, contract)
  const day = todayOf(contract, ctx)
  requireOpen(book, day)
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const holding = holdingOf(inputOf(book, rows, { asOf: day }), day)
  const end = requireEnd(contract)
  const priced = priceChange(book, rows, [seatsChange(input.add, day)], day, end)
  const quote = await saveOffer(ctx, {
    ...sharedOf(book, day, input.po_number ?? null),
    kind: 'expansion',
    from: day,
    to: end,
    months: monthsBetween(day, end),
    line: lineOf(book, input.add, holding.unit_price, monthsBetween(day, end)),
    priced,
  })
  return quoteView(ctx, quote)
}

/** The next term, from the old end (or late, as the policy says) and never from the day of payment: at the contract's price, for products that one buys alone. */
export async function quoteRenewal(ctx: Context, input: InputOf<typeof portalRenew>) {
  const contract = await takeContract(ctx.tx, input.id, accountOfActor(ctx))
  return quoteNextTerm(ctx, contract, { ...input, months: 12, channel: 'self_service' })
}

/** A colleague offers the next term; a price below the contract's counts as a discount, and the lane says who approves it. */
export async function quoteRenewalByStaff(ctx: Context, input: InputOf<typeof quotesRenew>) {
  return quoteNextTerm(ctx, await takeContract(ctx.tx, input.id), { ...input, channel: 'rep' })
}

type NextTerm = {
  months: number
  seats?: number | undefined
  unit_price?: string | undefined
  po_number?: string | undefined
  channel: Offer['channel']
}

async function quoteNextTerm(ctx: Context, contract: ContractTable, input: NextTerm) {
  const book = await bookOf(ctx, contract)
  const day = todayOf(contract, ctx)
  const end = requireEnd(contract)
  const policy = await renewalPolicy(ctx, day)
  requireRenewable(contract, policy, day)
  const rows = await taxRowsFor(ctx, [book.entity.country, book.profile.country])
  const holding = holdingOf(inputOf(book, rows, { asOf: day }), end)
  const seats = input.seats ?? holding.seats
  const { months } = input
  if (input.channel === 'self_service') requireForSale(book.product, seats)
  else requireMinimum(book.product, seats)
  const unitPrice = input.unit_price ?? holding.unit_price
  const change = renewalByOrder(book, policy, months, day, { seats, unit_price: input.unit_price })
  const priced = priceChange(book, rows, [change], day, change.end)
  const quote = await saveOffer(ctx, {
    ...sharedOf(book, day, input.po_number ?? null),
    channel: input.channel,
    kind: 'renewal',
    from: termStart(change),
    // a term that does not follow the old one is part of what is agreed
    ...(change.start && { start: change.start, renews: end }),
    to: change.end,
    months,
    line: { ...lineOf(book, seats, unitPrice, months), list_price: holding.unit_price },
    priced: perOfBook(book) === 'year' ? priced : chargedLater(priced),
  })
  return quoteView(ctx, quote)
}

/** Months begun in [from, to): a stub of a month counts as one. */
function monthsBetween(from: string, to: string): number {
  const { months, days } = plainDate(from).until(plainDate(to), { largestUnit: 'month' })
  return Math.max(1, months + (days > 0 ? 1 : 0))
}

function sharedOf(book: Book, day: string, poNumber: string | null) {
  return {
    channel: 'self_service' as const,
    profile: book.profile,
    entity: book.entity,
    contract: book.contract,
    currency: book.contract.currency,
    start: null,
    day,
    discount: '0',
    poNumber,
    message: null,
    askForHelp: false,
    custom: false,
  } satisfies Partial<Offer>
}

function lineOf(book: Book, seats: number, unitPrice: string, months: number): Offer['line'] {
  return { product: book.product.code, quantity: String(seats), unit_price: unitPrice, list_price: unitPrice, per: perOfBook(book), months }
}
