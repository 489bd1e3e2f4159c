import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { statementsOf } from '../../../test/cast/statements.ts'
import { connect, type Database } from '../connect.ts'
import { forItsValues, sendAhead } from '../database.ts'
import { mayRunAgain } from '../fault.ts'
import { attempt } from '../outbox.ts'

let cast: Cast
/** one connection, so that what it has prepared is what the next transaction finds */
let db: Database
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
beforeEach(async () => {
  db = connect(cast.house.db.url, { max: 1 })
  await cast.house.db.pool.query('drop table if exists public.crate; create table public.crate (n int unique, word text)')
  return () => db.close()
})
afterAll(() => cast?.close())

const put = (n: number) => sql`insert into public.crate (n) values (${n})`
const crates = async () => (await cast.house.db.pool.query('select n from public.crate order by n')).rows.map(({ n }) => n)
const numbers = sql<{ n: number }>`select n from public.crate order by n`
const transact = <T>(work: (tx: Parameters<typeof sendAhead>[0]) => Promise<T>) => db.kysely.transaction().execute(work)

/** How often the work waited for the server. */
async function tripsOf(work: () => Promise<unknown>): Promise<number> {
  const pool = db.pool as unknown as { _clients: { query: (...given: unknown[]) => unknown }[] }
  await db.pool.query('select 1')
  const [client] = pool._clients
  if (!client) throw new Error('no connection')
  const plain = client.query
  let trips = 0
  client.query = function query(...given: unknown[]) {
    trips += 1
    return Reflect.apply(plain, this, given)
  }
  await work().finally(() => {
    client.query = plain
  })
  return trips
}

test('a transaction that asks nothing makes no round trip, one that asks makes one more than it asks', async () => {
  expect(await tripsOf(() => transact(async () => undefined))).toBe(0)
  expect(await tripsOf(() => transact((tx) => numbers.execute(tx)))).toBe(2)
})

test('what is asked at once is one round trip, each gets its own answer, and a failure is told to who comes after it', async () => {
  await transact((tx) => put(5).execute(tx))
  const trips = await tripsOf(() =>
    transact(async (tx) => {
      await sendAhead(tx, put(6))
      const asked = [numbers, sql`select 7 as seven`, put(8), numbers].map(async (query) => (await query.execute(tx)).rows)
      expect(await Promise.all(asked)).toEqual([[{ n: 5 }, { n: 6 }], [{ seven: 7 }], [], [{ n: 5 }, { n: 6 }, { n: 8 }]])
    }),
  )
  expect(trips).toBe(2)
  const told: unknown[] = []
  const work = transact(async (tx) => {
    const asked = [numbers, put(8), numbers].map((query) => query.execute(tx).then(({ rows }) => told.push(rows.length)))
    for (const one of await Promise.allSettled(asked)) if (one.status === 'rejected') told.push(one.reason.code)
  })
  await expect(work).rejects.toThrow()
  expect(told).toEqual([3, '23505', '23505'])
})

test('a branch that outlives its transaction writes nothing', async () => {
  let branch: Promise<unknown> = Promise.resolve()
  await transact(async (tx) => {
    await put(1).execute(tx)
    branch = new Promise((resolve) => setTimeout(resolve, 50)).then(() => put(2).execute(tx))
    branch.catch(() => undefined)
    throw new Error('refused')
  }).catch(() => undefined)
  await expect(branch).rejects.toThrow()
  expect(await crates()).toEqual([])
})

test('what is sent ahead is seen by what is read after it, and goes with the commit at the latest', async () => {
  const trips = await tripsOf(() =>
    transact(async (tx) => {
      for (const n of [1, 2, 3]) await sendAhead(tx, put(n))
      expect((await numbers.execute(tx)).rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }])
      await sendAhead(tx, put(4))
    }),
  )
  expect([trips, await crates()]).toEqual([2, [1, 2, 3, 4]])
})

test('what fails ahead fails the commit, and nothing of the transaction stays', async () => {
  const work = transact(async (tx) => {
    for (const n of [1, 2, 2]) await sendAhead(tx, put(n))
  })
  await expect(work).rejects.toMatchObject({ code: '23505' })
  expect(await crates()).toEqual([])
  expect(await transact(async (tx) => (await numbers.execute(tx)).rows)).toEqual([])
})

test('what fails ahead fails the next statement; who swallows that cannot pretend that all is well', async () => {
  const work = transact(async (tx) => {
    await put(1).execute(tx)
    await sendAhead(tx, put(1))
    await numbers.execute(tx).catch(() => undefined)
  })
  await expect(work).rejects.toThrow()
  expect(await crates()).toEqual([])
})

test('what waits when the work throws is never sent', async () => {
  const sent = await statementsOf(() =>
    transact(async (tx) => {
      await sendAhead(tx, put(1))
      throw new Error('refused')
    }).catch(() => undefined),
  )
  expect(sent).toEqual([])
})

test('hundreds of statements may go ahead', async () => {
  await transact(async (tx) => {
    for (let n = 0; n < 350; n += 1) await sendAhead(tx, put(n))
  })
  expect((await crates()).length).toBe(350)
})

test('an attempt that fails loses its own work alone, whether it was sent or waited', async () => {
  await transact(async (tx) => {
    await sendAhead(tx, put(1))
    for (const sent of [true, false]) {
      await attempt(tx, async () => {
        await sendAhead(tx, put(2))
        if (sent) await numbers.execute(tx)
        throw new Error('refused')
      }).catch(() => undefined)
    }
    await attempt(tx, () => sendAhead(tx, put(3)))
    await attempt(tx, async () => {
      await attempt(tx, () => sendAhead(tx, put(3))).catch(() => undefined)
      await sendAhead(tx, put(4))
    })
  })
  expect(await crates()).toEqual([1, 3, 4])
})

test('what fails ahead within an attempt is known there, unless the attempt is loose: then it is the commit’s', async () => {
  const failed: unknown[] = []
  await transact(async (tx) => {
    await put(1).execute(tx)
    await attempt(tx, () => sendAhead(tx, put(1))).catch((error) => failed.push(error.code))
    await sendAhead(tx, put(2))
  })
  expect([failed, await crates()]).toEqual([['23505'], [1, 2]])
  const loose = transact(async (tx) => {
    await attempt(tx, () => sendAhead(tx, put(1)), { loosely: true })
    // an older savepoint is not taken for this one's
    await attempt(tx, () => numbers.execute(tx), { loosely: true }).catch((error) => failed.push(error.message))
    await sendAhead(tx, put(3))
  })
  await expect(loose).rejects.toThrow()
  expect(await crates()).toEqual([1, 2])
})

test('values and answers are written and read as ever, the third time as the first', async () => {
  const asked = [
    new Date('2026-03-04T05:06:07.089Z'),
    Buffer.from([0, 255]),
    7n,
    ['a', 'b"c'],
    JSON.stringify({ a: 1 }),
    null,
    '2026-01-31',
    '1.50',
    true,
  ]
  const types = ['timestamptz', 'bytea', 'bigint', 'text[]', 'jsonb', 'text', 'date', 'numeric', 'boolean']
  const columns = types.map((type, n) => `$${n + 1}::${type} as c${n}`).join(', ')
  const { rows: plain } = await db.pool.query(`select ${columns}`, asked)
  const parts = asked.flatMap((value, n) => [sql`${value}`, sql.raw(`::${types[n]} as c${n}${n < asked.length - 1 ? ', ' : ''}`)])
  const request = sql`select ${sql.join(parts, sql``)}`
  for (let time = 0; time < 4; time += 1) expect((await request.execute(db.kysely)).rows).toEqual(plain)
})

test('a statement is prepared at its second use, and a connection keeps a few hundred at most', async () => {
  const prepared = async () => Number((await db.pool.query('select count(*) as n from pg_prepared_statements')).rows[0].n)
  await numbers.execute(db.kysely)
  expect(await prepared()).toBe(0)
  for (let n = 0; n < 3; n += 1) await numbers.execute(db.kysely)
  expect(await prepared()).toBe(1)
  for (let n = 0; n < 600; n += 1) await sql.raw(`select ${n >> 1} as n`).execute(db.kysely)
  await numbers.execute(db.kysely)
  expect(await prepared()).toBeGreaterThan(200)
  expect(await prepared()).toBeLessThanOrEqual(257)
})

test('a statement that is planned for its values is never prepared', async () => {
  const named = async (words: string) =>
    Number((await db.pool.query('select count(*) as n from pg_prepared_statements where statement like $1', [`%${words}%`])).rows[0].n)
  for (let time = 0; time < 3; time += 1) {
    await transact((tx) => sql`select ${time}::int as held_at where ${forItsValues}`.execute(tx))
    await transact((tx) => sql`select ${time}::int as kept_at`.execute(tx))
  }
  expect([await named('held_at'), await named('kept_at')]).toEqual([0, 1])
})

test('columns that another process changes meanwhile cost one try, and no connection a second', async () => {
  const all = sql`select * from public.crate`
  for (let n = 0; n < 3; n += 1) await all.execute(db.kysely)
  await cast.house.db.pool.query('alter table public.crate add column size int; insert into public.crate values (1, null, 5)')
  const error = await all.execute(db.kysely).catch((thrown: unknown) => thrown)
  expect(mayRunAgain(error)).toBe(true)
  for (let n = 0; n < 3; n += 1) expect((await all.execute(db.kysely)).rows).toEqual([{ n: 1, word: null, size: 5 }])
  await db.pool.query('deallocate all')
  expect(mayRunAgain(await all.execute(db.kysely).catch((thrown: unknown) => thrown))).toBe(true)
  expect((await all.execute(db.kysely)).rows.length).toBe(1)
})

test('a statement that cannot be read or sent fails alone', async () => {
  const loop: Record<string, unknown> = {}
  loop.loop = loop
  await expect(sql`select ${loop}::text`.execute(db.kysely)).rejects.toThrow()
  await expect(sql`select nothing`.execute(db.kysely)).rejects.toMatchObject({ code: '42703' })
  expect((await sql`select 1 as n`.execute(db.kysely)).rows).toEqual([{ n: 1 }])
})

test('a connection that is cut fails what it carries, and the next work finds another', async () => {
  const work = transact(async (tx) => {
    await put(1).execute(tx)
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
  })
  await expect(work).rejects.toThrow(/terminat/)
  await transact((tx) => put(2).execute(tx))
  expect(await crates()).toEqual([2])
})

test('a careless session does not wait for its commits, and what it wrote is there when the program waits for anything else', async () => {
  const careless = connect(cast.house.db.url, { max: 1, careless: true })
  const work = (n: number) => careless.kysely.transaction().execute((tx) => put(n).execute(tx))
  await careless.kysely.transaction().execute(async (tx) => void (await numbers.execute(tx)))
  const pool = careless.pool as unknown as { _clients: { query: (...given: unknown[]) => unknown }[] }
  const [client] = pool._clients
  if (!client) throw new Error('no connection')
  const plain = client.query
  let trips = 0
  client.query = function query(...given: unknown[]) {
    trips += 1
    return Reflect.apply(plain, this, given)
  }
  await new Promise((resolve) => setImmediate(resolve))
  trips = 0
  for (const n of [1, 2, 3]) await work(n)
  expect(trips).toBe(3)
  await new Promise((resolve) => setImmediate(resolve))
  expect(trips).toBe(4)
  expect((await numbers.execute(careless.kysely)).rows.map(({ n }) => n)).toEqual([1, 2, 3])
  // nothing was asked in it, and nothing of the one before is lost
  await work(4)
  await careless.kysely.transaction().execute(async () => undefined)
  expect((await numbers.execute(careless.kysely)).rows).toHaveLength(4)
  // one that undoes itself undoes nothing of the one before
  await work(5)
  await expect(careless.kysely.transaction().execute(async (tx) => put(5).execute(tx))).rejects.toThrow('crate_n_key')
  expect((await numbers.execute(careless.kysely)).rows).toHaveLength(5)
  await work(6)
  await careless.close()
  expect(await crates()).toEqual([1, 2, 3, 4, 5, 6])
})

test('what a careless session has committed is seen by others once it has settled', async () => {
  const careless = connect(cast.house.db.url, { max: 1, careless: true })
  for (let n = 1; n <= 20; n += 1) {
    await careless.kysely.transaction().execute((tx) => put(n).execute(tx))
    await careless.settled().then(async () => expect(await crates()).toHaveLength(n))
  }
  await careless.close()
})

test('a commit that fails behind a careless session is told to whoever goes on, or closes', async () => {
  await cast.house.db.pool.query(
    'create table if not exists public.lid (n int primary key); alter table public.crate drop constraint if exists lidded, add constraint lidded foreign key (n) references public.lid (n) deferrable initially deferred',
  )
  const fails = async (goOn: (careless: Database) => Promise<unknown>) => {
    const careless = connect(cast.house.db.url, { max: 1, careless: true })
    await careless.kysely.transaction().execute((tx) => put(9).execute(tx))
    await expect(goOn(careless)).rejects.toThrow('lidded')
    await careless.close().catch(() => undefined)
  }
  await fails((careless) => careless.close())
  await fails((careless) => careless.settled())
  await fails((careless) => careless.kysely.transaction().execute((tx) => numbers.execute(tx)))
  await fails(async (careless) => {
    await new Promise((resolve) => setTimeout(resolve, 200))
    await numbers.execute(careless.kysely)
    await careless.kysely.transaction().execute((tx) => numbers.execute(tx))
  })
  expect(await crates()).toEqual([])
  await cast.house.db.pool.query('drop table public.crate, public.lid')
})
