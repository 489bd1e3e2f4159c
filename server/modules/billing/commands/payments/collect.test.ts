import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Customer, hardDecline, openShop, type Shop } from '../../../../../test/cast/billing.ts'
import * as promise from '../../contract.ts'
import { collect } from './collect.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

const at = (day: string) => shop.cast.setNow(new Date(`${day}T10:00:00Z`))

async function contractOf(customer: Customer) {
  const { items } = await customer.buyer.call(promise.portalContracts, {})
  const [contract] = items
  if (!contract) throw new Error('no contract')
  return contract
}

describe('while a card is being asked', () => {
  test('a transfer closes the invoice: the card’s money is kept as unapplied cash', async () => {
    at('2026-06-15')
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 7 })
    at('2027-06-15')
    const finance = shop.cast.as('finance')
    await finance.call(promise.runsStart, {})
    const [invoice] = (await customer.buyer.call(promise.portalDocuments, {})).items
    if (!invoice) throw new Error('no invoice')
    await finance.call(promise.paymentsRecord, { document_id: invoice.id, amount_minor: invoice.gross_minor })
    await shop.cast.drain()
    const { items } = await finance.call(promise.paymentsList, {})
    expect(items.slice(0, 2).map(({ source, applied_minor, amount_minor }) => [source, applied_minor, amount_minor])).toEqual([
      ['card', 0, invoice.gross_minor],
      ['transfer', invoice.gross_minor, invoice.gross_minor],
    ])
    const { rows } = await shop.query(`select state from billing.payment_intent where document_id = $1`, [invoice.id])
    expect(rows).toEqual([{ state: 'succeeded' }])
    const { rows: sums } = await shop.query('select sum(amount_minor)::int as sum from billing.posting')
    expect(sums).toEqual([{ sum: 0 }])
  })

  test('the run and our people leave a renewal to the order that is being paid', async () => {
    at('2026-06-15')
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 4 })
    const { id } = await contractOf(customer)
    at('2027-06-15')
    const quote = await customer.buyer.call(promise.portalRenew, { id })
    await shop.accept(customer.buyer, quote)
    const finance = shop.cast.as('finance')
    expect(await finance.call(promise.runsStart, {})).toMatchObject({ contracts: 0, failed: 0 })
    await expect(
      finance.call(promise.contractsAmend, { id, change: { kind: 'renew', months: 12 }, reason: 'By phone' }),
    ).rejects.toMatchObject({ code: 'order.under_way' })
    await shop.cast.drain()
    expect(await contractOf(customer)).toMatchObject({ end: '2028-06-15', term: 2 })
    expect(await shop.count('payment')).toBe(2)
  })

  test('seats of a contract that ended meanwhile are not paid for with another card', async () => {
    at('2026-06-15')
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 4 })
    const { id } = await contractOf(customer)
    const quote = await customer.buyer.call(promise.portalSeatsAdd, { id, add: 2 })
    const order = await shop.accept(customer.buyer, quote, hardDecline)
    await shop.cast.drain()
    at('2026-06-16')
    const end = { kind: 'end' as const, effective: '2026-06-16', credit: 'none' as const }
    await shop.cast.as('finance').call(promise.contractsAmend, { id, change: end, reason: 'Closed' })
    const payment = { token: await shop.token(customer.buyer) }
    await expect(customer.buyer.call(promise.portalOrderPay, { number: order.number, payment })).rejects.toMatchObject({
      code: 'contract.ended',
    })
  })
})

test('an intent that is settled, or that nobody knows, is left alone', async () => {
  const customer = await shop.customer()
  await shop.buy(customer, { seats: 2 })
  const { rows } = await shop.query('select id, state, attempt from billing.payment_intent')
  expect(rows).toMatchObject([{ state: 'succeeded', attempt: 1 }])
  await collect(shop.cast.open, rows[0].id)
  await collect(shop.cast.open, randomUUID())
  expect((await shop.query('select id, state, attempt from billing.payment_intent')).rows).toEqual(rows)
  expect(await shop.count('payment')).toBe(1)
})

test('a quote that loses its automatic lane waits for the approvals of the lane that it has now', async () => {
  const customer = await shop.customer()
  const quotes = [
    await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 20, per: 'year' }),
    await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 19, per: 'year' }),
  ]
  const [one, two] = quotes
  if (!one || !two) throw new Error('no quotes')
  await shop.accept(customer.buyer, one)
  await expect(shop.accept(customer.buyer, two)).rejects.toMatchObject({ code: 'acceptance.lane' })
  const seller = shop.cast.as('sales')
  await expect(seller.call(promise.quotesOffer, { id: two.id })).rejects.toMatchObject({ code: 'quote.approvals_missing' })
  expect(await seller.call(promise.quotesGet, { id: two.id })).toMatchObject({
    state: 'requested',
    lane: { row: '6', self_service: false },
    approvals: [{ role: 'sales_manager', state: 'pending' }],
  })
})

describe('every change has a line in its history', () => {
  const actionsOf = async (kind: string) => {
    const { rows } = await shop.query('select action from kernel.audit where subject_kind = $1 order by id', [kind])
    return rows.map((row) => row.action)
  }

  test('what the run does by itself: a renewal, grace, the end', async () => {
    at('2026-06-15')
    const [renewing, leaving] = [await shop.customer(), await shop.customer()]
    await shop.buy(renewing, { seats: 2 })
    await shop.buy(leaving, { seats: 2 })
    await leaving.buyer.call(promise.portalRenewalChoice, { id: (await contractOf(leaving)).id, auto_renew: false })
    const finance = shop.cast.as('finance')
    for (const day of ['2027-06-15', '2027-06-30']) {
      at(day)
      await finance.call(promise.runsStart, {})
      await shop.cast.drain()
    }
    expect((await actionsOf('contract')).slice(3).sort()).toEqual([
      'billing.contract.in_grace',
      'billing.contract.lapsed',
      'billing.contract.renewed',
    ])
  })
})

test('who sells does not give credit: terms of payment are finance’s', async () => {
  const customer = await shop.customer()
  await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 2, per: 'year' })
  const { items } = await shop.cast.as('finance').call(promise.profilesList, { account_id: customer.accountId })
  const id = items[0]?.id ?? ''
  const sales = shop.cast.as('sales')
  await expect(sales.call(promise.profilesChange, { id, terms_approved: true })).rejects.toMatchObject({ code: 'right.missing' })
  expect(await sales.call(promise.profilesChange, { id, legal_name: 'Kestrel Two GmbH' })).toMatchObject({ terms_approved: false })
  expect(await shop.cast.as('finance').call(promise.profilesChange, { id, terms_approved: true })).toMatchObject({ terms_approved: true })
})

test('two first quotes at once share the one profile of their account', async () => {
  const customer = await shop.customer()
  const wishes = [5, 6].map((seats) => customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats }))
  const quotes = await Promise.all(wishes)
  expect(new Set(quotes.map((quote) => quote.number)).size).toBe(2)
  expect(quotes.map((quote) => quote.state)).toEqual(['offered', 'offered'])
  expect(quotes[0]?.lane.approve).toEqual([])
  expect(quotes[0]?.seller.tax_ids).toHaveLength(1)
})
