import { expect, test } from 'vitest'
import type { Customer } from '../../../../../test/cast/billing.ts'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

const till = shopOfEach()

const offered = async (customer: Customer) => {
  const { id } = await till.contractOf(customer)
  return customer.buyer.call(promise.portalSeatsAdd, { id, add: 2 })
}
const cardOf = async ({ accountId }: Customer): Promise<string> =>
  (
    await till.shop.query(
      'select m.id from billing.payment_method m join billing.profile p on p.id = m.profile_id where p.account_id = $1 and m.is_default',
      [accountId],
    )
  ).rows[0].id

test('a stored card pays while it is the buyer’s own and not removed', async () => {
  const { customer: one } = await till.bought()
  const { customer: other } = await till.bought()
  const quote = await offered(one)
  const [own, foreign] = [await cardOf(one), await cardOf(other)]
  const pay = (id: string) => one.buyer.call(promise.portalQuoteAccept, till.shop.yesTo(quote, { method_id: id }))
  const unknown = { kind: 'missing', code: 'payment.method_unknown' }
  await expect(pay(foreign)).rejects.toMatchObject(unknown)
  await expect(pay('00000000-0000-7000-8000-00000000beef')).rejects.toMatchObject(unknown)
  await till.shop.query(`update billing.payment_method set state = 'removed' where id = $1`, [own])
  await expect(pay(own)).rejects.toMatchObject(unknown)
  await till.shop.query(`update billing.payment_method set state = 'active' where id = $1`, [own])
  await pay(own)
  await till.shop.cast.drain()
  expect((await till.contractOf(one)).seats).toBe('12')
  expect((await till.contractOf(other)).seats).toBe('10')
})

test('a card field’s token pays for the account that filled it in alone, and is told without its country', async () => {
  const { customer: one } = await till.bought()
  const { customer: other } = await till.bought()
  const quote = await offered(one)
  const card = await other.buyer.call(promise.portalCardToken, { number: '4242 4242 4242 4242', exp_month: 12, exp_year: 2031, cvc: '123' })
  expect(Object.keys(card).sort()).toEqual(['brand', 'exp_month', 'exp_year', 'last4', 'token'])
  const pay = (token: string) => one.buyer.call(promise.portalQuoteAccept, till.shop.yesTo(quote, { token }))
  await expect(pay(card.token)).rejects.toMatchObject({ code: 'card.token_unknown' })
  await expect(pay('tok_nobody')).rejects.toMatchObject({ code: 'card.token_unknown' })
  await pay(await till.shop.token(one.buyer))
})
