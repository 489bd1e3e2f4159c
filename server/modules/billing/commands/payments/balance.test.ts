import { describe, expect, test } from 'vitest'
import { type Customer } from '../../../../../test/cast/billing.ts'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

/** Money that we owe: where it comes from, how it is used, how it goes back. */

const till = shopOfEach()
const { at, finance, bought } = till

/** A second contract of the same buyer, on terms: its renewal makes an invoice that waits for money. */
async function onTerms(customer: Customer) {
  await till.shop.buy(customer, { seats: 2 })
  const { items } = await customer.buyer.call(promise.portalContracts, {})
  const second = items.find((one) => one.seats === '2')
  await till.shop.query('update billing.contract set method_id = null where id = $1', [second?.id])
  return second?.id ?? ''
}

async function end(id: string, day: string, credit: 'prorated' | 'full') {
  at(day)
  await finance().call(promise.contractsAmend, { id, change: { kind: 'end', effective: day, credit }, reason: 'Company closed' })
  await till.shop.cast.drain()
}

async function accounts() {
  const { rows } = await till.shop.query(
    'select account, sum(amount_minor)::int as sum from billing.posting group by account having sum(amount_minor) <> 0',
  )
  return Object.fromEntries(rows.map((row) => [row.account as string, row.sum as number]))
}

const owed = async () => (await finance().call(promise.balancesList, {})).items
async function invoices() {
  const { items } = await finance().call(promise.documentsList, { kind: 'invoice' })
  return items
}

describe('a credit of a paid invoice', () => {
  test('is owed to the buyer, and the next invoice uses it: posted, printed, and only the rest is to pay', async () => {
    const { customer, contract } = await bought()
    const second = await onTerms(customer)
    await end(contract.id, '2026-12-15', 'prorated')
    const balance = 77_786 + 14_779
    expect(await owed()).toMatchObject([{ account_id: customer.accountId, currency: 'EUR', balance_minor: balance, may: ['refund'] }])
    at('2026-12-20')
    await finance().call(promise.contractsAmend, { id: second, change: { kind: 'seats', add: 20 }, reason: 'More people' })
    const [invoice] = await invoices()
    const net = 151_299
    const gross = net + 28_747
    expect(invoice).toMatchObject({ net_minor: net, gross_minor: gross, open_minor: gross - balance, state: 'part_paid' })
    const detail = await finance().call(promise.documentsGet, { id: invoice?.id ?? '' })
    expect(detail.payments).toMatchObject([{ source: 'balance', amount_minor: balance, day: '2026-12-20' }])
    const { canonical, sound } = await finance().call(promise.documentsVerify, { id: invoice?.id ?? '' })
    expect([canonical.balance_minor, sound]).toEqual([balance, true])
    expect(await owed()).toEqual([])
    expect((await accounts())['2200']).toBeUndefined()
    const { rows } = await till.shop.query(`select after from kernel.audit where action = 'billing.balance.applied'`)
    expect(rows).toMatchObject([{ after: { amount_minor: balance, document: invoice?.number } }])
  })

  test('pays a small invoice whole: told as paid, no card is asked', async () => {
    const { customer, contract } = await bought()
    await till.shop.buy(customer, { seats: 2 })
    const { items } = await customer.buyer.call(promise.portalContracts, {})
    const second = items.find((one) => one.seats === '2')
    await end(contract.id, '2026-12-15', 'prorated')
    const asked = await till.shop.count('payment_intent')
    await finance().call(promise.contractsAmend, { id: second?.id ?? '', change: { kind: 'seats', add: 1 }, reason: 'One more' })
    await till.shop.cast.drain()
    const [invoice] = await invoices()
    expect(invoice).toMatchObject({ state: 'paid', open_minor: 0 })
    expect(await till.shop.count('payment_intent')).toBe(asked)
    const { rows } = await till.shop.query(
      `select 1 from kernel.outbox where name = 'billing.document.paid' and payload ->> 'document_id' = $1`,
      [invoice?.id],
    )
    expect(rows).toHaveLength(1)
    expect((await owed())[0]?.balance_minor).toBe(77_786 + 14_779 - (invoice?.gross_minor ?? 0))
  })

  test('takes nothing from income while no run has recognised any: all of it is still deferred', async () => {
    const { contract } = await bought()
    await end(contract.id, '2026-06-25', 'full')
    expect(await accounts()).toMatchObject({ '1000': 185_640, '2200': -185_640 })
    expect(Object.keys(await accounts()).filter((code) => ['2100', '4000', '4900'].includes(code))).toEqual([])
  })

  test('goes back to the buyer, in part or whole, and never twice', async () => {
    const { contract } = await bought()
    await end(contract.id, '2026-06-25', 'full')
    const [entry] = await owed()
    const back = { profile_id: entry?.profile_id ?? '', currency: 'EUR', reference: 'SEPA 4711', reason: 'Asked for it' }
    expect(await finance().call(promise.balancesRefund, { ...back, amount_minor: 100_000 })).toMatchObject({ balance_minor: 85_640 })
    await expect(finance().call(promise.balancesRefund, { ...back, amount_minor: 85_641 })).rejects.toMatchObject({
      code: 'refund.too_large',
    })
    await expect(finance().call(promise.balancesRefund, { ...back, amount_minor: 1, day: '2026-06-26' })).rejects.toMatchObject({
      code: 'refund.in_the_future',
    })
    await expect(till.shop.cast.as('sales').call(promise.balancesRefund, { ...back, amount_minor: 1 })).rejects.toMatchObject({
      code: 'right.missing',
    })
    expect(await owed()).toMatchObject([{ balance_minor: 85_640, refunded_minor: 100_000 }])
    await finance().call(promise.balancesRefund, { ...back, amount_minor: 85_640 })
    await expect(finance().call(promise.balancesRefund, { ...back, amount_minor: 1 })).rejects.toMatchObject({ code: 'balance.none' })
    expect(await accounts()).toEqual({})
    const { rows } = await till.shop.query(`select 1 from kernel.audit where action = 'billing.balance.refunded'`)
    expect(rows).toHaveLength(2)
  })
})

describe('money that came', () => {
  async function openInvoice() {
    const { customer } = await bought()
    const second = await onTerms(customer)
    at('2026-07-01')
    await finance().call(promise.contractsAmend, { id: second, change: { kind: 'seats', add: 1 }, reason: 'One more' })
    const [invoice] = await invoices()
    if (!invoice) throw new Error('no invoice')
    return { customer, invoice }
  }

  test('too much of it is the customer’s balance', async () => {
    const { customer, invoice } = await openInvoice()
    const paid = await finance().call(promise.paymentsRecord, { document_id: invoice.id, amount_minor: invoice.gross_minor + 5_000 })
    expect(paid).toMatchObject({ state: 'paid', open_minor: 0 })
    expect(await owed()).toMatchObject([{ balance_minor: 5_000 }])
    expect((await accounts())['2200']).toBe(-5_000)
    // and the customer is told of it, before a card is charged too
    expect(await customer.buyer.call(promise.portalCompany, {})).toMatchObject({ balances: [{ minor: 5_000, currency: invoice.currency }] })
  })

  test('a small difference is written off when finance says so, a larger one never', async () => {
    const { invoice } = await openInvoice()
    const short = { document_id: invoice.id, write_off: true }
    await expect(finance().call(promise.paymentsRecord, { ...short, amount_minor: invoice.gross_minor - 101 })).rejects.toMatchObject({
      code: 'payment.difference_too_large',
    })
    expect(await finance().call(promise.paymentsRecord, { ...short, amount_minor: invoice.gross_minor - 50 })).toMatchObject({
      state: 'paid',
      payments: [{ source: 'transfer' }, { source: 'write_off', amount_minor: 50 }],
    })
    expect((await accounts())['5900']).toBe(50)
    const { rows } = await till.shop.query(`select 1 from kernel.audit where action = 'billing.difference.written_off'`)
    expect(rows).toHaveLength(1)
  })

  test('its day lies between the day of issue and today', async () => {
    const { invoice } = await openInvoice()
    at('2026-07-10')
    const money = { document_id: invoice.id, amount_minor: 100 }
    await expect(finance().call(promise.paymentsRecord, { ...money, day: '2020-01-01' })).rejects.toMatchObject({
      code: 'payment.before_issue',
    })
    await expect(finance().call(promise.paymentsRecord, { ...money, day: '2026-07-11' })).rejects.toMatchObject({
      code: 'payment.in_the_future',
    })
    expect(await finance().call(promise.paymentsRecord, { ...money, day: '2026-07-01' })).toMatchObject({ state: 'part_paid' })
  })
})
