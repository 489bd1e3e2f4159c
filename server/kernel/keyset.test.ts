import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { behind, type Column, newest, oldest, onward, type Order, pageBy } from './keyset.ts'
import { cursorOf } from './page.ts'

type Ship = { id: string; name: string; seen: Date; crew: number }

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people'] })
  await cast.house.db.pool.query(`create schema port; create table port.ship (id uuid primary key, name text, seen timestamptz, crew int);
    insert into port.ship select gen_random_uuid(), 'Ship ' || n % 5, '2026-01-01'::timestamptz + (n % 3) * interval '1 day', n % 4 from generate_series(1, 40) n`)
})
afterAll(() => cast.close())

const columns: Record<string, Column<Ship>> = {
  name: { by: sql`lower(name)`, type: 'text', of: (row) => row.name.toLowerCase() },
  seen: { by: 'ship.seen', type: 'timestamptz', of: (row) => row.seen.toISOString() },
  crew: { by: sql`-crew`, type: 'int', of: (row) => String(-row.crew) },
  id: { by: 'id', type: 'uuid', of: (row) => row.id },
}
const ships = (order: Order<Ship>, page: { cursor?: string; limit: number }) =>
  cast.house.db.kysely
    .transaction()
    .execute((tx) => onward(tx.withSchema('port').selectFrom('ship').selectAll(), order, page).execute()) as Promise<Ship[]>

test('pages of any length, in any order, are the whole list once, in order', async () => {
  const orders = fc.record({ by: fc.subarray(['name', 'seen', 'crew']), down: fc.boolean(), limit: fc.integer({ min: 1, max: 41 }) })
  await fc.assert(
    fc.asyncProperty(orders, async ({ by, down, limit }) => {
      const order: Order<Ship> = { columns: [...by, 'id'].map((name) => columns[name] as Column<Ship>), down }
      const walked: string[] = []
      let cursor: string | undefined
      do {
        const page = pageBy(await ships(order, { limit, ...(cursor ? { cursor } : {}) }), order, limit)
        walked.push(...page.items.map((row) => row.id))
        cursor = page.next ?? undefined
      } while (cursor)
      const whole = await ships(order, { limit: 100 })
      expect(walked).toEqual(whole.map((row) => row.id))
      expect(walked).toHaveLength(40)
    }),
    { numRuns: 25 },
  )
})

test('by ids, oldest first is newest first turned round', async () => {
  const up = await ships(oldest('ship.id') as Order<Ship>, { limit: 100 })
  expect((await ships(newest('ship.id') as Order<Ship>, { limit: 100 })).map((row) => row.id)).toEqual(up.map((row) => row.id).reverse())
})

describe('a cursor that we did not give out is refused before the database sees it', () => {
  const order: Order<Ship> = { columns: [columns['seen'], columns['crew'], columns['id']] as Column<Ship>[], down: true }
  const id = '0190a5f0-0000-7000-8000-000000000000'
  test.each([
    ['is no cursor', 'x'],
    ['is of a list with another order', cursorOf([id])],
    ['holds no instant', cursorOf(['yesterday', '-3', id])],
    ['holds no number', cursorOf(['2026-01-01T00:00:00.000Z', '3.5', id])],
    ['holds no id', cursorOf(['2026-01-01T00:00:00.000Z', '3', "' or true --"])],
  ])('it %s', (_, cursor) => {
    expect(() => behind(order, cursor)).toThrow(expect.objectContaining({ code: 'cursor.invalid' }))
  })
})
