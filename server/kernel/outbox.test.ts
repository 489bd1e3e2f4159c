import { AsyncLocalStorage } from 'node:async_hooks'
import { type Context, type ContextManager, context, ROOT_CONTEXT, trace } from '@opentelemetry/api'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { houseOf, roomOf } from '../../test/cast/room.ts'
import { record } from './audit.ts'
import { once } from './idempotency.ts'
import type { Listener } from './room.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

/** A room that only listens, over the cast's database. */
function houseHearing(listeners: Listener[]) {
  const room = roomOf('ears', { listeners, events: { 'ears.bell.rung': z.object({ n: z.number() }) } })
  let now = new Date('2026-06-15T10:00:00Z')
  const house = houseOf(cast, [room], { clock: () => now })
  return { house, wait: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) }
}

test('an event is heard after its command has committed, and not at all when it rolls back', async () => {
  const heard: unknown[] = []
  const { house } = houseHearing([
    { name: 'ears.commit', on: ['ears.bell.rung'], run: async (_ctx, event) => void heard.push(event.payload) },
  ])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 1 }))
  await house
    .open(async (ctx) => {
      await ctx.announce('ears.bell.rung', { n: 2 })
      throw new Error('the command fails')
    })
    .catch(() => undefined)
  await house.deliver()
  expect(heard).toEqual([{ n: 1 }])
})

test('an event that nobody declared, or of the wrong shape, is a bug found at once', async () => {
  const { house } = houseHearing([])
  await expect(house.open((ctx) => ctx.announce('ears.bell.stolen', {}))).rejects.toMatchObject({ code: 'event.undeclared' })
  await expect(house.open((ctx) => ctx.announce('ears.bell.rung', { n: 'one' }))).rejects.toThrow()
})

test('a listener that fails is tried again later; what it wrote before failing is gone', async () => {
  let tries = 0
  const { house, wait } = houseHearing([
    {
      name: 'ears.retry',
      on: ['ears.bell.rung'],
      run: async (ctx) => {
        tries += 1
        await record(ctx, { action: 'ears.bell.heard', subject: { kind: 'bell', id: `try-${tries}` } })
        if (tries === 1) throw new Error('not yet')
      },
    },
  ])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 1 }))
  await house.deliver()
  expect(tries).toBe(1)
  wait(2)
  await house.deliver()
  await house.deliver()
  expect(tries).toBe(2)
  const kept = await house.db.pool.query("select subject_id from kernel.audit where subject_kind = 'bell'")
  expect(kept.rows).toEqual([{ subject_id: 'try-2' }])
})

test('events of one key reach a listener in order, also past a failure; other keys go on', async () => {
  const heard: number[] = []
  let broken = true
  const { house, wait } = houseHearing([
    {
      name: 'ears.order',
      on: ['ears.bell.rung'],
      run: async (_ctx, event) => {
        const n = event.payload.n as number
        if (n === 1 && broken) throw new Error('broken')
        heard.push(n)
      },
    },
  ])
  await house.open(async (ctx) => {
    await ctx.announce('ears.bell.rung', { n: 1 }, { key: 'tower' })
    await ctx.announce('ears.bell.rung', { n: 2 }, { key: 'tower' })
    await ctx.announce('ears.bell.rung', { n: 3 }, { key: 'chapel' })
  })
  await house.deliver()
  expect(heard).toEqual([3])
  broken = false
  wait(5)
  await house.deliver()
  expect(heard).toEqual([3, 1, 2])
})

test('many workers deliver each event once', async () => {
  const heard: number[] = []
  const { house } = houseHearing([
    {
      name: 'ears.many',
      on: ['ears.bell.rung'],
      run: async (_ctx, event) => {
        await new Promise((resolve) => setTimeout(resolve, 1))
        heard.push(event.payload.n as number)
      },
    },
  ])
  await house.open(async (ctx) => {
    for (let n = 0; n < 40; n += 1) await ctx.announce('ears.bell.rung', { n })
  })
  await Promise.all([house.deliver(), house.deliver(), house.deliver(), house.deliver()])
  expect([...heard].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, n) => n))
})

test('work of several steps holds no transaction, is renewed while it lives, and runs once beside other workers', async () => {
  const heard: number[] = []
  const { house } = houseHearing([
    {
      name: 'ears.steps',
      on: ['ears.bell.rung'],
      steps: async (open, event) => {
        await open((ctx) => record(ctx, { action: 'ears.bell.walked', subject: { kind: 'step', id: '1' } }))
        // the other workers' look for due events comes and goes; a transaction around the step would stay
        const held = async () => {
          const idle = "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'"
          return (await house.db.pool.query(idle)).rowCount ?? 0
        }
        let left = await held()
        for (let look = 0; look < 500 && left > 0; look += 1, left = await held()) await new Promise((resolve) => setTimeout(resolve, 10))
        expect(left).toBe(0)
        heard.push(event.payload.n as number)
        await new Promise((resolve) => setTimeout(resolve, 50))
      },
    },
  ])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 7 }))
  await Promise.all([house.deliver(), house.deliver(), house.deliver()])
  expect(heard).toEqual([7])
})

test('steps whose process died are taken up by another when the lease is over, and given up when it dies every time', async () => {
  let tries = 0
  let dying = true
  const { house, wait } = houseHearing([
    {
      name: 'ears.dies',
      on: ['ears.bell.rung'],
      steps: async () => {
        tries += 1
        if (dying) throw new Error('a failure')
      },
    },
  ])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 8 }))
  // a process that took the delivery and vanished leaves exactly this
  await house.db.pool.query(
    "update kernel.delivery set attempts = 1, next_at = next_at + interval '15 seconds' where listener = 'ears.dies'",
  )
  await house.deliver()
  expect(tries).toBe(0)
  wait(16)
  await house.deliver()
  expect(tries).toBe(1)
  await house.db.pool.query("update kernel.delivery set attempts = 12, next_at = now() - interval '10 years' where listener = 'ears.dies'")
  dying = false
  await house.deliver()
  expect(tries).toBe(1)
  const { rows } = await house.db.pool.query(
    "select dead_at is not null as dead, done_at from kernel.delivery where listener = 'ears.dies'",
  )
  expect(rows).toEqual([{ dead: true, done_at: null }])
})

test('a delivery that breaks its own transaction is counted and does not stand in the way of others', async () => {
  const heard: string[] = []
  const { house, wait } = houseHearing([
    {
      name: 'ears.breaks',
      on: ['ears.bell.rung'],
      run: async (ctx) => {
        await sql`select pg_terminate_backend(pg_backend_pid())`.execute(ctx.tx)
      },
    },
    { name: 'ears.fine', on: ['ears.bell.rung'], run: async (_ctx, event) => void heard.push(String(event.payload.n)) },
  ])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 9 }))
  await house.deliver()
  expect(heard).toEqual(['9'])
  const { rows } = await house.db.pool.query("select attempts, error from kernel.delivery where listener = 'ears.breaks'")
  expect(rows).toEqual([{ attempts: 1, error: expect.stringMatching(/terminat/) }])
  wait(1)
  await house.deliver()
  await house.db.pool.query("delete from kernel.delivery where listener = 'ears.breaks'")
})

test('a listener that swallows an SQL error cannot pretend that all is well', async () => {
  const { house } = houseHearing([
    {
      name: 'ears.swallows',
      on: ['ears.bell.rung'],
      run: async (ctx) => {
        await sql`select 1 / 0`.execute(ctx.tx).catch(() => undefined)
      },
    },
  ])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 10 }))
  await house.deliver()
  const { rows } = await house.db.pool.query("select attempts, done_at from kernel.delivery where listener = 'ears.swallows'")
  expect(rows).toEqual([{ attempts: 1, done_at: null }])
  await house.db.pool.query("delete from kernel.delivery where listener = 'ears.swallows'")
})

test('an event whose listener has gone is set aside after many tries and blocks nobody', async () => {
  const { house } = houseHearing([{ name: 'ears.leaves', on: ['ears.bell.rung'], run: async () => undefined }])
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 11 }))
  const { house: later } = houseHearing([])
  expect(await later.deliver()).toBe(1)
  const { rows } = await house.db.pool.query("select attempts, error from kernel.delivery where listener = 'ears.leaves'")
  expect(rows).toEqual([{ attempts: 1, error: expect.stringContaining('nobody listens by the name ears.leaves') }])
  await house.db.pool.query("delete from kernel.delivery where listener = 'ears.leaves'")
})

test('the trace of the cause travels with the event', async () => {
  const { house } = houseHearing([])
  const span = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331', traceFlags: 1 }
  context.setGlobalContextManager(asyncContexts())
  try {
    await context.with(trace.setSpanContext(context.active(), span), () => house.open((ctx) => ctx.announce('ears.bell.rung', { n: 1212 })))
  } finally {
    context.disable()
  }
  const { rows } = await house.db.pool.query("select trace from kernel.outbox where payload ->> 'n' = '1212'")
  expect(rows).toEqual([{ trace: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }])
})

/** What an OpenTelemetry SDK brings: contexts that follow asynchronous work. */
function asyncContexts(): ContextManager {
  const storage = new AsyncLocalStorage<Context>()
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...args) => storage.run(active, () => work.call(self as never, ...args)),
    bind: (active, target) =>
      typeof target === 'function' ? (((...args: unknown[]) => storage.run(active, () => target(...args))) as never) : target,
    enable: () => manager,
    disable: () => manager,
  }
  return manager
}

test('the same key runs the work once; twins hear that it runs, later ones its answer; another body is refused', async () => {
  const { house } = houseHearing([])
  let runs = 0
  const ask = (requestSha: string) =>
    house.open((ctx) =>
      once(ctx, { operation: 'ears.ring', key: 'key-12345', requestSha: requestSha.padEnd(64, '0') }, async () => {
        runs += 1
        await new Promise((resolve) => setTimeout(resolve, 20))
        return { status: 201, answer: { run: runs } }
      }),
    )
  const twins = await Promise.allSettled([ask('a'), ask('a'), ask('a')])
  const refused = twins.flatMap((twin) => (twin.status === 'rejected' ? [twin.reason.code] : []))
  expect(refused.every((code) => code === 'idempotency.in_flight')).toBe(true)
  expect(await ask('a')).toEqual({ status: 201, answer: { run: 1 }, repeated: true })
  expect(runs).toBe(1)
  await expect(ask('b')).rejects.toMatchObject({ code: 'idempotency.key_reused', kind: 'refused' })
})

test('an audit row cannot be edited or deleted', async () => {
  await cast.open((ctx) => record(ctx, { action: 'ears.bell.cast', subject: { kind: 'bell', id: 'one' }, after: { weight: 12n } }))
  await expect(cast.house.db.pool.query("update kernel.audit set actor_name = 'somebody else'")).rejects.toThrow(/immutable/)
  await expect(cast.house.db.pool.query('delete from kernel.audit')).rejects.toThrow(/immutable/)
})
