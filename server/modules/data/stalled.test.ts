import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { homeTile } from '../../doors/contract.ts'
import * as ask from './contract.ts'
import { valueOf as metricValue, warehouseReady } from './index.ts'
import { segmentFolder } from './log/segments.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ live: true })
  await warehouseReady()
})
afterAll(() => cast.close())

/** Lets the database's clock say that the stage did its work two minutes ago; a stage that works says otherwise at once. */
async function longAgo(): Promise<void> {
  await cast.house.db.pool.query(`update data.pulse set good_at = clock_timestamp() - interval '2 minutes' where stage = 'events'`)
}
const readyz = async () => (await cast.http(new Request('http://localhost/readyz'))).text()
const tes = async () => (await cast.as('member').call(ask.metricsGet, { id: 'tes' })).freshness
const lines = async (role: string) => ((await cast.as(role).call(homeTile, { tile: 'needs' })).needs ?? []).map((one) => one.kind)

test('a log that cannot be read to its end is seen: stale figures as of then, a line on Home for stewards, named by the readiness page', async () => {
  expect([await readyz(), (await tes()).state, await lines('bizops')]).toEqual(['ready', 'fresh', []])

  const odd = join(segmentFolder(cast.house.settings.dataDir), '2026-06-15', 'odd-20260615-000001.ndjson')
  mkdirSync(odd, { recursive: true })
  await warehouseReady()
  await longAgo()
  await warehouseReady()
  const seen = await tes()
  expect(seen).toMatchObject({ state: 'stale', complete_through: expect.stringMatching(/^2026/) })
  expect(await readyz()).toMatch(/^degraded\ndata\.events: New events are not being loaded since 20/)
  expect(await lines('bizops')).toEqual(['data.stalled'])
  expect(await lines('member')).toEqual([])
  const fresh = await cast.as('bizops').call(ask.freshnessRead, {})
  expect(fresh).toMatchObject({
    log: { unloaded_bytes: null },
    stalled: [{ stage: 'events', trouble: expect.stringContaining('is not a file') }],
  })
  expect((await cast.as('member').call(ask.freshnessRead, {})).stalled).toMatchObject([{ stage: 'events', trouble: null }])
  expect(fresh.metrics.find((one) => one.metric === 'arr')).toMatchObject({ state: 'fresh' })
  const value = await cast.open((ctx) => metricValue(ctx, { metric: 'tes', window: 'at:2026-06-14' }))
  expect(value).toMatchObject({ freshness: { state: 'stale', completeThrough: seen.complete_through } })
  const metrics = await (await cast.http(new Request('http://localhost/metrics'))).text()
  expect(metrics).toContain('quarterdeck_unwell{part="data.events"} 1')

  rmSync(odd, { recursive: true })
  await warehouseReady()
  expect([await readyz(), (await tes()).state, await lines('bizops')]).toEqual(['ready', 'fresh', []])
  expect((await cast.as('bizops').call(ask.freshnessRead, {})).log.unloaded_bytes).toBe(0)
})

test('events are complete only through the last time that every segment could be read, however the clock goes on', async () => {
  const through = async () => (await tes()).complete_through
  cast.setNow(new Date('2026-06-15T12:00:00Z'))
  await warehouseReady()
  expect(await through()).toBe('2026-06-15T12:00:00.000Z')

  const odd = join(segmentFolder(cast.house.settings.dataDir), '2026-06-15', 'odd-20260615-000002.ndjson')
  mkdirSync(odd, { recursive: true })
  cast.setNow(new Date('2026-06-15T13:00:00Z'))
  await warehouseReady()
  expect(await through()).toBe('2026-06-15T12:00:00.000Z')

  rmSync(odd, { recursive: true })
  await warehouseReady()
  expect(await through()).toBe('2026-06-15T13:00:00.000Z')

  // announced by another process, and not to be found here
  await cast.house.db.pool.query(
    `insert into data.segment (id, kind, bytes, lines, state, recorded_at) values ('elsewhere-20260615-000001', 'segment', 1, 1, 'open', now())`,
  )
  cast.setNow(new Date('2026-06-15T14:00:00Z'))
  await warehouseReady()
  expect(await through()).toBe('2026-06-15T13:00:00.000Z')
  await cast.house.db.pool.query(`delete from data.segment where id = 'elsewhere-20260615-000001'`)
  await warehouseReady()
  expect(await through()).toBe('2026-06-15T14:00:00.000Z')
})

test('an owner that has fallen silent is seen by its silence alone', async () => {
  const engine = (await import('./life.ts')).life()?.engine
  await engine?.close()
  await longAgo()
  expect(await readyz()).toContain('data.events: New events are not being loaded')
  expect(await lines('bizops')).toEqual(['data.stalled'])
  expect((await tes()).state).toBe('broken')
})
