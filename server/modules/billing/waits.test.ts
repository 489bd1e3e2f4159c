import { expect, test } from 'vitest'
import { type Customer } from '../../../test/cast/billing.ts'
import { shopOfEach } from '../../../test/cast/till.ts'
import * as promise from './contract.ts'
import { attention } from './search.ts'

/** What waits for finance, and deals that are charged on a later day. */

const till = shopOfEach()
const { at, finance } = till

async function waiting(right = 'billing.bill', actor = finance().actor) {
  const found = await till.shop.cast.open(async (ctx) => {
    const all = []
    for (const one of attention) {
      if (one.right !== right) continue
      all.push(...(await one.find({ ...ctx, actor })))
    }
    return all
  })
  return found.map(({ kind, title, href }) => ({ kind, title, href }))
}

async function openInvoice(customer: Customer) {
  await till.shop.buy(customer, { seats: 2 })
  const [contract] = (await customer.buyer.call(promise.portalContracts, {})).items
  await till.shop.query('update billing.contract set method_id = null where id = $1', [contract?.id])
  const change = { kind: 'seats' as const, add: 1 }
  const { documents } = await finance().call(promise.contractsAmend, { id: contract?.id ?? '', change, reason: 'One more' })
  const invoice = documents.find((one) => one.open_minor > 0)
  if (!invoice) throw new Error('no open invoice')
  return invoice
}

test('finance sees what we owe and which invoices a small difference keeps open; more than small is not told', async () => {
  const [over, short, less] = [await till.shop.customer(), await till.shop.customer(), await till.shop.customer()]
  const money = [
    [await openInvoice(over), 5_000],
    [await openInvoice(short), -50],
    [await openInvoice(less), -101],
  ] as const
  for (const [invoice, difference] of money)
    await finance().call(promise.paymentsRecord, { document_id: invoice.id, amount_minor: invoice.open_minor + difference })
  const invoice = money[1][0]
  expect(await waiting()).toEqual([
    { kind: 'balance', title: `We owe ${over.name} 50.00 EUR`, href: '/billing/balances' },
    { kind: 'document', title: `${invoice.number} of ${short.name} is open over 0.50 EUR`, href: `/billing/documents/${invoice.id}` },
  ])
  const nothing = { document_id: invoice.id, amount_minor: 0 }
  await expect(finance().call(promise.paymentsRecord, nothing)).rejects.toMatchObject({ code: 'payment.nothing' })
  const closed = await finance().call(promise.paymentsRecord, { ...nothing, write_off: true })
  expect(closed).toMatchObject({ state: 'paid', payments: [{ source: 'transfer' }, { source: 'write_off', amount_minor: 50 }] })
  expect(await waiting()).toMatchObject([{ kind: 'balance' }])
})

test('an offer that begins later says on which day it is charged and that nothing is due today; so does its order', async () => {
  at('2026-06-15')
  const customer = await till.shop.customer()
  const seller = till.shop.cast.as('sales')
  const deal = { account_id: customer.accountId, product: 'harbor-enterprise', seats: 10 }
  const later = await seller.call(promise.quotesCreate, { ...deal, start: '2026-08-01' })
  expect(later).toMatchObject({ charged_on: '2026-08-01', due_now_minor: 0, totals: { gross_minor: 185_640 } })
  const now = await seller.call(promise.quotesCreate, { ...deal, start: '2026-06-15' })
  expect(now).toMatchObject({ charged_on: null, due_now_minor: 185_640 })
  // the button says which of the two it is, and the sentence names it
  expect([later.acceptance.button, now.acceptance.button]).toEqual(['Accept and pay later', 'Accept and pay'])
  expect(later.acceptance.sentence).toContain('“Accept and pay later”')
  await seller.call(promise.quotesOffer, { id: later.id })
  const offered = await customer.buyer.call(promise.portalQuote, { id: later.id })
  expect(offered).toMatchObject({ charged_on: '2026-08-01', due_now_minor: 0 })
  const order = await till.shop.accept(customer.buyer, offered)
  expect(order).toMatchObject({ charged_on: '2026-08-01', payment: { state: 'not_needed' } })
  // the order stays what it was when the day has come; the offer that nobody took is due at once then
  at('2026-08-01')
  expect(await customer.buyer.call(promise.portalOrder, { number: order.number })).toMatchObject({ charged_on: '2026-08-01' })
  const asked = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 2 })
  expect(asked).toMatchObject({ charged_on: null, due_now_minor: asked.totals.gross_minor })
})

test('a quote waits for a seller’s answer once whoever approves it has, and not before', async () => {
  at('2026-06-15')
  const customer = await till.shop.customer('US')
  const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 200 })
  const { actor } = till.shop.cast.as('sales')
  expect(await waiting('billing.sell', actor)).toEqual([])
  const { lane, order_hash } = await till.shop.cast.as('sales').call(promise.quotesGet, { id: quote.id })
  expect(lane.approve).not.toEqual([])
  for (const role of lane.approve)
    await till.shop.cast
      .as(role as 'sales_manager')
      .call(promise.quotesApprove, { id: quote.id, role, order_hash, verdict: 'approved', reason: 'Fair' })
  const title = `${customer.name} waits for quote ${quote.number}`
  expect(await waiting('billing.sell', actor)).toEqual([{ kind: 'quote', title, href: `/billing/quotes/${quote.id}` }])
})

test('a contract that will end is not offered for renewal', async () => {
  at('2026-06-15')
  const customer = await till.shop.customer()
  await till.shop.buy(customer, { seats: 2 })
  const [contract] = (await customer.buyer.call(promise.portalContracts, {})).items
  at('2027-05-01')
  const end = { kind: 'end' as const, effective: '2027-06-01', credit: 'none' as const }
  expect((await customer.buyer.call(promise.portalContract, { id: contract?.id ?? '' })).may).toContain('renew')
  await finance().call(promise.contractsAmend, { id: contract?.id ?? '', change: end, reason: 'Closing' })
  expect((await customer.buyer.call(promise.portalContract, { id: contract?.id ?? '' })).may).not.toContain('renew')
})
