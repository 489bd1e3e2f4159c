import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { houseOf } from '../../test/cast/room.ts'
import { prepareJobs } from './jobs.ts'
import type { Job } from './room.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => cast.close())

const house = () => houseOf(cast, [])
const startJobs = async (...given: Parameters<typeof prepareJobs>) => (await prepareJobs(...given)).work()
const schedules = async () => (await cast.house.db.pool.query('select name, cron, timezone from pgboss.schedule order by name')).rows

test('a job that was sent is run with its input, once, in a transaction of the house', async () => {
  const ran: unknown[] = []
  const job: Job = {
    name: 'yard.paint',
    run: async (open, input) => open(async (ctx) => void ran.push([ctx.actor.kind, input.boat])),
  }
  const jobs = await startJobs(house(), [job])
  try {
    expect(await jobs.send('yard.paint', { boat: 'petrel' })).toMatch(/^[0-9a-f-]{36}$/)
    await vi.waitFor(() => expect(ran).toEqual([['system', 'petrel']]), { timeout: 15_000 })
  } finally {
    await jobs.close()
  }
})

test('what is prepared waits: a job is sent, and nobody does it before work begins', async () => {
  const ran: unknown[] = []
  const job: Job = { name: 'yard.caulk', run: async (_open, input) => void ran.push(input.boat) }
  const prepared = await prepareJobs(house(), [job])
  const other = await prepareJobs(houseOf(cast, [], { roles: ['web'] }), [job])
  const sender = await other.work()
  await sender.send('yard.caulk', { boat: 'petrel' })
  await pause(1500)
  expect(ran).toEqual([])
  const jobs = await prepared.work()
  try {
    await vi.waitFor(() => expect(ran).toEqual(['petrel']), { timeout: 15_000 })
  } finally {
    await Promise.all([jobs.close(), sender.close()])
  }
})

test('a job never waits or runs twice at a time, however many workers there are', async () => {
  let running = 0
  let most = 0
  const job: Job = {
    name: 'yard.launch',
    run: async () => {
      running += 1
      most = Math.max(most, running)
      await pause(300)
      running -= 1
    },
  }
  const workers = await Promise.all([startJobs(house(), [job]), startJobs(house(), [job])])
  try {
    const ids = [await workers[0]?.send('yard.launch', {}), await workers[1]?.send('yard.launch', {})]
    expect(ids.filter((id) => id === null)).toHaveLength(1)
    await vi.waitFor(() => expect(most).toBe(1), { timeout: 6000 })
  } finally {
    await Promise.all(workers.map((worker) => worker.close()))
  }
})

test('a schedule is kept in UTC, changed with the program, and gone when no room has it any more', async () => {
  const nightly = (cron: string): Job => ({ name: 'yard.sweep', cron, run: async () => undefined })
  await (await startJobs(house(), [nightly('17 3 * * *')])).close()
  expect(await schedules()).toEqual([{ name: 'yard.sweep', cron: '17 3 * * *', timezone: 'UTC' }])
  await (await startJobs(house(), [nightly('5 4 * * *')])).close()
  expect(await schedules()).toEqual([{ name: 'yard.sweep', cron: '5 4 * * *', timezone: 'UTC' }])
  await (await startJobs(house(), [])).close()
  expect(await schedules()).toEqual([])
})

test('a job whose minute has come is run by itself', async () => {
  const ran: number[] = []
  const job: Job = { name: 'yard.tick', cron: '* * * * *', run: async () => void ran.push(1) }
  const jobs = await startJobs(house(), [job], { cronMonitorIntervalSeconds: 1, cronWorkerIntervalSeconds: 1 })
  try {
    await vi.waitFor(() => expect(ran.length).toBeGreaterThan(0), { timeout: 70_000, interval: 200 })
  } finally {
    await jobs.close()
  }
}, 90_000)

test('a failed job is kept for another try; stopping waits for the one at hand', async () => {
  let ended = false
  const tries: number[] = []
  const fails: Job = {
    name: 'yard.leak',
    run: async () => {
      tries.push(1)
      throw new Error('not yet')
    },
  }
  const slow: Job = {
    name: 'yard.haul',
    run: async () => {
      tries.push(2)
      await pause(700)
      ended = true
    },
  }
  const jobs = await startJobs(house(), [fails, slow])
  await jobs.send('yard.leak', {})
  await jobs.send('yard.haul', {})
  await vi.waitFor(() => expect([...tries].sort()).toEqual([1, 2]), { timeout: 6000 })
  const before = performance.now()
  await jobs.close()
  expect(performance.now() - before).toBeLessThan(6000)
  expect(ended).toBe(true)
  const { rows } = await cast.house.db.pool.query("select state, retry_limit from pgboss.job where name = 'yard.leak'")
  expect(rows).toEqual([{ state: 'retry', retry_limit: 5 }])
})

// these two wait most of their time, for other queues: they wait side by side
test.concurrent('a job whose process died is taken up by a living worker', async () => {
  let tries = 0
  const job: Job = {
    name: 'yard.salvage',
    run: async () => {
      tries += 1
    },
  }
  const web = houseOf(cast, [], { roles: ['web'] })
  const sender = await startJobs(web, [job])
  await sender.send('yard.salvage', {})
  await sender.close()
  // what a killed worker leaves: taken, and silent since
  const dead =
    "update pgboss.job set state = 'active', started_on = now() - interval '2 minutes', heartbeat_on = now() - interval '2 minutes' where name = 'yard.salvage'"
  expect((await cast.house.db.pool.query(dead)).rowCount).toBe(1)
  const jobs = await startJobs(house(), [job], { superviseIntervalSeconds: 1, monitorIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 })
  try {
    expect(await jobs.send('yard.salvage', {})).toBeNull()
    await vi.waitFor(() => expect(tries).toBe(1), { timeout: 30_000, interval: 100 })
  } finally {
    await jobs.close()
  }
})

test.concurrent('a job that failed is tried again when its pause is over, not at the next look of a quiet queue', async () => {
  const tries: number[] = []
  const job: Job = {
    name: 'yard.caulk',
    run: async () => {
      tries.push(Date.now())
      if (tries.length === 1) throw new Error('the first try leaks')
    },
  }
  // without being told the queue would be looked at again in ten minutes
  const jobs = await startJobs(house(), [job], { notifyPollingIntervalSeconds: 600 })
  try {
    await jobs.send('yard.caulk', {})
    await vi.waitFor(() => expect(tries).toHaveLength(2), { timeout: 60_000, interval: 200 })
  } finally {
    await jobs.close()
  }
}, 90_000)
