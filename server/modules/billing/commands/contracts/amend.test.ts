import { describe, expect, test } from 'vitest'
import { shopOfEach } from '../../../../../test/cast/till.ts'
import * as promise from '../../contract.ts'

/** What is recorded today for a day that is ahead: nothing is issued, credited or charged before that day. */

const till = shopOfEach()
const { at, finance, bought, contractOf } = till

async function run() {
  expect((await till.run()).failed).toBe(0)
}

type Wish = Parameters<typeof promise.contractsAmend.input.parse>[0] extends infer _ ? Record<string, unknown> : never
async function amend(id: string, change: Wish) {
  const preview = await finance().call(promise.contractsChangePreview, { id, change } as never)
  const before = await documents()
  await finance().call(promise.contractsAmend, { id, change, reason: 'Agreed' } as never)
  await till.shop.cast.drain()
  return { preview, made: (await documents()).slice(before.length) }
}

async function documents() {
  const { rows } = await till.shop.query(
    `select d.kind, d.issue_day::text as day, d.net_minor::int as net, b.open_minor::int as open
     from billing.document d join billing.document_balance b on b.document_id = d.id order by d.id`,
  )
  return rows as { kind: string; day: string; net: number; open: number }[]
}
const charges = async () => (await till.shop.query('select count(*)::int as n from billing.payment_intent')).rows[0].n as number

describe('a change whose day is ahead', () => {
  test('added seats: recorded today, invoiced and charged on their own day, as the preview said', async () => {
    const { contract } = await bought()
    at('2026-11-28')
    const asked = await charges()
    const { preview, made } = await amend(contract.id, { kind: 'seats', add: 10, effective: '2027-03-01' })
    expect(preview).toMatchObject({ effective: '2027-03-01', today: '2026-11-28', bill_day: '2027-03-01', totals: { net_minor: 45_304 } })
    expect(preview.text).toContain('invoiced on 2027-03-01')
    expect(made).toEqual([])
    expect(await charges()).toBe(asked)
    at('2027-02-28')
    await run()
    expect(await documents()).toHaveLength(1)
    at('2027-03-01')
    await run()
    expect((await documents()).slice(1)).toEqual([{ kind: 'invoice', day: '2027-03-01', net: 45_304, open: 0 }])
    expect(await charges()).toBe(asked + 1)
  })

  test('a prorated end: the credit note is dated on the day of the end', async () => {
    const { contract } = await bought()
    at('2026-11-28')
    const { preview, made } = await amend(contract.id, { kind: 'end', effective: '2027-01-15', credit: 'prorated' })
    expect(preview).toMatchObject({ bill_day: '2027-01-15', totals: { net_minor: -64_537 } })
    expect(made).toEqual([])
    at('2027-01-14')
    await run()
    expect(await documents()).toHaveLength(1)
    at('2027-01-15')
    await run()
    expect((await documents()).slice(1)).toEqual([{ kind: 'credit_note', day: '2027-01-15', net: -64_537, open: 0 }])
  })

  test('a prorated end inside a month that is not billed yet: that month is billed to its last day', async () => {
    const { contract } = await bought({ per: 'month' })
    at('2026-06-20')
    const { preview, made } = await amend(contract.id, { kind: 'end', effective: '2026-08-05', credit: 'prorated' })
    expect(preview).toMatchObject({ bill_day: '2026-07-15' })
    expect(made).toEqual([])
    for (const day of ['2026-07-15', '2026-08-05', '2026-08-15', '2026-09-15']) {
      at(day)
      await run()
    }
    const months = await documents()
    expect(months.map(({ kind, day }) => [kind, day])).toEqual([
      ['invoice', '2026-06-15'],
      ['invoice', '2026-07-15'],
    ])
    // the month without the end, less what the preview took off it
    expect(months[1]?.net).toBe((months[0]?.net ?? 0) + preview.totals.net_minor)
  })

  test('an end on the day of a month that the run has not billed yet leaves no note without an invoice', async () => {
    const { contract } = await bought({ per: 'month' })
    at('2026-07-20')
    const { made } = await amend(contract.id, { kind: 'end', effective: '2026-07-20', credit: 'prorated' })
    expect(made.map(({ kind }) => kind)).toEqual(['invoice'])
    await run()
    expect(await documents()).toHaveLength(2)
  })

  test('a renewal by our people: the stored card is asked when the new term begins', async () => {
    const { customer, contract } = await bought()
    at('2027-04-01')
    const { preview, made } = await amend(contract.id, { kind: 'renew', months: 12, seats: 12 })
    expect(preview).toMatchObject({ effective: '2027-06-15', bill_day: '2027-06-15', totals: { net_minor: 187_200 } })
    expect(made).toEqual([])
    expect(await contractOf(customer)).toMatchObject({ end: '2028-06-15', next_bill_day: '2027-06-15' })
    at('2027-06-14')
    await run()
    expect(await documents()).toHaveLength(1)
    at('2027-06-15')
    await run()
    expect((await documents()).slice(1)).toEqual([{ kind: 'invoice', day: '2027-06-15', net: 187_200, open: 0 }])
  })

  test('a renewal on terms is invoiced thirty days ahead, as the renewal policy says', async () => {
    const { contract } = await bought()
    await till.shop.query(`update billing.contract set method_id = null where id = $1`, [contract.id])
    at('2027-04-01')
    const { preview, made } = await amend(contract.id, { kind: 'renew', months: 12 })
    expect(preview).toMatchObject({ effective: '2027-06-15', bill_day: '2027-05-16' })
    expect(made).toEqual([])
    at('2027-05-15')
    await run()
    expect(await documents()).toHaveLength(1)
    at('2027-05-16')
    await run()
    expect((await documents()).slice(1)).toEqual([{ kind: 'invoice', day: '2027-05-16', net: 156_000, open: 185_640 }])
  })

  test('a renewal that the customer orders is paid with the order, and the invoice is of that day', async () => {
    const { customer, contract } = await bought()
    at('2027-04-01')
    const preview = await customer.buyer.call(promise.portalAmendmentPreview, { id: contract.id, kind: 'renew', seats: 10 })
    expect(preview).toMatchObject({ effective: '2027-06-15', bill_day: '2027-04-01', totals: { net_minor: 156_000 } })
    const quote = await customer.buyer.call(promise.portalRenew, { id: contract.id })
    await till.shop.accept(customer.buyer, quote)
    await till.shop.cast.drain()
    expect((await documents()).slice(1)).toEqual([{ kind: 'invoice', day: '2027-04-01', net: 156_000, open: 0 }])
  })

  test('a deal that starts later: accepted with a card today, charged when it starts', async () => {
    at('2026-06-15')
    const customer = await till.shop.customer()
    const seller = till.shop.cast.as('sales')
    const quote = await seller.call(promise.quotesCreate, {
      account_id: customer.accountId,
      product: 'harbor-enterprise',
      seats: 10,
      start: '2026-08-01',
    })
    await seller.call(promise.quotesOffer, { id: quote.id })
    const offered = await customer.buyer.call(promise.portalQuote, { id: quote.id })
    const order = await till.shop.accept(customer.buyer, offered)
    await till.shop.cast.drain()
    expect(order).toMatchObject({ payment: { state: 'not_needed' } })
    expect(await documents()).toEqual([])
    expect(await charges()).toBe(0)
    expect(await contractOf(customer)).toMatchObject({ start: '2026-08-01', next_bill_day: '2026-08-01', state: 'pending' })
    at('2026-08-01')
    await run()
    expect(await documents()).toEqual([{ kind: 'invoice', day: '2026-08-01', net: 156_000, open: 0 }])
    expect(await charges()).toBe(1)
  })
})
