import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import type { Speaker } from '../../../../../test/cast/cast.ts'
import { approvingRoles, staffRoles } from '../../../people/rules/roles.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

const at = (day: string) => shop.cast.setNow(new Date(`${day}T10:00:00Z`))
const verdict = (id: string, role: string) => ({ id, role, verdict: 'approved' as const, reason: 'Agreed' })

async function bigDeal(seller: Speaker, discount = '60') {
  const customer = await shop.customer('US')
  const request = { account_id: customer.accountId, product: 'harbor-advanced', seats: 60, discount_percent: discount }
  return { customer, quote: await seller.call(promise.quotesCreate, request) }
}

describe('a deal is approved', () => {
  test('by people who hold the roles of its lane, one person for each', async () => {
    const { quote } = await bigDeal(shop.cast.as('sales'))
    expect(quote.lane.approve).toEqual(['sales_manager', 'finance', 'executive'])
    const both = shop.cast.as('finance', 'executive')
    await expect(shop.cast.as('sales').call(promise.quotesApprove, verdict(quote.id, 'sales_manager'))).rejects.toMatchObject({
      code: 'right.missing',
    })
    await expect(shop.cast.as('finance').call(promise.quotesApprove, verdict(quote.id, 'executive'))).rejects.toMatchObject({
      kind: 'forbidden',
      code: 'approval.not_yours',
    })
    const first = await both.call(promise.quotesApprove, verdict(quote.id, 'finance'))
    expect(first.may.filter((one) => one.startsWith('approve:'))).toEqual([])
    await expect(both.call(promise.quotesApprove, verdict(quote.id, 'executive'))).rejects.toMatchObject({ code: 'approval.same_person' })
    await shop.cast.as('executive').call(promise.quotesApprove, verdict(quote.id, 'executive'))
    await expect(shop.cast.as('finance').call(promise.quotesApprove, verdict(quote.id, 'finance'))).rejects.toMatchObject({
      code: 'approval.decided',
    })
    await expect(shop.cast.as('sales').call(promise.quotesOffer, { id: quote.id })).rejects.toMatchObject({
      code: 'quote.approvals_missing',
    })
    await shop.cast.as('sales_manager').call(promise.quotesApprove, verdict(quote.id, 'sales_manager'))
    expect(await shop.cast.as('sales').call(promise.quotesOffer, { id: quote.id })).toMatchObject({ state: 'offered' })
  })

  test('through an operation that only approving roles may call, an auditor and an administrator not', async () => {
    const { quote } = await bigDeal(shop.cast.as('sales'), '10')
    const outcomes: [string, string][] = []
    for (const role of staffRoles) {
      const done = shop.cast.as(role).call(promise.quotesApprove, verdict(quote.id, role))
      outcomes.push([role, await done.then(String, (error: { code: string }) => error.code)])
    }
    const asked = (role: string) => (role === 'sales_manager' ? '[object Object]' : 'approval.not_waiting')
    expect(outcomes).toEqual(staffRoles.map((role) => [role, approvingRoles.includes(role) ? asked(role) : 'right.missing']))
  })

  test('never by the one who made it, not even when a key of theirs made it, and never by a key', async () => {
    const noa = shop.cast.as('sales_manager')
    const key = shop.cast.speaker({ ...noa.actor, kind: 'key', id: 'e2f7b1b4-0000-4000-8000-000000000001', person: noa.actor.id })
    const own = await bigDeal(noa, '10')
    const byKey = await bigDeal(key, '10')
    for (const { quote } of [own, byKey]) {
      expect((await noa.call(promise.quotesGet, { id: quote.id })).may).not.toContain('approve:sales_manager')
      await expect(noa.call(promise.quotesApprove, verdict(quote.id, 'sales_manager'))).rejects.toMatchObject({ code: 'approval.own_deal' })
    }
    const other = await bigDeal(shop.cast.as('sales'), '10')
    await expect(key.call(promise.quotesApprove, verdict(other.quote.id, 'sales_manager'))).rejects.toMatchObject({
      code: 'approval.person_only',
    })
  })

  test('for the price that was read: a yes to an older hash opens nothing', async () => {
    const { customer, quote } = await bigDeal(shop.cast.as('sales'), '10')
    const noa = shop.cast.as('sales_manager')
    await expect(
      noa.call(promise.quotesApprove, { ...verdict(quote.id, 'sales_manager'), order_hash: '0'.repeat(64) }),
    ).rejects.toMatchObject({ code: 'approval.voided' })
    await noa.call(promise.quotesApprove, { ...verdict(quote.id, 'sales_manager'), order_hash: quote.order_hash })
    await shop.query('update decisions.subject set version_hash = $2 where subject_id = $1', [`${quote.id}/sales_manager`, '0'.repeat(64)])
    expect((await noa.call(promise.quotesGet, { id: quote.id })).approvals.map(({ state }) => state)).toEqual(['pending', 'void'])
    const missing = { code: 'quote.approvals_missing' }
    const seller = shop.cast.as('sales')
    await expect(seller.call(promise.quotesOffer, { id: quote.id })).rejects.toMatchObject(missing)
    // offered all the same, as a fault elsewhere could: neither a form nor a click makes a contract of it
    await shop.query(`update billing.quote set offered_at = now(), lane = jsonb_set(lane, '{sign}', '"click"') where id = $1`, [quote.id])
    const signed = { id: quote.id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: shop.form }
    await expect(seller.call(promise.quotesSign, signed)).rejects.toMatchObject(missing)
    await expect(shop.accept(customer.buyer, quote)).rejects.toMatchObject(missing)
    await shop.query('update decisions.subject set version_hash = $2 where subject_id = $1', [
      `${quote.id}/sales_manager`,
      quote.order_hash,
    ])
    expect(await shop.accept(customer.buyer, quote)).toMatchObject({ state: 'paying' })
  })

  test('before a customer can accept it: an offer that nobody approved makes no contract', async () => {
    const { customer, quote } = await bigDeal(shop.cast.as('sales'), '10')
    await shop.query(`update billing.quote set offered_at = now(), lane = jsonb_set(lane, '{sign}', '"click"') where id = $1`, [quote.id])
    await expect(shop.accept(customer.buyer, quote)).rejects.toMatchObject({ code: 'quote.approvals_missing' })
    expect(await shop.count('"order"')).toBe(0)
  })
})

describe('a deal of our people is signed', () => {
  test('with the form and its hash; a typed name alone makes no contract, in no lane', async () => {
    const seller = shop.cast.as('sales')
    const customer = await shop.customer('US')
    const small = await seller.call(promise.quotesCreate, { account_id: customer.accountId, product: 'harbor-advanced', seats: 11 })
    expect(small.lane).toMatchObject({ approve: [], sign: 'click' })
    const { quote } = await bigDeal(seller, '10')
    await shop.cast.as('sales_manager').call(promise.quotesApprove, verdict(quote.id, 'sales_manager'))
    for (const { id } of [small, quote]) {
      await seller.call(promise.quotesOffer, { id })
      const name = { id, signer: 'Pat Buyer', signed_on: '2026-06-15' }
      await expect(seller.call(promise.quotesSign, name)).rejects.toMatchObject({ code: 'signature.file_missing' })
      await expect(seller.call(promise.quotesSign, { ...name, signed_on: '2026-06-16', file: shop.form })).rejects.toMatchObject({
        code: 'signature.in_the_future',
      })
      await expect(seller.call(promise.quotesSign, { ...name, signed_on: '2020-12-25', file: shop.form })).rejects.toMatchObject({
        code: 'signature.before_quote',
      })
    }
    expect([await shop.count('contract'), await shop.count('document')]).toEqual([0, 0])
    const order = await seller.call(promise.quotesSign, { id: quote.id, signer: 'Pat Buyer', signed_on: '2026-06-15', file: shop.form })
    expect(await shop.count('contract')).toBe(1)
    const { rows } = await shop.query('select signature from billing."order" where id = $1', [order.id])
    const kept = await seller.call(promise.ordersSignature, { id: order.id })
    expect(kept).toMatchObject({ type: 'application/pdf', name: 'Signed.pdf', sha256: rows[0].signature.file_sha256 })
    expect(rows[0].signature).toMatchObject({ signer: 'Pat Buyer', order_hash: quote.order_hash })
    const trail = await shop.query(`select after from kernel.audit where action = 'billing.quote.signed' and subject_id = $1`, [quote.id])
    expect(trail.rows[0].after).toMatchObject({ file_sha256: rows[0].signature.file_sha256 })
  })

  test('an order by click has no form to show', async () => {
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 2 })
    const { items } = await shop.cast.as('finance').call(promise.ordersList, {})
    await expect(shop.cast.as('finance').call(promise.ordersSignature, { id: items[0]?.id ?? '' })).rejects.toMatchObject({
      code: 'order.not_signed',
    })
  })
})

describe('a price outside the book', () => {
  async function openQuote(product = 'harbor-enterprise', seats = 10) {
    at('2026-06-15')
    const customer = await shop.customer()
    await shop.buy(customer, { product, seats })
    const { items } = await customer.buyer.call(promise.portalContracts, {})
    at('2027-06-01')
    return { customer, id: items[0]?.id ?? '' }
  }

  test('is given by nobody alone, not even by finance', async () => {
    const { id } = await openQuote()
    for (const role of ['sales', 'finance', 'admin']) {
      const cheap = { id, months: 12, seats: 1, unit_price: '0.01', reason: 'A friend' }
      await expect(shop.cast.as(role).call(promise.contractsRenew, cheap)).rejects.toMatchObject({ code: 'renewal.price_lane' })
      const change = { kind: 'renew' as const, unit_price: '155.99' }
      await expect(shop.cast.as(role).call(promise.contractsAmend, { id, change, reason: 'A friend' })).rejects.toMatchObject({
        code: 'renewal.price_lane',
      })
    }
    const own = { id, months: 12, unit_price: '156', reason: 'As agreed' }
    expect(await shop.cast.as('sales').call(promise.contractsRenew, own)).toMatchObject({ end: '2028-06-15' })
  })

  test('is offered with the approvals that its discount asks for, and then holds for the next term', async () => {
    const { customer, id } = await openQuote()
    const seller = shop.cast.as('sales')
    const quote = await seller.call(promise.quotesRenew, { id, seats: 12, unit_price: '100.00' })
    expect(quote).toMatchObject({
      kind: 'renewal',
      channel: 'rep',
      state: 'draft',
      start: '2027-06-15',
      end: '2028-06-15',
      unit_price: '100.00',
      list_price: '156.00',
      totals: { net_minor: 120_000 },
      lane: { row: '8', approve: ['sales_manager', 'finance', 'executive'] },
    })
    for (const role of quote.lane.approve) await shop.cast.as(role).call(promise.quotesApprove, verdict(quote.id, role))
    await seller.call(promise.quotesOffer, { id: quote.id })
    await seller.call(promise.quotesSign, { id: quote.id, signer: 'Robin Sample', signed_on: '2027-06-01', file: shop.form })
    await shop.cast.drain()
    const { items } = await customer.buyer.call(promise.portalContracts, {})
    expect(items[0]).toMatchObject({ end: '2028-06-15' })
    const then = await seller.call(promise.contractsState, { id, day: '2027-06-15' })
    expect(then).toMatchObject({ annual_minor: 120_000, items: [{ quantity: '12', unit_price: '100.00' }] })
  })

  test('at the contract’s own price a renewal needs only what its total asks for', async () => {
    const { id } = await openQuote()
    const quote = await shop.cast.as('sales').call(promise.quotesRenew, { id })
    expect(quote).toMatchObject({ unit_price: '156.00', seats: '10', lane: { row: '4', approve: [], sign: 'click' } })
  })

  test('no renewal goes below the seats that the product starts at, whoever renews', async () => {
    const { customer, id } = await openQuote('harbor-advanced', 12)
    const few = { code: 'quantity.below_minimum' }
    await expect(customer.buyer.call(promise.portalRenew, { id, seats: 10 })).rejects.toMatchObject(few)
    await expect(shop.cast.as('sales').call(promise.quotesRenew, { id, seats: 10 })).rejects.toMatchObject(few)
    await expect(shop.cast.as('finance').call(promise.contractsRenew, { id, seats: 10 })).rejects.toMatchObject(few)
    expect(await customer.buyer.call(promise.portalRenew, { id, seats: 11 })).toMatchObject({ seats: '11', state: 'offered' })
  })
})
