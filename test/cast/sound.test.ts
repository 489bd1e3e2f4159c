import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from './billing.ts'
import { troubles } from './sound.ts'

/** The guard of all money tests finds what it is there to find; each fault is planted in a transaction that is taken back. */

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ rooms: ['people', 'customers', 'billing', 'licensing'] })
  await shop.buy(await shop.customer(), { seats: 10 })
})
afterAll(() => shop.close())

const now = new Date('2026-06-15T10:00:00Z')
async function planted(fault: string): Promise<string[]> {
  const client = await shop.cast.house.db.pool.connect()
  try {
    await client.query('begin')
    // the tables' own guards are off, so that the fault can be planted at all
    await client.query('set local session_replication_role = replica')
    await client.query(fault)
    return await troubles(client, now, ['billing', 'licensing'])
  } finally {
    await client.query('rollback')
    client.release()
  }
}

describe('after every test that touches money', () => {
  test('sound books have no troubles', async () => {
    expect(await troubles(shop.cast.house.db.pool, now, ['billing', 'licensing'])).toEqual([])
  })

  test.each([
    ['a journal that does not sum to zero', `update billing.posting set amount_minor = amount_minor + 1 where n = 0 and account = '1100'`],
    ['a document or journal of a day that is still ahead', `update billing.document set issue_day = '2026-06-16'`],
    ['a document or journal of a day that is still ahead', `update billing.document set tax_day = '2026-06-16'`],
    ['a document or journal of a day that is still ahead', `update billing.journal set day = '2026-06-16'`],
    ['a charge that was issued before its day', `update billing.document_line set from_day = '2026-06-16'`],
    ['a document whose open sum is not its receivable', `update billing.document_balance set open_minor = 1`],
    ['a balance that says other facts than its document', `delete from billing.document_balance`],
    ...[
      'account_id = document_id',
      'entity_id = document_id',
      `currency = 'XXX'`,
      'issue_day = issue_day - 1',
      'due_day = due_day + 1',
      'gross_minor = 1',
    ].map((wrong) => ['a balance that says other facts than its document', `update billing.document_balance set ${wrong}`]),
    [
      'a balance that says other facts than its document',
      `update billing.document set kind = 'credit_note'; update billing.document_balance set settled_day = issue_day`,
    ],
    ['a balance that is not what the ledger owes', `insert into billing.profile_balance select id, 'EUR', 5 from billing.profile`],
    ['income before a run has recognised any', `update billing.posting set account = '4900' where account = '2100'`],
    ['a payment outside the life of what it pays', `update billing.payment set source = 'transfer', day = '2020-01-01'`],
    ['an order that was paid and made no contract', `update billing."order" set contract_id = null`],
    ['a broken series', `update billing.document set position = 2`],
    ['a broken series', `update billing.document set canonical = canonical || '{"due_day": "2030-01-01"}'`],
    ['a broken series', `update billing.series set next = next + 1 where next > 1`],
    ['an order without its licence', `delete from licensing.licence_source`],
    ['a segment without its licence', `update licensing.licence set seats = seats + 1`],
    ['a segment without its licence', `update licensing.licence set starts_on = starts_on + 1`],
    ['a segment without its licence', `update licensing.licence set plan = 'other'`],
    [
      'a segment without its licence',
      `update licensing.entitlement set segments = jsonb_build_array(segments -> 0 || '{"to": "2026-09-01"}', segments -> 0 || '{"from": "2026-09-01", "seats": 3}')`,
    ],
    [
      'an order without its licence, or with one twice',
      `insert into licensing.licence select (l2).* from (select jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(),
         'number', 'LIC-2026-999999', 'serial', 99, 'wire_id', repeat('a', 26), 'issue_key', repeat('b', 64))) as l2 from licensing.licence l limit 1) x;
       insert into licensing.licence_source select l.id, s.entitlement_id, s.seats from licensing.licence l, licensing.licence_source s
         where l.number = 'LIC-2026-999999' limit 1`,
    ],
  ])('finds %s', async (name, fault) => {
    expect((await planted(fault)).join('\n')).toContain(name)
  })
})
