import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { houseOf, listening, roomOf } from '../../test/cast/room.ts'
import { startDispatch } from './dispatch.ts'
import type { Listener } from './room.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

function houseHearing(listener: Listener) {
  return houseOf(cast, [roomOf('ears', { listeners: [listener], events: { 'ears.bell.rung': z.object({ n: z.number() }) } })], {
    clock: () => new Date(),
  })
}

test('an event wakes the sleeping worker at once', async () => {
  const heard: number[] = []
  const house = houseHearing({ name: 'wake', on: ['ears.bell.rung'], run: async () => void heard.push(performance.now()) })
  const dispatch = await startDispatch(house, 2)
  try {
    await pause(300)
    for (let n = 1; n <= 3; n += 1) {
      const rung = performance.now()
      await house.open((ctx) => ctx.announce('ears.bell.rung', { n }))
      await vi.waitFor(() => expect(heard).toHaveLength(n), { timeout: 8000, interval: 2 })
      // fifteen seconds are the pace without the wake
      expect((heard[n - 1] ?? 0) - rung).toBeLessThan(8000)
    }
  } finally {
    await dispatch.close()
  }
})

test('an event is heard by the word of the database alone: no worker looks for an hour', async () => {
  const heard: number[] = []
  const house = houseHearing({
    name: 'told',
    on: ['ears.bell.rung'],
    run: async (_ctx, event) => void heard.push(event.payload.n as number),
  })
  const dispatch = await startDispatch(house, 2, 3_600_000)
  try {
    await listening(cast, 'quarterdeck_outbox')
    // whoever looked when the ears opened has gone back to sleep
    await pause(500)
    for (let n = 1; n <= 3; n += 1) {
      await house.open((ctx) => ctx.announce('ears.bell.rung', { n }))
      await vi.waitFor(() => expect(heard).toContain(n), { timeout: 60_000, interval: 20 })
    }
    expect(heard).toEqual([1, 2, 3])
  } finally {
    await dispatch.close()
  }
})

test('closing lets the delivery at hand end and starts no other', async () => {
  const heard: number[] = []
  const house = houseHearing({
    name: 'slow',
    on: ['ears.bell.rung'],
    run: async (_ctx, event) => {
      await pause(150)
      heard.push(event.payload.n as number)
    },
  })
  await house.open(async (ctx) => {
    for (let n = 1; n <= 20; n += 1) await ctx.announce('ears.bell.rung', { n })
  })
  const dispatch = await startDispatch(house, 1)
  await pause(60)
  const before = performance.now()
  await dispatch.close()
  expect(performance.now() - before).toBeLessThan(1000)
  expect(heard.length).toBeLessThanOrEqual(2)
  const done = await house.db.pool.query("select count(*)::int as n from kernel.delivery where listener = 'slow' and done_at is not null")
  expect(done.rows[0].n).toBe(heard.length)
  await house.db.pool.query("delete from kernel.delivery where listener = 'slow'")
})

test('a worker whose connections are cut goes on delivering', async () => {
  const heard: number[] = []
  const house = houseHearing({
    name: 'cut',
    on: ['ears.bell.rung'],
    run: async (_ctx, event) => void heard.push(event.payload.n as number),
  })
  const dispatch = await startDispatch(house, 2)
  try {
    await pause(200)
    await house.db.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 1 }))
    await vi.waitFor(() => expect(heard).toEqual([1]), { timeout: 5000 })
  } finally {
    await dispatch.close()
  }
})

test('a failed delivery is tried again when it is due, not at the next look', async () => {
  const tries: number[] = []
  const house = houseHearing({
    name: 'again',
    on: ['ears.bell.rung'],
    run: async () => {
      if (tries.push(1) < 3) throw new Error('not yet')
    },
  })
  const dispatch = await startDispatch(house, 2)
  try {
    await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 1 }))
    // retries after 1 and 2 seconds; without an alarm of its own the loop looks every 15
    await vi.waitFor(() => expect(tries).toHaveLength(3), { timeout: 10_000, interval: 20 })
  } finally {
    await dispatch.close()
  }
})

test('a worker with nothing to do asks the database next to nothing', async () => {
  const house = houseHearing({ name: 'idle', on: ['ears.bell.rung'], run: async () => undefined })
  let asked = 0
  const dispatch = await startDispatch({
    ...house,
    deliver: (more) => {
      asked += 1
      return house.deliver(more)
    },
  })
  try {
    await pause(5000)
    // each worker looks at its start and when its ears have opened
    expect(asked).toBeLessThanOrEqual(6)
  } finally {
    await dispatch.close()
  }
})

test('who delivers for some listeners leaves to others what those hear', async () => {
  const heard: string[] = []
  const listener = (name: string): Listener => ({ name, on: ['ears.bell.rung'], run: async () => void heard.push(name) })
  const ears = roomOf('ears', {
    listeners: [listener('left'), listener('right')],
    events: { 'ears.bell.rung': z.object({ n: z.number() }) },
  })
  const house = houseOf(cast, [ears], { clock: () => new Date() })
  await house.open((ctx) => ctx.announce('ears.bell.rung', { n: 1 }))
  expect(await house.deliver(undefined, ['right'])).toBe(1)
  expect(heard).toEqual(['right'])
  expect(await house.deliver(undefined, ['right'])).toBe(0)
  await house.deliver()
  expect(heard).toEqual(['right', 'left'])
})
