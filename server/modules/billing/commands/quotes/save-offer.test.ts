import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import * as promise from '../../contract.ts'

/** Deals that are told plainly: what may be bought alone, and what cannot be offered at all. */

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

describe('the splitting guard', () => {
  test('seats added on the day of the first order are bought alone: the order that began the contract does not count', async () => {
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 25 })
    const { items } = await customer.buyer.call(promise.portalContracts, {})
    const id = items[0]?.id ?? ''
    const quote = await customer.buyer.call(promise.portalSeatsAdd, { id, add: 5 })
    expect(quote).toMatchObject({ state: 'offered', totals: { net_minor: 78_000 } })
  })

  test('expansions of one contract count together, and a second new order counts the first', async () => {
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 20 })
    const { items } = await customer.buyer.call(promise.portalContracts, {})
    const id = items[0]?.id ?? ''
    await shop.accept(customer.buyer, await customer.buyer.call(promise.portalSeatsAdd, { id, add: 20 }))
    await shop.cast.drain()
    expect(await customer.buyer.call(promise.portalSeatsAdd, { id, add: 15 })).toMatchObject({ state: 'requested' })
    const again = { product: 'harbor-enterprise', seats: 15, per: 'year' as const }
    expect(await customer.buyer.call(promise.portalQuoteCreate, again)).toMatchObject({ state: 'requested' })
  })
})

test('a new order does not count what was added to another contract', async () => {
  const customer = await shop.customer()
  await shop.buy(customer, { seats: 10 })
  const { items } = await customer.buyer.call(promise.portalContracts, {})
  await shop.accept(customer.buyer, await customer.buyer.call(promise.portalSeatsAdd, { id: items[0]?.id ?? '', add: 20 }))
  await shop.cast.drain()
  const more = { product: 'harbor-enterprise', seats: 5, per: 'year' as const }
  expect(await customer.buyer.call(promise.portalQuoteCreate, more)).toMatchObject({ state: 'offered' })
})

test('what is offered is told as an offer; what waits for our answer is told as asked for alone', async () => {
  const customer = await shop.customer()
  const told = async (id: string) =>
    (await shop.query(`select name from kernel.outbox where payload ->> 'quote_id' = $1 order by name`, [id])).rows.map(({ name }) => name)
  const alone = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 5 })
  expect([alone.state, await told(alone.id)]).toEqual(['offered', ['billing.quote.created', 'billing.quote.offered']])
  const asked = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 500 })
  expect([asked.state, await told(asked.id)]).toEqual(['requested', ['billing.quote.created']])
})

describe('an offer says at once what cannot be', () => {
  test.each([
    ['start', { start: '2025-03-01' }, 'quote.start_in_the_past'],
    ['start', { start: '2099-01-01' }, 'quote.start_too_far'],
    ['start', { start: '2028-06-16' }, 'quote.start_too_far'],
    ['discount_percent', { discount_percent: '200' }, 'input.invalid'],
    ['discount_percent', { discount_percent: '-1' }, 'input.invalid'],
    ['seats', { seats: -5 }, 'input.invalid'],
  ])('%s', async (path, wrong, code) => {
    const customer = await shop.customer()
    const deal = { account_id: customer.accountId, product: 'harbor-enterprise', seats: 10, ...wrong }
    const refused = await shop.cast
      .as('sales')
      .call(promise.quotesCreate, deal)
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ code, kind: 'invalid', unmet: [{ path }] })
  })

  test.each(['2026-06-15', '2028-06-15'])('from today for two years: %s is fine', async (start) => {
    const customer = await shop.customer()
    const deal = { account_id: customer.accountId, product: 'harbor-enterprise', seats: 10, start }
    expect(await shop.cast.as('sales').call(promise.quotesCreate, deal)).toMatchObject({ state: 'draft' })
  })
})
