import { expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

const till = shopOfEach()
const kept = async (id: string) =>
  (await till.shop.query(`select lines -> 0 ->> 'months' as months, start_day::text, snapshot from billing.quote where id = $1`, [id]))
    .rows[0]

test.each([
  ['2026-06-15', '12'],
  ['2026-07-15', '11'],
  // a month that has begun counts
  ['2026-07-20', '11'],
  ['2027-06-14', '1'],
])('seats that are added on %s are priced for %s months', async (day, months) => {
  const { customer, contract } = await till.bought()
  till.at(day)
  const quote = await customer.buyer.call(promise.portalSeatsAdd, { id: contract.id, add: 1 })
  expect((await kept(quote.id)).months).toBe(months)
})

test('seats are added within the term alone', async () => {
  const { customer, contract } = await till.bought()
  till.at('2027-06-15')
  const add = () => customer.buyer.call(promise.portalSeatsAdd, { id: contract.id, add: 1 })
  await expect(add()).rejects.toMatchObject({ code: 'amendment.outside_term' })
  await till.shop.query(`update billing.contract set ended_on = '2027-01-01' where id = $1`, [contract.id])
  till.at('2027-01-01')
  await expect(add()).rejects.toMatchObject({ code: 'contract.ended' })
  till.at('2026-12-31')
  expect(await add()).toMatchObject({ kind: 'expansion' })
})

test('the next term is offered from its early days on, by the buyer and by us', async () => {
  const { customer, contract } = await till.bought()
  const renew = () => customer.buyer.call(promise.portalRenew, { id: contract.id })
  const staff = () => till.shop.cast.as('sales').call(promise.quotesRenew, { id: contract.id })
  till.at('2026-09-01')
  for (const early of [renew, staff]) await expect(early()).rejects.toMatchObject({ code: 'renewal.too_early' })
  till.at('2027-06-01')
  const own = await kept((await renew()).id)
  expect(own).toMatchObject({ months: '12' })
  expect(own.snapshot).not.toHaveProperty('renews')
})

test('what is sold by our team alone is renewed by our team, and nobody renews fewer seats than the product starts at', async () => {
  const { customer, contract } = await till.bought()
  till.at('2027-06-01')
  const renew = () => customer.buyer.call(promise.portalRenew, { id: contract.id })
  const staff = (seats: number) => till.shop.cast.as('sales').call(promise.quotesRenew, { id: contract.id, seats })
  await till.shop.query(`update billing.product set self_serve = false, min_quantity = 5 where code = 'harbor-enterprise'`)
  await expect(renew()).rejects.toMatchObject({ code: 'product.ask_us' })
  await expect(staff(4)).rejects.toMatchObject({ code: 'quantity.below_minimum' })
  expect(await staff(10)).toMatchObject({ kind: 'renewal' })
  await till.shop.query(`update billing.product set self_serve = true where code = 'harbor-enterprise'`)
  await expect(customer.buyer.call(promise.portalRenew, { id: contract.id, seats: 4 })).rejects.toMatchObject({
    code: 'quantity.below_minimum',
  })
})
