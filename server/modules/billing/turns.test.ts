import { expect, test } from 'vitest'
import { turnsOf } from '../../../test/cast/statements.ts'
import { shopOfEach } from '../../../test/cast/till.ts'
import * as promise from './contract.ts'

const till = shopOfEach()

/** Turns of a work on the connections that spoke of billing, and the statements that went in them. */
async function counted(work: () => Promise<unknown>): Promise<{ turns: number; statements: number; said: string }> {
  const turns = await turnsOf('billing', work)
  return { turns: turns.length, statements: turns.flat().length, said: turns.map((one) => one.join('\n    ')).join('\n') }
}

test('a purchase asks much of the database and waits for it seldom: a quote, its acceptance, and money, invoice and licence after it', async () => {
  const { shop } = till
  till.at('2026-06-15')
  const customer = await shop.customer()
  // a first purchase reads what a process keeps from then on
  await shop.buy(customer, { seats: 5 })
  const quoted = await counted(() =>
    customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 7, per: 'year' }),
  )
  expect(quoted.turns, quoted.said).toBeLessThanOrEqual(13)
  const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-enterprise', seats: 7, per: 'year' })
  const accepted = await counted(() =>
    customer.buyer.call(promise.portalQuoteAccept, {
      id: quote.id,
      order_hash: quote.order_hash,
      terms: quote.terms.map(({ code, version, locale, sha }) => ({ code, version, locale, sha })),
      ticked: true,
      button: quote.acceptance.button,
      signer: { name: 'Ada Buyer', title: 'Owner', authority: true },
      payment: { method_id: quote.methods[0]?.id ?? '' },
    }),
  )
  expect(accepted.turns, accepted.said).toBeLessThanOrEqual(16)
  const settled = await counted(() => shop.cast.house.deliver())
  expect(settled.statements).toBeGreaterThan(60)
  expect(settled.turns, settled.said).toBeLessThanOrEqual(23)
})
