import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { houseOf, roomOf } from '../../test/cast/room.ts'
import { statementsOf } from '../../test/cast/statements.ts'
import { attempt } from './outbox.ts'
import type { Listener } from './room.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

/** A room that only listens, over the cast's database. */
function houseHearing(listeners: Listener[]) {
  return { house: houseOf(cast, [roomOf('ears', { listeners, events: { 'ears.bell.rung': z.object({ n: z.number() }) } })]) }
}

test('what an attempt announced is lost with it; what came before and after is told, in order', async () => {
  const heard: unknown[] = []
  const { house } = houseHearing([
    { name: 'ears.attempt', on: ['ears.bell.rung'], run: async (_ctx, event) => void heard.push(event.payload.n) },
  ])
  await house.open(async (ctx) => {
    await ctx.announce('ears.bell.rung', { n: 1 })
    await attempt(ctx.tx, async () => {
      await ctx.announce('ears.bell.rung', { n: 2 })
      throw new Error('refused')
    }).catch(() => undefined)
    await attempt(ctx.tx, () => ctx.announce('ears.bell.rung', { n: 3 }))
    await ctx.announce('ears.bell.rung', { n: 4 })
  })
  await house.deliver()
  expect(heard).toEqual([1, 3, 4])
})

test('a transaction that breaks at its commit takes no other delivery with it', async () => {
  const pool = cast.house.db.pool
  await pool.query(`create table if not exists public.bell (n int, unique (n) deferrable initially deferred)`)
  await pool.query('insert into public.bell values (2)')
  const { house } = houseHearing([
    {
      name: 'ears.commits',
      on: ['ears.bell.rung'],
      run: async (ctx, event) => void (await sql`insert into public.bell values (${event.payload.n as number})`.execute(ctx.tx)),
    },
  ])
  await house.open(async (ctx) => {
    for (let n = 1; n <= 4; n += 1) await ctx.announce('ears.bell.rung', { n })
  })
  await house.deliver()
  expect((await pool.query('select n from public.bell order by n')).rows.map((row) => row.n)).toEqual([1, 2, 3, 4])
  const { rows } = await pool.query("select attempts, error from kernel.delivery where listener = 'ears.commits' and done_at is null")
  expect(rows).toEqual([{ attempts: 1, error: expect.any(String) }])
  await pool.query("delete from kernel.delivery where listener = 'ears.commits' and done_at is null")
})

test('what is due is looked for once when nothing can have come of it, and again when something has', async () => {
  const looks = async (listeners: Listener[]) => {
    const { house } = houseHearing(listeners)
    await house.open(async (ctx) => {
      for (let n = 1; n <= 3; n += 1) await ctx.announce('ears.bell.rung', { n })
    })
    return (await statementsOf(() => house.deliver())).filter((text) => text.includes('skip locked')).length
  }
  const quiet: Listener = { name: 'ears.quiet', on: ['ears.bell.rung'], run: async () => undefined }
  expect(await looks([quiet])).toBe(1)
  const heard: unknown[] = []
  const echo: Listener = {
    name: 'ears.echo',
    on: ['ears.bell.rung'],
    run: async (ctx, event) => {
      const n = Number(event.payload.n)
      heard.push(n)
      if (n < 10) await ctx.announce('ears.bell.rung', { n: n + 10 })
    },
  }
  expect(await looks([echo])).toBe(2)
  expect(heard).toEqual([1, 2, 3, 11, 12, 13])
})

test('a later event of the same key is delivered in the same go', async () => {
  const heard: unknown[] = []
  const { house } = houseHearing([
    { name: 'ears.keyed', on: ['ears.bell.rung'], run: async (_ctx, event) => void heard.push(event.payload.n) },
  ])
  await house.open(async (ctx) => {
    for (let n = 1; n <= 3; n += 1) await ctx.announce('ears.bell.rung', { n }, { key: 'one' })
  })
  await house.deliver()
  expect(heard).toEqual([1, 2, 3])
})

test('a few deliveries share one transaction', async () => {
  const seen = new Set<string>()
  const { house } = houseHearing([
    {
      name: 'ears.shared',
      on: ['ears.bell.rung'],
      run: async (ctx) => {
        const { rows } = await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(ctx.tx)
        seen.add(rows[0]?.id ?? '')
      },
    },
  ])
  await house.open(async (ctx) => {
    for (let n = 0; n < 20; n += 1) await ctx.announce('ears.bell.rung', { n })
  })
  expect(await house.deliver()).toBe(20)
  expect(seen.size).toBe(2)
})
