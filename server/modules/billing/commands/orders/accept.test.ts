import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hardDecline, openShop, type Shop, softDecline } from '../../../../../test/cast/billing.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const enterprise = { product: 'harbor-enterprise', seats: 25, per: 'year' as const }

describe('a customer buys alone', () => {
  test('25 seats of the middle edition for a German company: price, tax, contract, paid invoice, balanced ledger', async () => {
    const preview = await shop.cast
      .visitor()
      .call(promise.portalPreview, { product: 'harbor-enterprise', seats: 25, country: 'DE', tax_id: 'DE811569869' })
    expect(preview).toMatchObject({
      currency: 'EUR',
      unit_price: '156.00',
      totals: { net_minor: 390_000, tax_minor: 74_100, gross_minor: 464_100 },
    })
    expect(preview.lines[0]?.formula).toContain('25 × 156.00 EUR per year')
    expect(preview.lane).toMatchObject({ row: '4', self_service: true })

    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, enterprise)
    expect(quote).toMatchObject({ state: 'offered', totals: { gross_minor: 464_100 }, may: ['accept', 'decline'] })
    const placed = await shop.accept(customer.buyer, quote)
    expect(placed).toMatchObject({ state: 'paying', payment: { state: 'processing', last4: '4242' } })
    await shop.cast.drain()
    const order = await customer.buyer.call(promise.portalOrder, { number: placed.number })
    expect(order).toMatchObject({ state: 'fulfilling', payment: { state: 'succeeded' } })
    expect(order.documents).toHaveLength(1)

    const finance = shop.cast.as('finance')
    const document = await finance.call(promise.documentsGet, { id: order.documents[0]?.id ?? '' })
    expect(document).toMatchObject({ state: 'paid', open_minor: 0, gross_minor: 464_100, seller: { name: 'Tidewater Systems GmbH' } })
    expect(document.tax_groups).toMatchObject([{ code: 'VAT', rate: '19', tax_minor: 74_100 }])
    expect(document.postings.reduce((sum, posting) => sum + posting.amount_minor, 0)).toBe(0)
    expect(await finance.call(promise.documentsVerify, { id: document.id })).toMatchObject({ sound: true })

    const { items } = await customer.buyer.call(promise.portalContracts, {})
    expect(items[0]).toMatchObject({
      seats: '25',
      annual_minor: 390_000,
      start: '2026-06-15',
      end: '2027-06-15',
      next_bill_day: '2027-06-15',
      state: 'active',
    })
  })

  test('the PDF is the same bytes every time', async () => {
    const customer = await shop.customer()
    const order = await shop.buy(customer, { seats: 3 })
    const id = order.documents[0]?.id ?? ''
    const first = (await customer.buyer.call(promise.portalDocumentPdf, { id })) as { bytes: Uint8Array }
    const second = (await customer.buyer.call(promise.portalDocumentPdf, { id })) as { bytes: Uint8Array }
    expect(Buffer.from(first.bytes).subarray(0, 5).toString()).toBe('%PDF-')
    expect(Buffer.compare(Buffer.from(first.bytes), Buffer.from(second.bytes))).toBe(0)
  })

  test('the same yes twice, with the same key, another key or in two tabs, makes one order, contract, invoice and payment', async () => {
    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, enterprise)
    const again = await customer.buyer.call(promise.portalQuoteCreate, enterprise)
    expect(again.id).toBe(quote.id)
    const before = await counts()
    const [one, two] = await Promise.all([
      shop.accept(customer.buyer, quote, undefined, 'k-1'),
      shop.accept(customer.buyer, quote, undefined, 'k-2'),
    ])
    expect(two.number).toBe(one.number)
    await shop.cast.drain()
    const third = await shop.accept(customer.buyer, quote)
    expect(third.number).toBe(one.number)
    await shop.cast.drain()
    const after = await counts()
    expect(after.map((count, at) => count - (before[at] ?? 0))).toEqual([1, 1, 1, 1, 1])
  })

  test('another person of the account finds the quote taken', async () => {
    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 2 })
    await shop.accept(customer.buyer, quote)
    const colleague = shop.cast.contact(customer.accountId, 'owner')
    await expect(shop.accept(colleague, quote)).rejects.toMatchObject({ status: 409, code: 'quote.accepted' })
  })

  test('a declined card leaves the order waiting; another card pays it, and one invoice exists', async () => {
    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 4 })
    const placed = await shop.accept(customer.buyer, quote, hardDecline)
    await shop.cast.drain()
    const declined = await customer.buyer.call(promise.portalOrder, { number: placed.number })
    expect(declined).toMatchObject({
      state: 'paying',
      payment: { state: 'needs_method', decline_code: 'card_declined' },
      documents: [],
      may: ['pay'],
    })
    await customer.buyer.call(promise.portalOrderPay, {
      number: placed.number,
      payment: { token: await shop.token(customer.buyer, softDecline) },
    })
    await shop.cast.drain()
    expect(await customer.buyer.call(promise.portalOrder, { number: placed.number })).toMatchObject({
      payment: { decline_code: 'insufficient_funds' },
    })
    const cards = async () => (await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 5 })).methods
    expect(await cards(), 'a card that was declined is no stored one').toEqual([])
    await customer.buyer.call(promise.portalOrderPay, { number: placed.number, payment: { token: await shop.token(customer.buyer) } })
    await shop.cast.drain()
    expect(await cards()).toMatchObject([{ last4: '4242', is_default: true }])
    const paid = await customer.buyer.call(promise.portalOrder, { number: placed.number })
    expect(paid).toMatchObject({ state: 'fulfilling', payment: { state: 'succeeded' } })
    expect(paid.documents).toHaveLength(1)
  })

  test('what is not exactly what was offered does not bind', async () => {
    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 5 })
    const yes = shop.yesTo(quote, { token: await shop.token(customer.buyer) }) as Record<string, unknown>
    const say = (change: Record<string, unknown>) => customer.buyer.call(promise.portalQuoteAccept, { ...yes, ...change } as never)
    await expect(say({ order_hash: '0'.repeat(64) })).rejects.toMatchObject({ code: 'quote.changed' })
    await expect(say({ ticked: false })).rejects.toMatchObject({ code: 'acceptance.box_not_ticked' })
    await expect(say({ button: 'Buy' })).rejects.toMatchObject({ code: 'acceptance.text_changed' })
    await expect(say({ signer: { name: 'X', title: '', authority: false } })).rejects.toMatchObject({ code: 'acceptance.no_authority' })
    await expect(say({ payment: undefined })).rejects.toMatchObject({ code: 'payment.method_missing' })
  })

  test('never keeps a card number', async () => {
    const { rows } = await shop.query(
      `select count(*)::int as n from billing.sandbox_card c where row_to_json(c)::text like '%4242424242424242%'`,
    )
    expect(rows[0].n).toBe(0)
  })
})

describe('the automatic lane', () => {
  test('is strictly below 5,000.00 dollars: 4,999.99 passes, 5,000.00 waits', async () => {
    const lane = (total: number, currency = 'USD') => shop.cast.as('sales').call(promise.lanePreview, { total_net_minor: total, currency })
    expect(await lane(499_999)).toMatchObject({ row: '4', self_service: true })
    expect(await lane(500_000)).toMatchObject({ row: '6', self_service: false })
    expect(await lane(460_829, 'EUR')).toMatchObject({ self_service: true, counted_minor: 499_999 })
    expect(await lane(462_000, 'EUR')).toMatchObject({ self_service: false, counted_minor: 501_270 })
  })

  test('above it the quote is requested with a promised day, shows in our list, and a yes is refused with what happens next', async () => {
    const customer = await shop.customer('US')
    const quote = await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 30 })
    expect(quote).toMatchObject({ state: 'requested', answer_by: '2026-06-17', totals: { net_minor: 504_000, tax_minor: 0 }, may: [] })
    await expect(shop.accept(customer.buyer, quote)).rejects.toMatchObject({
      status: 422,
      code: 'acceptance.lane',
      message: expect.stringContaining('2026-06-17'),
    })
    const { items } = await shop.cast.as('sales').call(promise.quotesList, { state: 'requested' })
    expect(items.map((item) => item.id)).toContain(quote.id)
  })

  test('splitting does not help: a second order of the month that passes the limit together with the first waits', async () => {
    const customer = await shop.customer()
    await shop.buy(customer)
    const second = await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 6 })
    expect(second.state).toBe('requested')
  })

  test('two quotes accepted at once cannot slip under the limit together', async () => {
    const customer = await shop.customer()
    const quotes = [
      await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 20 }),
      await customer.buyer.call(promise.portalQuoteCreate, { ...enterprise, seats: 21 }),
    ]
    const answers = await Promise.allSettled(quotes.map((quote) => shop.accept(customer.buyer, quote)))
    expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
    await shop.cast.drain()
    const open = await customer.buyer.call(promise.portalQuotes, {})
    expect(open.items.map((item) => item.state)).toEqual(['requested'])
  })
})

async function counts(): Promise<number[]> {
  return Promise.all(['order', 'contract', 'document', 'payment', 'sandbox_charge'].map((table) => shop.count(table)))
}
