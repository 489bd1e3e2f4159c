import { expect, test } from 'vitest'
import { type Customer, hardDecline } from '../../../../../test/cast/billing.ts'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

/** What is told to the other rooms and kept in the history, when nobody is at the screen. */

const till = shopOfEach()
const { at, finance, run } = till

async function bought(seats = 2): Promise<{ customer: Customer; id: string }> {
  const { customer, contract } = await till.bought({ seats })
  return { customer, id: contract.id }
}

async function told(name: string): Promise<Record<string, unknown>[]> {
  const { rows } = await till.shop.query('select payload from kernel.outbox where name = $1 order by id', [name])
  return rows.map((row) => row.payload as Record<string, unknown>)
}

test('a renewal by the run is told once, with the new end, and gives the seats anew', async () => {
  const { id } = await bought()
  at('2027-06-15')
  await run()
  await run()
  expect(await told('billing.contract.renewed')).toMatchObject([{ contract_id: id, seq: 2, end: '2028-06-15', kind: 'renew' }])
  expect((await told('billing.entitlement.changed')).map((one) => one['reason'])).toEqual(['new', 'renewal'])
})

test('a run counts what it issued: two renewals are two invoices of two contracts', async () => {
  await bought()
  await bought(3)
  at('2027-06-15')
  expect(await run()).toMatchObject({ contracts: 2, documents: 2, renewed: 2, charged: 2, failed: 0 })
})

test('what was recorded ahead is told on its day, as what it is: an amendment, a renewal', async () => {
  const { id } = await bought()
  at('2027-05-01')
  await finance().call(promise.contractsAmend, { id, change: { kind: 'seats', add: 1, effective: '2027-05-20' }, reason: 'A new team' })
  await finance().call(promise.contractsAmend, { id, change: { kind: 'renew', months: 12 }, reason: 'Agreed' })
  const before = (await told('billing.entitlement.changed')).length
  for (const day of ['2027-05-20', '2027-06-15']) {
    at(day)
    await run()
  }
  expect((await told('billing.entitlement.changed')).slice(before).map((one) => one['reason'])).toEqual(['amendment', 'renewal'])
})

test('an invoice is told as paid when money closes it, not when a part comes', async () => {
  const { id } = await bought()
  await till.shop.query('update billing.contract set method_id = null where id = $1', [id])
  const { documents } = await finance().call(promise.contractsAmend, { id, change: { kind: 'seats', add: 1 }, reason: 'One more' })
  const invoice = documents.find((one) => one.open_minor > 0)
  const paid = async () => (await told('billing.document.paid')).filter((one) => one['document_id'] === invoice?.id)
  await finance().call(promise.paymentsRecord, { document_id: invoice?.id ?? '', amount_minor: 1_000 })
  expect(await paid()).toEqual([])
  await finance().call(promise.paymentsRecord, { document_id: invoice?.id ?? '', amount_minor: (invoice?.open_minor ?? 0) - 1_000 })
  expect(await paid()).toHaveLength(1)
})

test('two presses of the other card are one try; the history counts the tries', async () => {
  const customer = await till.shop.customer()
  const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 2 })
  const order = await till.shop.accept(customer.buyer, quote, hardDecline)
  await till.shop.cast.drain()
  const pay = async () =>
    customer.buyer.call(promise.portalOrderPay, { number: order.number, payment: { token: await till.shop.token(customer.buyer) } })
  await pay()
  expect(await pay()).toMatchObject({ payment: { state: 'processing' } })
  await till.shop.cast.drain()
  expect(await till.shop.count('payment')).toBe(1)
  const { rows } = await till.shop.query(`select after from kernel.audit where action = 'billing.order.paid_again'`)
  expect(rows).toEqual([{ after: { attempt: 2 } }])
  await expect(pay()).rejects.toMatchObject({ code: 'order.nothing_to_pay', message: `${order.number} is paid.` })
})

test('a change of a billing profile is in the history, before and after', async () => {
  const { customer } = await bought()
  const [profile] = (await finance().call(promise.profilesList, { account_id: customer.accountId })).items
  await finance().call(promise.profilesChange, { id: profile?.id ?? '', terms_days: 45 })
  const { rows } = await till.shop.query(`select before, after from kernel.audit where action = 'billing.profile.changed'`)
  expect(rows).toMatchObject([{ before: { terms_days: 30 }, after: { terms_days: 45 } }])
})

test('the history says what a change came from: an order, a renewal', async () => {
  const { customer, id } = await bought()
  await till.shop.accept(customer.buyer, await customer.buyer.call(promise.portalSeatsAdd, { id, add: 1 }))
  await till.shop.cast.drain()
  at('2027-06-01')
  await till.shop.accept(customer.buyer, await customer.buyer.call(promise.portalRenew, { id }))
  await till.shop.cast.drain()
  const { rows } = await till.shop.query('select source from billing.amendment where contract_id = $1 order by seq', [id])
  expect(rows.map((row) => row.source)).toEqual(['order', 'order', 'renewal'])
})
