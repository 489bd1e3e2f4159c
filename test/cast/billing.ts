import { randomUUID } from 'node:crypto'
import type { InputOf, OutputOf } from '../../server/kernel/operation.ts'
import { saveRates } from '../../server/kernel/rates.ts'
import * as promise from '../../server/modules/billing/contract.ts'
import { setUpBilling } from '../../server/modules/billing/index.ts'
import { openAccount } from '../../server/modules/customers/index.ts'
import { type Cast, openCast, type Speaker } from './cast.ts'

export const goodCard = '4242 4242 4242 4242'
export const hardDecline = '4000 0000 0000 0002'
export const softDecline = '4000 0000 0000 9995'

type Quote = OutputOf<typeof promise.portalQuoteCreate>
type Order = OutputOf<typeof promise.portalOrder>

/** A customer with a contact who may buy. */
export type Customer = { accountId: string; name: string; buyer: Speaker }

/** The shop of billing's tests: both companies, price book, terms, rates, and customers who buy through the portal's own operations. */
export type Shop = Awaited<ReturnType<typeof openShop>>

export async function openShop(request: { now?: string; rooms?: readonly string[]; live?: boolean } = {}) {
  const cast: Cast = await openCast({
    now: new Date(request.now ?? '2026-06-15T10:00:00Z'),
    rooms: request.rooms ?? ['people', 'customers', 'billing'],
    ...(request.live ? { live: true } : {}),
  })
  const months = Array.from({ length: 36 }, (_, at) => `${2026 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`)
  await cast.open(async (ctx) => {
    await saveRates(
      ctx.tx,
      months.map((month) => ({ base: 'EUR', quote: 'USD', month, rate: '1.0850', source: 'test' })),
    )
    await setUpBilling(ctx, { from: '2026-01-01' })
  })

  async function customer(
    country = 'DE',
    taxId: string | null = country === 'DE' ? 'DE811569869' : null,
    name = `Kestrel ${randomUUID().slice(0, 8)} GmbH`,
  ): Promise<Customer> {
    const { account, contact } = await cast.open((ctx) =>
      openAccount(ctx, {
        name,
        kind: 'business',
        country,
        billing_address: { line1: 'Hafenstrasse 1', postal_code: '20457', city: 'Hamburg' },
        ...(taxId && { tax_id: taxId }),
        contact: { name: 'Robin Sample', email: `robin-${randomUUID().slice(0, 8)}@kestrel.example`, roles: ['owner', 'billing'] },
      } as Parameters<typeof openAccount>[1]),
    )
    return { accountId: account.id, name, buyer: cast.contact(account.id, 'owner', contact?.id) }
  }

  async function token(buyer: Speaker, number = goodCard): Promise<string> {
    return (await buyer.call(promise.portalCardToken, { number, exp_month: 12, exp_year: 2031, cvc: '123' })).token
  }

  function yesTo(
    quote: Quote,
    payment: InputOf<typeof promise.portalQuoteAccept>['payment'],
  ): Parameters<typeof promise.portalQuoteAccept.input.parse>[0] {
    return {
      id: quote.id,
      order_hash: quote.order_hash,
      terms: quote.terms.map(({ code, version, locale, sha }) => ({ code, version, locale, sha })),
      ticked: true,
      button: quote.acceptance.button,
      signer: { name: 'Robin Sample', title: 'Head of IT', authority: true },
      ...(payment && { payment }),
    }
  }

  async function accept(buyer: Speaker, quote: Quote, card = goodCard, key?: string): Promise<Order> {
    return buyer.call(promise.portalQuoteAccept, yesTo(quote, { token: await token(buyer, card) }), key ? { key } : {})
  }

  async function buy(who: Customer, request: { product?: string; seats?: number; per?: 'year' | 'month' } = {}): Promise<Order> {
    const quote = await who.buyer.call(promise.portalQuoteCreate, {
      product: request.product ?? 'harbor-enterprise',
      seats: request.seats ?? 25,
      per: request.per ?? 'year',
    })
    const order = await accept(who.buyer, quote)
    await cast.drain()
    return who.buyer.call(promise.portalOrder, { number: order.number })
  }

  /** A signed order form, as somebody scanned it. */
  const form = { name: 'Signed.pdf', type: 'application/pdf' as const, content: Buffer.from('%PDF-1.4 signed').toString('base64') }

  /**
   * A deal by our people that needs an approval: 60 seats with 10% off, approved, offered, signed on paper and carried out. `early` is what
   * an offer before the approval is told.
   */
  async function signedDeal({ accountId }: Customer) {
    const seller = cast.as('sales')
    const wanted = { account_id: accountId, product: 'harbor-advanced', seats: 60, discount_percent: '10' }
    const quote = await seller.call(promise.quotesCreate, wanted)
    const early = await seller.call(promise.quotesOffer, { id: quote.id }).catch((refusal: unknown) => refusal)
    const approval = { id: quote.id, role: 'sales_manager', verdict: 'approved' as const, reason: 'Within range' }
    await cast.as('sales_manager').call(promise.quotesApprove, approval)
    await seller.call(promise.quotesOffer, { id: quote.id })
    const order = await seller.call(promise.quotesSign, { id: quote.id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: form })
    await cast.drain()
    return { quote, early, order }
  }

  /** Counts rows of one of billing's tables. */
  async function count(table: string): Promise<number> {
    const { rows } = await cast.house.db.pool.query(`select count(*)::int as n from billing.${table}`)
    return rows[0].n
  }

  return {
    cast,
    form,
    customer,
    token,
    accept,
    buy,
    yesTo,
    count,
    signedDeal,
    close: () => cast.close(),
    query: (text: string, values?: unknown[]) => cast.house.db.pool.query(text, values),
  }
}
