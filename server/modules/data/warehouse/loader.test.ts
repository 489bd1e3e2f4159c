import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { ofNoRoom } from '../../../../test/cast/warehouse.ts'
import type { Row, Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { openEventLog } from '../log/writer.ts'
import { listSegments, segmentFolder } from '../log/segments.ts'
import { type LoaderListeners, openLoader } from './loader.ts'
import { makeWarehouse } from './open.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'quarterdeck-loader-'))
  folders.push(made)
  return made
}
const listeners = (more: Partial<LoaderListeners> = {}): LoaderListeners => ({
  subjectOf: () => 'server',
  kept: async () => {},
  reported: async () => {},
  ended: async () => {},
  ...more,
})
ofNoRoom()
const memory = () => makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
const now = () => new Date('2026-06-16T00:00:00Z')
const server = (n: number) => `s${String(n).padStart(25, '0')}`

type Sent = { id: number; server: number; received: number; users: number }
function envelope({ id, server: of, received, users }: Sent) {
  const item = {
    type: 'track',
    event: 'activity',
    userId: server(of),
    messageId: `m${id}`,
    properties: { active_users_daily: users, registered_users: 50, version: '10.1.0' },
  }
  return { k: 'harbor', r: Date.UTC(2026, 5, 15) + received * 1000, q: 1, f: 'segment', b: { batch: [item] } }
}
function writeSegment(dataDir: string, name: string, sent: Sent[]): void {
  const day = join(segmentFolder(dataDir), '2026-06-15')
  mkdirSync(day, { recursive: true })
  writeFileSync(join(day, `${name}.ndjson`), sent.map((one) => `${JSON.stringify(envelope(one))}\n`).join(''))
}
async function content(warehouse: Warehouse): Promise<Row[]> {
  const events = await warehouse.query('select message_id, segment, line from raw.raw_events order by message_id, segment, line')
  const days = await warehouse.query(
    'select server_id, day::varchar as day, active_users_daily, registered_users from mart.server_day order by 1, 2',
  )
  return [...events, ...days]
}

const sent = fc.record({
  id: fc.integer({ min: 1, max: 5 }),
  server: fc.integer({ min: 1, max: 2 }),
  received: fc.integer({ min: 0, max: 3 }),
  users: fc.integer({ min: 0, max: 40 }),
})

test('the order in which segments are loaded does not matter, nor how often the same is loaded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(sent, { maxLength: 5 }), { minLength: 2, maxLength: 4 }), async (segments) => {
      const whole = folder()
      for (const [n, one] of segments.entries()) writeSegment(whole, `n-20260615-${n}`, one)
      const a = await memory()
      await (await openLoader({ dataDir: whole, warehouse: a, listeners: listeners(), now })).loadNew()
      const parts = folder()
      const b = await memory()
      const loader = await openLoader({ dataDir: parts, warehouse: b, listeners: listeners(), now })
      for (const n of [...segments.keys()].reverse()) {
        writeSegment(parts, `n-20260615-${n}`, segments[n] ?? [])
        await loader.loadNew()
        await loader.loadNew()
      }
      expect(await content(b)).toEqual(await content(a))
      await a.close()
      await b.close()
    }),
    { numRuns: 15 },
  )
}, 120_000)

test('a crash before the commit loses nothing and doubles nothing', async () => {
  const dataDir = folder()
  writeSegment(dataDir, 'n-20260615-1', [
    { id: 1, server: 1, received: 1, users: 3 },
    { id: 2, server: 2, received: 2, users: 4 },
  ])
  const warehouse = await memory()
  const falling = listeners({
    reported: async () => {
      throw Object.assign(new Error('the database went away'), { code: '57P01' })
    },
  })
  await expect((await openLoader({ dataDir, warehouse, listeners: falling, now })).loadNew()).rejects.toThrow('went away')
  expect(await warehouse.query('select * from raw.raw_events')).toEqual([])
  const told: Row[] = []
  const loader = await openLoader({ dataDir, warehouse, listeners: listeners({ reported: async (days) => void told.push(...days) }), now })
  expect(await loader.loadNew()).toMatchObject({ events: 2, rejected: 0 })
  expect(told).toHaveLength(2)
  expect(await loader.loadNew()).toMatchObject({ events: 0 })
  await warehouse.close()
})

test('of several reports of a day the one with the most daily users wins whole; of equals, the latest', async () => {
  const dataDir = folder()
  writeSegment(dataDir, 'n-20260615-1', [
    { id: 1, server: 1, received: 1, users: 30 },
    { id: 2, server: 1, received: 9, users: 20 },
    { id: 3, server: 1, received: 5, users: 30 },
  ])
  const warehouse = await memory()
  await (await openLoader({ dataDir, warehouse, listeners: listeners(), now })).loadNew()
  expect(await warehouse.query('select active_users_daily, server_id from mart.server_day')).toEqual([
    { active_users_daily: 30n, server_id: server(1) },
  ])
  await warehouse.close()
})

test('a count that cannot be is announced as not known, never as the number that was sent', async () => {
  const dataDir = folder()
  const day = join(segmentFolder(dataDir), '2026-06-15')
  mkdirSync(day, { recursive: true })
  const counts = {
    active_users_daily: 3,
    active_users_monthly: -4,
    registered_users: 2 ** 60,
    registered_deactivated_users: 1.5,
  }
  const item = { type: 'track', event: 'activity', userId: server(1), messageId: 'odd', properties: { ...counts, version: '10.1.0' } }
  const line = { k: 'harbor', r: Date.UTC(2026, 5, 15), q: 1, f: 'segment', b: { batch: [item] } }
  writeFileSync(join(day, 'n-20260615-1.ndjson'), `${JSON.stringify(line)}\n`)
  const told: Row[] = []
  const warehouse = await memory()
  const loader = await openLoader({ dataDir, warehouse, now, listeners: listeners({ reported: async (days) => void told.push(...days) }) })
  expect(await loader.loadNew()).toMatchObject({ events: 1, rejected: 0 })
  const known = { server_id: server(1), active_users_daily: 3n }
  expect(told).toEqual([expect.objectContaining({ ...known, active_users_monthly: null, registered_users: null, deactivated_users: null })])
  await warehouse.close()
})

test('the log answers only what is on the disk, and a closed segment has its hash', async () => {
  const dataDir = folder()
  const log = openEventLog({ dataDir, maxBytes: 2000 })
  await Promise.all(
    Array.from({ length: 30 }, (_, n) =>
      log.append({ source: 'harbor', received: n, form: 'segment', body: JSON.stringify({ n, text: 'x'.repeat(100) }) }),
    ),
  )
  await log.append({ source: 'harbor', received: 31, form: 'segment', body: '{"n":31}' })
  await log.close()
  const segments = await listSegments(segmentFolder(dataDir))
  expect(segments.length).toBeGreaterThan(1)
  expect(segments.reduce((sum, segment) => sum + (segment.closed?.lines ?? 0), 0)).toBe(31)
  for (const segment of segments) expect(segment.closed?.sha256).toMatch(/^[0-9a-f]{64}$/)
})
