import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { record } from './audit.ts'
import { once } from './idempotency.ts'
import { openHouse } from './house.ts'
import { quietLog } from './log.ts'
import type { Listener, Room } from './room.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

/** A room that only listens, over the cast's database. */
function houseHearing(listeners: Listener[]) {
  const room: Room = {
    name: 'ears',
    operations: [],
    listeners,
    jobs: [],
    events: { 'ears.bell.rung': z.object({ n: z.number() }) },
    personalData: [],
    searchable: [],
    attention: [],
    subjectLinks: {},
    publicViews: [],
    publicPages: [],
    wireDoors: [],
  }
  let now = new Date('2026-06-15T10:00:00Z')
  const house = openHouse({
    settings: cast.house.settings,
    rooms: [room],
    db: cast.house.db,
    log: quietLog,
    clock: () => now,
    zoneOf: async () => 'UTC',
  })
  return { house, wait: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) }
}

test('an event is heard after its command has committed, and not at all when it rolls back', async () => {
  const heard: unknown[] = []
  const { house } = houseHearing([{ name: 'ears.commit', on: ['ears.bell.rung'], run: async (_ctx, event) => void heard.push(event.payload) }])
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

test('the same key runs the work once, twins included; another body is refused', async () => {
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
  const answers = await Promise.all([ask('a'), ask('a'), ask('a')])
  expect(runs).toBe(1)
  expect(answers.map((answer) => answer.answer)).toEqual([{ run: 1 }, { run: 1 }, { run: 1 }])
  expect(answers.filter((answer) => answer.repeated)).toHaveLength(2)
  await expect(ask('b')).rejects.toMatchObject({ code: 'idempotency.different_body' })
})

test('an audit row cannot be edited or deleted', async () => {
  await cast.open((ctx) => record(ctx, { action: 'ears.bell.cast', subject: { kind: 'bell', id: 'one' }, after: { weight: 12n } }))
  await expect(cast.house.db.pool.query("update kernel.audit set actor_name = 'somebody else'")).rejects.toThrow(/immutable/)
  await expect(cast.house.db.pool.query('delete from kernel.audit')).rejects.toThrow(/immutable/)
})
