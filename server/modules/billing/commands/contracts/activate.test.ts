import { describe, expect, test } from 'vitest'
import { type Customer } from '../../../../../test/cast/billing.ts'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

const till = shopOfEach()
const { at, contractOf, run } = till

describe('a contract grows, renews and ends', () => {
  test('added seats end with the contract and cost what is left, to the day', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 10 })
    const contract = await contractOf(customer)
    at('2026-09-23')
    const preview = await customer.buyer.call(promise.portalAmendmentPreview, { id: contract.id, kind: 'seats', add: 5 })
    expect(preview.lines[0]?.formula).toBe('5 × 156.00 EUR per year × 265/365 days (2026-09-23 to 2027-06-14) = 566.30 EUR')
    const quote = await customer.buyer.call(promise.portalSeatsAdd, { id: contract.id, add: 5 })
    expect(quote).toMatchObject({ kind: 'expansion', totals: preview.totals, end: '2027-06-15', state: 'offered' })
    const order = await till.shop.accept(customer.buyer, quote)
    await till.shop.cast.drain()
    const paid = await customer.buyer.call(promise.portalOrder, { number: order.number })
    expect(paid.documents[0]).toMatchObject({ gross_minor: 67_390 })
    expect(await contractOf(customer)).toMatchObject({ seats: '15', annual_minor: 234_000, end: '2027-06-15' })
    const events = await entitlements(customer)
    expect(events.map(({ version, seats, reason }) => [version, seats, reason])).toEqual([
      [1, 10, 'new'],
      [2, 15, 'expansion'],
    ])
  })

  test('a stored card can pay, and only the own one', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    const other = await till.shop.customer()
    await till.shop.buy(customer, { seats: 2 })
    await till.shop.buy(other, { seats: 2 })
    const contract = await contractOf(customer)
    const quote = await customer.buyer.call(promise.portalSeatsAdd, { id: contract.id, add: 1 })
    const foreign = (await contractOf(other)).method?.id ?? ''
    await expect(customer.buyer.call(promise.portalQuoteAccept, till.shop.yesTo(quote, { method_id: foreign }))).rejects.toMatchObject({
      code: 'payment.method_unknown',
    })
    await customer.buyer.call(promise.portalQuoteAccept, till.shop.yesTo(quote, { method_id: quote.methods[0]?.id }))
    await till.shop.cast.drain()
    expect(await contractOf(customer)).toMatchObject({ seats: '3' })
  })

  test('renews early from the old end, with other seats from that day on', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 10 })
    const contract = await contractOf(customer)
    await expect(customer.buyer.call(promise.portalRenew, { id: contract.id })).rejects.toMatchObject({ code: 'renewal.too_early' })
    at('2027-04-01')
    const quote = await customer.buyer.call(promise.portalRenew, { id: contract.id, seats: 12 })
    expect(quote).toMatchObject({ kind: 'renewal', start: '2027-06-15', end: '2028-06-15', totals: { net_minor: 187_200 } })
    await till.shop.accept(customer.buyer, quote)
    await till.shop.cast.drain()
    expect(await contractOf(customer)).toMatchObject({ seats: '10', end: '2028-06-15', next_bill_day: '2027-06-15' })
    at('2027-06-15')
    await run()
    expect(await contractOf(customer)).toMatchObject({ seats: '12', next_bill_day: '2028-06-15' })
    // the day is kept to tell licensing of the seats; the term was paid in April and is not charged again
    const paid = await customer.buyer.call(promise.portalDocuments, {})
    expect(paid.items.map(({ net_minor, open_minor }) => [net_minor, open_minor])).toEqual([
      [187_200, 0],
      [156_000, 0],
    ])
    const events = await entitlements(customer)
    expect(events.map(({ version, seats, reason, ends_on }) => [version, seats, reason, ends_on])).toEqual([
      [1, 10, 'new', '2027-06-15'],
      [2, 10, 'renewal', '2028-06-15'],
      [3, 12, 'renewal', '2028-06-15'],
    ])
  })

  test('a term is renewed once, however many quotes are out', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 4 })
    const { id } = await contractOf(customer)
    at('2027-05-01')
    const quotes = [
      await customer.buyer.call(promise.portalRenew, { id }),
      await customer.buyer.call(promise.portalRenew, { id, seats: 5 }),
    ]
    const [one, two] = quotes
    if (!one || !two) throw new Error('no quotes')
    await till.shop.accept(customer.buyer, one)
    await expect(till.shop.accept(customer.buyer, two)).rejects.toMatchObject({ code: 'order.under_way' })
    await till.shop.cast.drain()
    await expect(till.shop.accept(customer.buyer, two)).rejects.toMatchObject({ code: 'quote.changed' })
    expect(await contractOf(customer)).toMatchObject({ end: '2028-06-15' })
  })

  test('the run renews by itself on the last day and charges the stored card; a second run does nothing', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 7 })
    at('2027-06-15')
    const first = await run()
    expect(first.renewed).toBeGreaterThanOrEqual(1)
    const before = await till.shop.count('document')
    const second = await run()
    expect(second).toMatchObject({ contracts: 0, documents: 0, failed: 0 })
    expect(await till.shop.count('document')).toBe(before)
    const { items } = await customer.buyer.call(promise.portalDocuments, {})
    expect(items.map((item) => item.state)).toEqual(['paid', 'paid'])
    expect(await contractOf(customer)).toMatchObject({ end: '2028-06-15', term: 2, state: 'active' })
  })

  test('without automatic renewal the contract is in grace, then lapsed', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 2 })
    const contract = await contractOf(customer)
    await customer.buyer.call(promise.portalRenewalChoice, { id: contract.id, auto_renew: false })
    at('2027-06-15')
    await run()
    expect(await contractOf(customer)).toMatchObject({ state: 'in_grace', next_bill_day: '2027-06-30' })
    at('2027-06-30')
    await run()
    expect(await contractOf(customer)).toMatchObject({ state: 'lapsed', next_bill_day: null, may: ['renew'] })
  })

  test('by the month: every month on its day, from the stored card, across the end of a long month', async () => {
    at('2026-08-31')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 5, per: 'month' })
    for (const day of ['2026-09-30', '2026-10-31', '2026-11-30']) {
      expect(await contractOf(customer)).toMatchObject({ next_bill_day: day })
      at(day)
      await run()
    }
    const { items } = await customer.buyer.call(promise.portalDocuments, {})
    expect(items.map(({ net_minor, state }) => [net_minor, state])).toEqual([1, 2, 3, 4].map(() => [7800, 'paid']))
  })

  test('staff see the change before they make it, and what they make is what they saw', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 10 })
    const { id, version } = await contractOf(customer)
    const sales = till.shop.cast.as('sales')
    const change = { kind: 'seats' as const, add: 3 }
    const preview = await sales.call(promise.contractsChangePreview, { id, change })
    const detail = await sales.call(promise.contractsAmend, { id, change, reason: 'A new team', if_match: Number(version) })
    await till.shop.cast.drain()
    expect(detail.documents[0]).toMatchObject({ gross_minor: preview.totals.gross_minor })
    await expect(sales.call(promise.contractsAmend, { id, change, reason: 'Again', if_match: Number(version) })).rejects.toMatchObject({
      code: 'edit.stale',
    })
    expect(detail.amendments.map((amendment) => amendment.kind)).toEqual(['start', 'seats'])
  })

  test('credits are not for those who sell', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 10 })
    const { id } = await contractOf(customer)
    at('2027-06-01')
    const end = { id, change: { kind: 'end' as const, effective: '2027-06-02', credit: 'full' as const }, reason: 'A friend' }
    await expect(till.shop.cast.as('sales').call(promise.contractsAmend, end)).rejects.toMatchObject({ code: 'right.missing' })
    expect(await till.shop.cast.as('finance').call(promise.contractsAmend, end)).toMatchObject({ end: '2027-06-02' })
  })

  test('ending early with the unused time credited makes a credit note that refers to its invoice', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    await till.shop.buy(customer, { seats: 10 })
    const { id } = await contractOf(customer)
    at('2026-12-15')
    const ended = await till.shop.cast
      .as('finance')
      .call(promise.contractsAmend, { id, change: { kind: 'end', effective: '2026-12-15', credit: 'prorated' }, reason: 'Company closed' })
    await till.shop.cast.drain()
    expect(ended).toMatchObject({ state: 'ended', end: '2026-12-15' })
    const note = ended.documents.find((document) => document.kind === 'credit_note')
    expect(note).toMatchObject({ number: expect.stringMatching(/^DE-CN-2026-\d{6}$/), net_minor: -77_786 })
    const detail = await till.shop.cast.as('finance').call(promise.documentsGet, { id: note?.id ?? '' })
    expect(detail.of_number).toMatch(/^DE-INV-2026-\d{6}$/)
    expect(detail.postings.reduce((sum, posting) => sum + posting.amount_minor, 0)).toBe(0)
  })

  test('a deal by our people: discount, approvals by others, signature, invoice on terms, bank transfer', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer('US')
    const { quote, early, order } = await till.shop.signedDeal(customer)
    expect(quote).toMatchObject({
      state: 'draft',
      totals: { net_minor: 1_425_600 },
      lane: { row: '6', approve: ['sales_manager'], sign: 'e_sign' },
    })
    expect(early, 'offered before its approval').toMatchObject({ code: 'quote.approvals_missing' })
    expect(order).toMatchObject({ state: 'fulfilling', payment: { state: 'not_needed' } })
    const finance = till.shop.cast.as('finance')
    const invoice = await finance.call(promise.documentsGet, { id: order.documents[0]?.id ?? '' })
    expect(invoice).toMatchObject({ state: 'issued', due_day: '2026-07-15', open_minor: 1_425_600, totals: { discount_minor: 158_400 } })
    const ahead = { document_id: invoice.id, amount_minor: 1, day: '2026-06-16' }
    await expect(finance.call(promise.paymentsRecord, ahead)).rejects.toMatchObject({ code: 'payment.in_the_future' })
    await finance.call(promise.paymentsRecord, { document_id: invoice.id, amount_minor: 425_600, reference: 'First half' })
    expect(await finance.call(promise.paymentsRecord, { document_id: invoice.id, amount_minor: 1_000_000 })).toMatchObject({
      state: 'paid',
      open_minor: 0,
    })
  })
})

async function entitlements(customer: Customer) {
  const { rows } = await till.shop.query(
    `select payload from kernel.outbox where name = 'billing.entitlement.changed' and payload ->> 'customer_id' = $1 order by seq`,
    [customer.accountId],
  )
  return rows.map((row) => row.payload as { version: number; seats: number; reason: string; ends_on: string })
}
