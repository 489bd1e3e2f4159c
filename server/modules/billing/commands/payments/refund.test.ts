import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Customer, openShop, type Shop } from '../../../../../test/cast/billing.ts'
import * as promise from '../../contract.ts'

/** Many who reach for one balance at once, and refunds that are more than is owed: nothing is used, or sent back, twice. */

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
})
afterEach(() => shop.close())

const finance = () => shop.cast.as('finance')
const owed = async () => (await finance().call(promise.balancesList, {})).items

/** A buyer to whom we owe 1,856.40 EUR (ten seats bought and given back whole), with so many small contracts on terms. */
async function owedBuyer(contracts: number): Promise<{ customer: Customer; ids: string[]; profile: string }> {
  const customer = await shop.customer()
  await shop.buy(customer, { seats: 10 })
  for (let at = 0; at < contracts; at += 1) await shop.buy(customer, { seats: 2 })
  const { items } = await customer.buyer.call(promise.portalContracts, {})
  const ids = items.filter((one) => one.seats === '2').map((one) => one.id)
  await shop.query('update billing.contract set method_id = null where id = any($1::uuid[])', [ids])
  const whole = items.find((one) => one.seats === '10')
  shop.cast.setNow(new Date('2026-06-25T10:00:00Z'))
  const end = { kind: 'end' as const, effective: '2026-06-25', credit: 'full' as const }
  await finance().call(promise.contractsAmend, { id: whole?.id ?? '', change: end, reason: 'Ordered twice' })
  await shop.cast.drain()
  const [balance] = await owed()
  expect(balance).toMatchObject({ balance_minor: 185_640 })
  return { customer, ids, profile: balance?.profile_id ?? '' }
}

const more = (id: string, add: number) =>
  finance().call(promise.contractsAmend, { id, change: { kind: 'seats', add }, reason: 'More people' }, { key: randomUUID() })
const back = (profile: string, amount: number, key = randomUUID(), by = finance()) =>
  by.call(
    promise.balancesRefund,
    { profile_id: profile, currency: 'EUR', amount_minor: amount, reference: 'SEPA 4711', reason: 'Asked for it' },
    { key },
  )

async function sums() {
  const { rows } = await shop.query(
    `select (select coalesce(sum(amount_minor), 0)::int from billing.payment where source = 'balance') as used,
            (select coalesce(sum(amount_minor), 0)::int from billing.refund) as refunded,
            (select coalesce(sum(amount_minor), 0)::int from billing.profile_balance) as left,
            (select coalesce(-sum(amount_minor), 0)::int from billing.posting where account = '2200') as ledger`,
  )
  return rows[0] as { used: number; refunded: number; left: number; ledger: number }
}

describe('one balance', () => {
  test('that eight invoices reach for at once pays as much as it is, and no more', async () => {
    const { ids } = await owedBuyer(8)
    await Promise.all(ids.map((id) => more(id, 3)))
    await shop.cast.drain()
    expect(await sums()).toEqual({ used: 185_640, refunded: 0, left: 0, ledger: 0 })
    const { items } = await finance().call(promise.documentsList, { kind: 'invoice', state: 'open' })
    const open = items.reduce((sum, one) => sum + one.open_minor, 0)
    const { rows } = await shop.query(
      `select sum(gross_minor)::int as gross from billing.document where issue_day = '2026-06-25' and kind = 'invoice'`,
    )
    expect(open).toBe(rows[0].gross - 185_640)
  }, 60_000)

  test('is sent back once, however often somebody tries at once', async () => {
    const { profile } = await owedBuyer(0)
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => back(profile, 185_640)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    const codes = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
    expect(new Set(codes)).toEqual(new Set(['balance.none']))
    expect(await sums()).toEqual({ used: 0, refunded: 185_640, left: 0, ledger: 0 })
    expect(await shop.count('refund')).toBe(1)
  })

  test('is not sent back twice by one press that arrives twice', async () => {
    const { profile } = await owedBuyer(0)
    const [key, by] = [randomUUID(), finance()]
    const first = await back(profile, 100_000, key, by)
    expect(await back(profile, 100_000, key, by)).toEqual(first)
    expect(await sums()).toEqual({ used: 0, refunded: 100_000, left: 85_640, ledger: 85_640 })
    const { rows } = await shop.query(`select count(*)::int as n from kernel.outbox where name = 'billing.balance.refunded'`)
    expect(rows[0].n).toBe(1)
  })

  test('is not more than it is: what is above is refused and says so, at once and in a crowd', async () => {
    const { profile } = await owedBuyer(0)
    await expect(back(profile, 185_641)).rejects.toMatchObject({ code: 'refund.too_large', unmet: [{ path: 'amount_minor' }] })
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => back(profile, 60_000)))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
    const codes = tries.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []))
    expect(new Set(codes)).toEqual(new Set(['refund.too_large']))
    expect(await sums()).toEqual({ used: 0, refunded: 180_000, left: 5_640, ledger: 5_640 })
  })

  test('used and sent back at once: one of the two waits, and both together are never more than it was', async () => {
    const { ids, profile } = await owedBuyer(2)
    const tries = await Promise.allSettled([more(ids[0] ?? '', 6), back(profile, 185_640), more(ids[1] ?? '', 6)])
    expect(tries[0]?.status).toBe('fulfilled')
    expect(tries[2]?.status).toBe('fulfilled')
    const { used, refunded, left, ledger } = await sums()
    expect(used + refunded + left).toBe(185_640)
    expect(ledger).toBe(left)
    expect(refunded).toBe(tries[1]?.status === 'fulfilled' ? 185_640 : 0)
  })
})
