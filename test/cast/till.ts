import { afterEach, beforeEach } from 'vitest'
import * as promise from '../../server/modules/billing/contract.ts'
import { type Customer, openShop, type Shop } from './billing.ts'

/** A shop for each test of a file, and what tests of contracts begin with. Days are mornings in UTC. */
export function shopOfEach() {
  let shop: Shop
  beforeEach(async () => {
    shop = await openShop()
  })
  afterEach(() => shop.close())

  const at = (day: string) => shop.cast.setNow(new Date(`${day}T10:00:00Z`))
  const finance = () => shop.cast.as('finance')

  async function contractOf(customer: Customer) {
    const [contract] = (await customer.buyer.call(promise.portalContracts, {})).items
    if (!contract) throw new Error('no contract')
    return contract
  }

  /** A customer who bought on 15 June 2026. */
  async function bought(request: { seats?: number; per?: 'year' | 'month' } = {}) {
    at('2026-06-15')
    const customer = await shop.customer()
    await shop.buy(customer, { seats: 10, ...request })
    return { customer, contract: await contractOf(customer) }
  }

  /** The billing run of the day, and all that follows from it. */
  async function run() {
    const done = await finance().call(promise.runsStart, {})
    await shop.cast.drain()
    return done
  }

  return {
    get shop() {
      return shop
    },
    at,
    finance,
    contractOf,
    bought,
    run,
  }
}
