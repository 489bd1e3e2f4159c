import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openShop, type Shop } from '../../../../../test/cast/billing.ts'
import * as promise from '../../contract.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ now: '2026-03-10T09:00:00Z' })
  for (const now of ['2026-03-10T10:00:00Z', '2026-03-31T10:00:00Z', '2026-04-01T10:00:00Z', '2026-06-30T10:00:00Z']) {
    shop.cast.setNow(new Date(now))
    await shop.buy(await shop.customer(), { seats: 7 })
    await shop.buy(await shop.customer('US', null), { seats: 11 })
  }
})
afterAll(() => shop?.close())

/** Every posting there is, added up anew. */
async function summed(day: string): Promise<Record<string, [number, number]>> {
  const { rows } = await shop.query(
    `select e.code || ' ' || j.currency || ' ' || p.account as key, sum(greatest(p.amount_minor, 0))::int as debit, sum(-least(p.amount_minor, 0))::int as credit
     from billing.posting p join billing.journal j on j.id = p.journal_id join billing.legal_entity e on e.id = j.entity_id
     where j.day <= $1 group by 1`,
    [day],
  )
  return Object.fromEntries(rows.map((row) => [row.key, [row.debit, row.credit]]))
}

async function told(day: string, entity?: string): Promise<Record<string, [number, number]>> {
  const { ledgers } = await shop.cast.as('auditor').call(promise.trialBalance, { day, ...(entity ? { entity } : {}) })
  return Object.fromEntries(
    ledgers.flatMap((ledger) =>
      ledger.accounts.map((row) => [`${ledger.entity} ${ledger.currency} ${row.code}`, [row.debit_minor, row.credit_minor]]),
    ),
  )
}

describe('the trial balance', () => {
  test.each([
    '2026-02-28',
    '2026-03-09',
    '2026-03-10',
    '2026-03-30',
    '2026-03-31',
    '2026-04-01',
    '2026-05-15',
    '2026-06-29',
    '2026-06-30',
    '2027-01-01',
  ])('on %s is the sum of every posting until that day', async (day) => {
    const sum = await summed(day)
    expect(await told(day)).toEqual(sum)
    const [entity] = Object.keys(sum).map((key) => key.split(' ')[0] ?? '')
    if (entity) {
      expect(await told(day, entity)).toEqual(Object.fromEntries(Object.entries(sum).filter(([key]) => key.startsWith(`${entity} `))))
    }
  })

  test('what a transaction posts and takes back is not counted, what it posts in several statements is', async () => {
    const before = await told('2026-06-30')
    const client = await shop.cast.house.db.pool.connect()
    const post = async (n: number, amount: number) => {
      const id = `01900000-0000-7000-8000-00000000000${n}`
      await client.query(
        `insert into billing.journal (id, entity_id, day, period, currency, event, source_id, key, memo, created_at, created_by)
         select $1::uuid, id, '2026-06-15', '2026-06', 'EUR', 'test', $1::uuid, $1::text, 'test', now(), 'test' from billing.legal_entity where code = 'DE'`,
        [id],
      )
      await client.query(
        `insert into billing.posting (journal_id, n, account, amount_minor) values ($1, 1, '1000', $2::bigint), ($1, 2, '1200', -$2::bigint)`,
        [id, amount],
      )
    }
    try {
      await client.query('begin')
      await post(1, 500)
      await client.query('savepoint here')
      await post(2, 70_000)
      await client.query('rollback to savepoint here')
      await post(3, 25)
      await client.query('commit')
    } finally {
      client.release()
    }
    const [debit, credit] = before['DE EUR 1000'] ?? [0, 0]
    expect((await told('2026-06-30'))['DE EUR 1000']).toEqual([debit + 525, credit])
    expect(await told('2026-06-30')).toEqual(await summed('2026-06-30'))
  })
})
