import { expect, test } from 'vitest'
import { heldLedger } from '../../../test/cast/decisions.ts'
import { nearReach } from './index.ts'

const { ledger, who } = heldLedger(['people', 'decisions', 'customers'])

/** Accounts of one owner, numbered from a number on. */
const owned = (name: string, from: number, count: number) =>
  ledger.cast.house.db.pool.query(
    `insert into customers.account (id, number, name, name_key, kind, country, owner_id, source, created_day, created_at, created_by, updated_at, updated_by)
     select gen_random_uuid(), 'A-9' || (g + $2), 'n' || (g + $2), 'n' || (g + $2), 'business', 'DE', $1, 'staff', '2026-06-15', now(), 'x', now(), 'x'
     from generate_series(1, $3::int) g`,
    [who(name), from, count],
  )

test('the accounts of one reach are not those of another, and many are not listed', async () => {
  await owned('sol', 1000, 2)
  await owned('noa', 2000, 3)
  await owned('farid', 3000, 501)
  const counts = await ledger.cast.open(async (ctx) => {
    const found = []
    for (const name of ['sol', 'noa', 'farid']) {
      const near = await nearReach(ctx.tx, { of: 'owners', owners: [who(name)], pool: false })
      found.push(near.of === 'owners' ? near.accounts?.length : 'all')
    }
    return found
  })
  expect(counts).toEqual([2, 3, undefined])
})
