import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Customer, openShop, type Shop } from '../../../test/cast/billing.ts'
import * as sale from '../billing/contract.ts'
import * as promise from './contract.ts'

let shop: Shop
beforeEach(async () => {
  shop = await openShop({ rooms: ['people', 'customers', 'billing', 'licensing'], now: '2026-02-01T10:00:00Z' })
})
afterEach(() => shop.close())

const at = (day: string) => shop.cast.setNow(new Date(`${day}T10:00:00Z`))
const staff = () => shop.cast.as('finance', 'sales')

async function bought(seats: number): Promise<{ customer: Customer; contract: string }> {
  at('2026-02-01')
  const customer = await shop.customer()
  await shop.buy(customer, { seats })
  const { items } = await customer.buyer.call(sale.portalContracts, {})
  return { customer, contract: items[0]?.id ?? '' }
}

async function run(): Promise<void> {
  await staff().call(sale.runsStart, {}, { key: crypto.randomUUID() })
  await shop.cast.drain()
}

async function renew(contract: string, seats: number): Promise<void> {
  await staff().call(sale.contractsRenew, { id: contract, months: 12, seats, reason: 'Agreed by telephone' }, { key: crypto.randomUUID() })
  await shop.cast.drain()
}

async function add(contract: string, seats: number, effective?: string): Promise<void> {
  const change = { kind: 'seats' as const, add: seats, ...(effective && { effective }) }
  await staff().call(sale.contractsAmend, { id: contract, change, reason: 'A new team' }, { key: crypto.randomUUID() })
  await shop.cast.drain()
}

/** The files of a customer, lowest serial first: seats and days. */
async function files(customer: Customer): Promise<string[]> {
  const { items } = await customer.buyer.call(promise.portalLicencesList, { limit: 200 })
  return items.sort((a, b) => a.serial - b.serial).map((one) => `${one.seats} from ${one.starts_on} to ${one.ends_on}`)
}

/** What the customer is told of the time after the file in force. */
async function ahead(customer: Customer) {
  const { items } = await customer.buyer.call(promise.portalLicencesList, { limit: 200 })
  return items.find((one) => ['active', 'expiring'].includes(one.state))?.ahead
}

/** Seats of the licence in force, and seats that the contract gives. */
async function inForce(customer: Customer): Promise<{ licensed: number[]; sold: number }> {
  const { items } = await customer.buyer.call(promise.portalLicencesList, { limit: 200 })
  const contracts = await customer.buyer.call(sale.portalContracts, {})
  const licensed = items.filter((one) => ['active', 'expiring'].includes(one.state)).map((one) => one.seats)
  return { licensed, sold: Number(contracts.items[0]?.seats) }
}

describe('what was sold is what is licensed', () => {
  test.each([
    [18, 10],
    [15, 25],
  ])('a renewal from %i to %i seats: the old file to its end, the new number from the new term on', async (before, after) => {
    const { customer, contract } = await bought(before)
    at('2026-12-10')
    await renew(contract, after)
    expect(await ahead(customer)).toMatchObject([{ from: '2027-02-01', seats: after, number: expect.stringMatching(/^LIC-2026-/) }])
    expect(await files(customer)).toEqual([`${before} from 2026-02-01 to 2027-02-01`, `${after} from 2027-02-01 to 2028-02-01`])
    for (const [day, seats] of [
      ['2026-12-10', before],
      ['2027-01-31', before],
      ['2027-02-01', after],
    ] as const) {
      at(day)
      await run()
      expect(await inForce(customer)).toEqual({ licensed: [seats], sold: seats })
    }
    expect(await files(customer)).toHaveLength(2)
  })

  test('two more seats two days before the end of a term that was renewed with fewer count for two days', async () => {
    const { customer, contract } = await bought(25)
    await add(contract, 50)
    at('2026-12-10')
    await renew(contract, 70)
    at('2027-01-30')
    await add(contract, 2)
    expect(await files(customer)).toEqual([
      '25 from 2026-02-01 to 2027-02-01',
      '75 from 2026-02-01 to 2027-02-01',
      '70 from 2027-02-01 to 2028-02-01',
      '77 from 2027-01-30 to 2027-02-01',
    ])
    expect(await inForce(customer)).toEqual({ licensed: [77], sold: 77 })
    // what begins where it ends is none of the files that it replaces
    const replaced = 'array(select r.serial from licensing.licence r where r.id = any(l.replaces) order by 1) as replaced'
    const { rows } = await shop.query(`select l.serial, ${replaced} from licensing.licence l order by l.serial`)
    expect(rows.at(-1)).toEqual({ serial: 4, replaced: [1, 2] })
    at('2027-02-01')
    await run()
    expect(await inForce(customer)).toEqual({ licensed: [70], sold: 70 })
    expect(await files(customer)).toHaveLength(4)
    // the list filters by the state that it shows
    const listed = await staff().call(promise.licencesList, { limit: 200 })
    for (const state of ['active', 'superseded', 'grace'] as const) {
      const filtered = await staff().call(promise.licencesList, { limit: 200, state })
      expect(filtered.items.map((one) => one.id)).toEqual(listed.items.filter((one) => one.state === state).map((one) => one.id))
    }
  })

  test('seats that begin in spring are licensed in spring, and known before', async () => {
    const { customer, contract } = await bought(20)
    at('2026-03-01')
    await add(contract, 5, '2026-05-01')
    expect(await files(customer)).toEqual(['20 from 2026-02-01 to 2027-02-01'])
    expect(await ahead(customer)).toEqual([{ from: '2026-05-01', seats: 25, number: null }])
    at('2026-05-01')
    await run()
    expect(await ahead(customer)).toEqual([])
    expect(await files(customer)).toEqual(['20 from 2026-02-01 to 2027-02-01', '25 from 2026-05-01 to 2027-02-01'])
    expect(await inForce(customer)).toEqual({ licensed: [25], sold: 25 })
  })

  test('an automatic renewal brings the file of the next term', async () => {
    const { customer } = await bought(7)
    at('2027-02-01')
    await run()
    expect(await files(customer)).toEqual(['7 from 2026-02-01 to 2027-02-01', '7 from 2027-02-01 to 2028-02-01'])
    expect(await inForce(customer)).toEqual({ licensed: [7], sold: 7 })
  })

  test('whatever is added and renewed, and in which order', async () => {
    const deals = []
    for (const seed of [1, 2, 3, 4, 5]) deals.push({ ...(await bought(10 + seed)), draw: dice(seed), terms: 1 })
    for (const day of ['2026-04-11', '2026-08-30', '2026-12-05', '2027-01-20', '2027-01-31', '2027-02-01', '2027-06-06', '2027-12-12']) {
      at(day)
      await run()
      for (const deal of deals) {
        const { customer, contract, draw } = deal
        const deed = draw(4)
        const term = day < '2027-02-01' ? 1 : 2
        if (deed === 0) await add(contract, 1 + draw(6))
        else if (deed === 1 && day < '2027-01-25') await add(contract, 1 + draw(6), '2027-01-25')
        else if (deed === 2 && deal.terms === term && ['2026-12-05', '2027-01-20', '2027-01-31', '2027-12-12'].includes(day)) {
          await renew(contract, 5 + draw(20))
          deal.terms += 1
        }
        const { licensed, sold } = await inForce(customer)
        expect({ day, licensed, files: await files(customer) }).toMatchObject({ day, licensed: [sold] })
      }
    }
  })
})

/** The same numbers on every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed * 2_654_435_761
  return (sides) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 374_761_393) >>> 0
    return state % sides
  }
}
