import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import { sandbox } from '../../../../adapters/payments/sandbox.ts'
import { sweepIntents } from '../payments/collect.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

describe('numbers, hashes, ledger', () => {
  test('20 purchases side by side get numbers without a gap, and everything sums to zero', async () => {
    const customers = await Promise.all(Array.from({ length: 20 }, () => shop.customer()))
    await Promise.all(
      customers.map(async (customer) => {
        const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 3 })
        await shop.accept(customer.buyer, quote)
      }),
    )
    await Promise.all([shop.cast.house.deliver(), shop.cast.house.deliver(), shop.cast.house.deliver()])
    await shop.cast.drain()
    expect(await shop.count('document')).toBe(20)
    const auditor = shop.cast.as('auditor')
    const { items } = await auditor.call(promise.seriesList, {})
    expect(items).toMatchObject([{ prefix: 'DE-INV-2026-', issued: 20 }])
    expect(await auditor.call(promise.seriesProof, { id: items[0]?.id ?? '' })).toMatchObject({ sound: true, checked: 20, faults: [] })
    const balance = await auditor.call(promise.trialBalance, {})
    expect(balance.ledgers.map((ledger) => ledger.sum_minor)).toEqual([0])
    expect(balance.ledgers[0]?.accounts.find((account) => account.code === '1100')?.balance_minor).toBe(0)
  })

  test('what was issued, accepted or posted cannot be changed or taken away, not even by hand', async () => {
    for (const table of [
      'document',
      'document_line',
      'document_tax',
      'acceptance',
      'amendment',
      'journal',
      'posting',
      'payment',
      'allocation',
      'terms_document',
    ]) {
      const column = table === 'terms_document' ? 'title' : 'ctid'
      await expect(shop.query(`delete from billing.${table}`), table).rejects.toThrow(/immutable/)
      if (column === 'title') await expect(shop.query(`update billing.${table} set title = 'x'`)).rejects.toThrow(/immutable/)
    }
    await expect(shop.query(`update billing.document set gross_minor = 1`)).rejects.toThrow(/immutable/)
    await expect(shop.query(`update billing.price set unit_price = 1`)).rejects.toThrow(/immutable/)
    await expect(shop.query(`update billing.quote set totals = '{}'`)).rejects.toThrow(/immutable/)
  })

  test('a journal that does not balance is refused by the database', async () => {
    const client = await shop.cast.house.db.pool.connect()
    try {
      await client.query('begin')
      const id = '01900000-0000-7000-8000-000000000001'
      await client.query(
        `insert into billing.journal (id, entity_id, day, period, currency, event, source_id, key, memo, created_at, created_by)
         select $1, id, '2026-06-15', '2026-06', 'EUR', 'test', $1, 'test', 'test', now(), 'test' from billing.legal_entity limit 1`,
        [id],
      )
      await expect(
        client.query(`insert into billing.posting (journal_id, n, account, amount_minor) values ($1, 1, '1000', 5), ($1, 2, '1100', -4)`, [
          id,
        ]),
      ).rejects.toThrow(/unbalanced/)
      await client.query('rollback')
      await client.query('begin')
      await client.query(
        `insert into billing.journal (id, entity_id, day, period, currency, event, source_id, key, memo, created_at, created_by)
         select $1, id, '2026-06-15', '2026-06', 'EUR', 'test', $1, 'test', 'test', now(), 'test' from billing.legal_entity limit 1`,
        [id],
      )
      await expect(client.query('commit')).rejects.toThrow(/unbalanced/)
    } finally {
      client.release()
    }
  })

  test('the acceptance binds text, order, person, time and place, and its seal verifies', async () => {
    const { rows } = await shop.query(
      'select a.record, a.seal, q.order_hash from billing.acceptance a join billing.quote q on q.id = a.quote_id limit 1',
    )
    const { sealOf } = await import('../../rules/acceptance.ts')
    expect(rows[0].record.order_hash).toBe(rows[0].order_hash)
    expect(sealOf(rows[0].record)).toBe(rows[0].seal)
    expect(rows[0].record.signer.name.commitment).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(rows[0].record)).not.toContain('Robin')
  })
})

describe('a cut between charge and answer', () => {
  test('the money was taken and the answer lost: the sweep asks again with the same key, and there is one charge', async () => {
    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2 })
    const order = await shop.accept(customer.buyer, quote)
    const { rows } = await shop.query(
      'select i.*, m.provider_ref from billing.payment_intent i join billing.payment_method m on m.id = i.method_id order by i.id desc limit 1',
    )
    const [intent] = rows
    await sandbox.charge(shop.cast.open, {
      key: `${intent.key}-1`,
      token: intent.provider_ref,
      amount_minor: intent.amount_minor,
      currency: intent.currency,
    })
    // the outbox never delivered: the process died here
    await shop.query(`update kernel.delivery set done_at = now() where done_at is null`)
    const before = await shop.count('sandbox_charge')
    shop.cast.setNow(new Date('2026-06-15T10:05:00Z'))
    expect(await sweepIntents(shop.cast.open)).toMatchObject({ asked: 1 })
    expect(await sweepIntents(shop.cast.open)).toMatchObject({ asked: 0 })
    await shop.cast.drain()
    expect(await shop.count('sandbox_charge')).toBe(before)
    expect(await customer.buyer.call(promise.portalOrder, { number: order.number })).toMatchObject({
      state: 'fulfilling',
      payment: { state: 'succeeded' },
    })
  })

  test('nobody paid for 72 hours: the order fails and says so', async () => {
    const customer = await shop.customer()
    const quote = await customer.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 2 })
    const order = await shop.accept(customer.buyer, quote, '4000000000000002')
    await shop.cast.drain()
    shop.cast.setNow(new Date('2026-06-18T11:00:00Z'))
    expect(await sweepIntents(shop.cast.open)).toMatchObject({ failed: 1 })
    expect(await customer.buyer.call(promise.portalOrder, { number: order.number })).toMatchObject({ state: 'failed', may: [] })
    await expect(customer.buyer.call(promise.portalOrderPay, { number: order.number, payment: {} })).rejects.toMatchObject({
      code: 'order.nothing_to_pay',
    })
  })
})

describe('customers see their own account and nothing else', () => {
  test('quotes, orders, contracts, documents of another account are not there', async () => {
    const [one, other] = [await shop.customer(), await shop.customer()]
    const order = await shop.buy(one, { product: 'harbor-professional', seats: 2 })
    const quote = await one.buyer.call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 3 })
    const { items } = await one.buyer.call(promise.portalContracts, {})
    const gone = { status: 404 }
    await expect(other.buyer.call(promise.portalQuote, { id: quote.id })).rejects.toMatchObject(gone)
    await expect(shop.accept(other.buyer, quote)).rejects.toMatchObject(gone)
    await expect(other.buyer.call(promise.portalOrder, { number: order.number })).rejects.toMatchObject(gone)
    await expect(other.buyer.call(promise.portalOrderPay, { number: order.number, payment: {} })).rejects.toMatchObject(gone)
    await expect(other.buyer.call(promise.portalContract, { id: items[0]?.id ?? '' })).rejects.toMatchObject(gone)
    await expect(other.buyer.call(promise.portalSeatsAdd, { id: items[0]?.id ?? '', add: 1 })).rejects.toMatchObject(gone)
    await expect(other.buyer.call(promise.portalRenewalChoice, { id: items[0]?.id ?? '', auto_renew: false })).rejects.toMatchObject(gone)
    await expect(other.buyer.call(promise.portalAmendmentPreview, { id: items[0]?.id ?? '', kind: 'seats', add: 1 })).rejects.toMatchObject(
      gone,
    )
    await expect(other.buyer.call(promise.portalDocumentPdf, { id: order.documents[0]?.id ?? '' })).rejects.toMatchObject(gone)
    expect((await other.buyer.call(promise.portalDocuments, {})).items).toEqual([])
    expect((await other.buyer.call(promise.portalContracts, {})).items).toEqual([])
    expect((await other.buyer.call(promise.portalOrders, {})).items).toEqual([])
    await expect(
      shop.cast.contact(one.accountId, 'technical').call(promise.portalQuoteCreate, { product: 'harbor-professional', seats: 3 }),
    ).rejects.toMatchObject({ status: 403 })
  })
})
