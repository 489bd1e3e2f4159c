import { describe, expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'
import { shippedRenewal } from '../../rules/renewal.ts'

/** Renewals after the grace: `late_start` of the renewal policy says where the term begins, until the day on which the contract lapses. */

const till = shopOfEach()
const { at, finance, contractOf, run } = till

/** A contract of ten seats that ended on 15 June 2027 and was not renewed; its grace ended on the 30th. */
async function lapsed() {
  at('2026-06-15')
  const customer = await till.shop.customer()
  await till.shop.buy(customer, { seats: 10 })
  const { id } = await contractOf(customer)
  await customer.buyer.call(promise.portalRenewalChoice, { id, auto_renew: false })
  for (const day of ['2027-06-15', '2027-06-30']) {
    at(day)
    await run()
  }
  expect(await contractOf(customer)).toMatchObject({ state: 'lapsed', next_bill_day: null })
  return { customer, id }
}

async function startsToday() {
  await till.shop.query(
    `insert into billing.policy (id, kind, version, effective_from, rows, state, created_at, created_by)
     select gen_random_uuid(), 'renewal', 99, '2026-01-02', $1, 'active', created_at, created_by from billing.policy where kind = 'renewal' limit 1`,
    [JSON.stringify({ ...shippedRenewal, late_start: 'today' })],
  )
}

async function invoices() {
  const { rows } = await till.shop.query(
    `select l.from_day::text as from, l.to_day::text as to, l.net_minor::int as net, d.issue_day::text as day
     from billing.document_line l join billing.document d on d.id = l.document_id order by d.id, l.position offset 1`,
  )
  return rows
}

describe('a renewal after the grace', () => {
  test('is backdated to the old end, as the shipped policy says: quote, order and invoice', async () => {
    const { customer, id } = await lapsed()
    at('2027-07-10')
    const quote = await customer.buyer.call(promise.portalRenew, { id })
    expect(quote).toMatchObject({ start: '2027-06-15', end: '2028-06-15', totals: { net_minor: 156_000 } })
    await till.shop.accept(customer.buyer, quote)
    await till.shop.cast.drain()
    expect(await contractOf(customer)).toMatchObject({ state: 'active', end: '2028-06-15', term: 2, next_bill_day: '2028-06-15' })
    expect(await invoices()).toEqual([{ from: '2027-06-15', to: '2028-06-15', net: 156_000, day: '2027-07-10' }])
  })

  test('starts today where the policy says so, and the offer keeps its day until it is accepted', async () => {
    await startsToday()
    const { customer, id } = await lapsed()
    at('2027-07-10')
    const preview = await customer.buyer.call(promise.portalAmendmentPreview, { id, kind: 'renew', seats: 12 })
    expect(preview).toMatchObject({ effective: '2027-07-10', bill_day: '2027-07-10', totals: { net_minor: 187_200 } })
    const quote = await customer.buyer.call(promise.portalRenew, { id, seats: 12 })
    expect(quote).toMatchObject({ start: '2027-07-10', end: '2028-07-10', totals: { net_minor: 187_200 } })
    at('2027-07-12')
    await till.shop.accept(customer.buyer, quote)
    await till.shop.cast.drain()
    expect(await contractOf(customer)).toMatchObject({ state: 'active', end: '2028-07-10', term: 2, seats: '12' })
    expect(await invoices()).toEqual([{ from: '2027-07-10', to: '2028-07-10', net: 187_200, day: '2027-07-12' }])
    const gap = await finance().call(promise.contractsState, { id, day: '2027-07-01' })
    expect(gap.items).toEqual([])
    expect(await finance().call(promise.contractsState, { id, day: '2027-07-10' })).toMatchObject({
      term: { n: 2, start: '2027-07-10', end: '2028-07-10' },
      items: [{ quantity: '12' }],
    })
    // the next term follows this one
    at('2028-07-10')
    await customer.buyer.call(promise.portalRenewalChoice, { id, auto_renew: true })
    await finance().call(promise.runsStart, {})
    await till.shop.cast.drain()
    expect((await invoices()).slice(1)).toEqual([{ from: '2028-07-10', to: '2029-07-10', net: 187_200, day: '2028-07-10' }])
  })

  test('in the grace the term starts at the old end, whatever the policy says', async () => {
    await startsToday()
    const { customer, id } = await lapsed()
    at('2027-06-29')
    expect(await customer.buyer.call(promise.portalRenew, { id })).toMatchObject({ start: '2027-06-15', end: '2028-06-15' })
  })

  test('our people renew late too, and two offers of one term renew it once', async () => {
    await startsToday()
    const { customer, id } = await lapsed()
    at('2027-07-01')
    const offer = await customer.buyer.call(promise.portalRenew, { id })
    at('2027-07-10')
    await finance().call(promise.contractsAmend, { id, change: { kind: 'renew', months: 12 }, reason: 'By phone' })
    await till.shop.cast.drain()
    expect(await contractOf(customer)).toMatchObject({ end: '2028-07-10', term: 2 })
    await expect(till.shop.accept(customer.buyer, offer)).rejects.toMatchObject({ code: 'quote.changed' })
  })

  test('is refused from the day on which the contract lapses for good, at every door', async () => {
    const { customer, id } = await lapsed()
    at('2027-07-14')
    const offer = await customer.buyer.call(promise.portalRenew, { id })
    expect(await contractOf(customer)).toMatchObject({ may: ['renew'] })
    at('2027-07-15')
    expect(await contractOf(customer)).toMatchObject({ state: 'lapsed', may: [] })
    const refused = { code: 'contract.ended', message: expect.stringContaining('could be renewed until 2027-07-14') }
    await expect(customer.buyer.call(promise.portalRenew, { id })).rejects.toMatchObject(refused)
    await expect(till.shop.accept(customer.buyer, offer)).rejects.toMatchObject(refused)
    const change = { kind: 'renew' as const, months: 12 }
    await expect(finance().call(promise.contractsAmend, { id, change, reason: 'Late' })).rejects.toMatchObject(refused)
    await expect(finance().call(promise.contractsAmend, { id, change: { kind: 'seats', add: 1 }, reason: 'Late' })).rejects.toMatchObject({
      code: 'amendment.outside_term',
    })
  })
})
