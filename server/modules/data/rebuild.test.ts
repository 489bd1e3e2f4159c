import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { appendEnvelopes, warehouseReady } from './index.ts'
import { life } from './life.ts'
import { segmentFolder } from './log/segments.ts'

let cast: Cast
const day = { from: '2026-06-15', to: '2026-06-16' }
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'decisions', 'data'], live: true })
  await cast.as('bizops').call(ask.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })
  await report(1, 2, 3)
})
afterAll(() => cast.close())

async function report(...servers: number[]): Promise<void> {
  const properties = { active_users_daily: 1, registered_users: 10, version: '10.1.0' }
  await appendEnvelopes(
    servers.map((n) => ({
      source: 'harbor',
      received: Date.parse('2026-06-15T09:30:00Z'),
      form: 'segment' as const,
      body: JSON.stringify({ type: 'track', event: 'activity', userId: `r${String(n).padStart(25, '0')}`, messageId: `m${n}`, properties }),
    })),
  )
  await warehouseReady()
}
async function tes(): Promise<string | null | undefined> {
  const { rows } = await cast.as('bizops').call(ask.figuresAsk, { metrics: ['tes'], grain: 'total', ...day })
  return rows[0]?.values['tes']
}
const rebuild = (input: { accept_differences?: boolean } = {}) => cast.as('bizops').call(ask.rebuildsCreate, input)
const change = (sql: string) =>
  life()
    ?.engine?.warehouse()
    ?.write((writer) => writer.run(sql))
const files = () => readdirSync(join(cast.house.settings.dataDir, 'warehouse')).filter((name) => name.includes('duckdb'))
const announced = async () =>
  Number((await cast.house.db.pool.query(`select count(*) from kernel.outbox where name = 'data.server.reported'`)).rows[0].count)

test('a rebuild takes the place of an equal one, tells nobody twice, and leaves nothing behind', async () => {
  const before = await announced()
  expect(await rebuild()).toMatchObject({ events: 3, server_days: 3, differences: [] })
  expect([await tes(), await announced(), before]).toEqual(['3', 3, 3])
  expect(files().filter((name) => /next|before|damaged/.test(name))).toEqual([])
  await report(4)
  expect(await tes()).toBe('4')
})

test('a rebuild is in the audit trail: who, and what it held', async () => {
  const { rows } = await cast.house.db.pool.query(
    `select actor_name, subject_kind, after from kernel.audit where action = 'data.warehouse.rebuilt'`,
  )
  expect(rows).toEqual([{ actor_name: 'bizops', subject_kind: 'warehouse', after: { events: 3, server_days: 3, differences: 0 } }])
})

test('a rebuild says how far it is: the log, the views, the figures', async () => {
  const { rows } = await cast.house.db.pool.query('select name, done, of, note, outcome from kernel.job_run')
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ name: 'data.rebuild', note: 'Working out the figures', outcome: 'done' })
  expect(rows[0].of - rows[0].done).toBe(1)
})

test('no transaction waits while the second warehouse is built, however long that takes', async () => {
  const { pool } = cast.house.db
  let building = true
  const asked = cast.as('bizops').call(ask.rebuildsCreate, {}, { key: 'rebuilt-once' })
  const built = asked.finally(() => {
    building = false
  })
  const waiting: number[] = []
  for (let since: Date | undefined; building; ) {
    const { rows } = await pool.query<{ at: Date; going: boolean; waiting: number }>(
      `select clock_timestamp() as at, exists (select from kernel.job_run where finished_at is null) as going,
        (select count(*)::int from pg_stat_activity
         where datname = current_database() and state like 'idle in transaction%' and xact_start < $1) as waiting`,
      [since ?? new Date(0)],
    )
    if (since && rows[0]?.going) waiting.push(rows[0].waiting)
    if (rows[0]?.going) since ??= rows[0].at
  }
  await built
  expect(Math.min(...waiting)).toBe(0)
})

test('a second page of rows is refused when the figures were built anew since the first', async () => {
  const reader = cast.as('bizops')
  const page = (cursor?: string) => reader.call(ask.drillsAsk, { cell: { metric: 'tes', ...day }, limit: 1, ...(cursor ? { cursor } : {}) })
  const cursor = (await page()).next ?? ''
  expect((await page(cursor)).rows).toHaveLength(1)
  await rebuild()
  await expect(page(cursor)).rejects.toMatchObject({ kind: 'conflict', code: 'drill.snapshot_gone' })
})

test('figures are answered while the second warehouse is built', async () => {
  const building = rebuild()
  const seen = await Promise.all(Array.from({ length: 5 }, () => tes().catch((error: { code: string }) => error.code)))
  await building
  expect(seen.every((value) => value === '4' || value === 'warehouse.away')).toBe(true)
  expect(seen).toContain('4')
  expect(await tes()).toBe('4')
})

describe('a rebuild that cannot be', () => {
  test('because a part of the log cannot be read changes nothing and says which', async () => {
    const odd = join(segmentFolder(cast.house.settings.dataDir), '2026-06-15', 'odd-20260615-000001.ndjson')
    mkdirSync(odd, { recursive: true })
    await expect(rebuild()).rejects.toMatchObject({ kind: 'refused', code: 'rebuild.failed', message: expect.stringContaining(odd) })
    rmSync(odd, { recursive: true })
    expect(await tes()).toBe('4')
  })

  test('because there is no room for it changes nothing and says so', async () => {
    const next = join(cast.house.settings.dataDir, 'warehouse', 'warehouse.duckdb.next.wal')
    mkdirSync(join(next, 'in the way'), { recursive: true })
    await expect(rebuild()).rejects.toMatchObject({ code: 'rebuild.failed', message: expect.stringContaining('as it was') })
    rmSync(next, { recursive: true })
    expect(await tes()).toBe('4')
    expect(await rebuild()).toMatchObject({ events: 4, differences: [] })
  })

  test('because it would say something else is refused with the differences, until they are accepted', async () => {
    await change(`insert into raw.raw_events select * replace ('gone' as message_id, 'lost' as segment) from raw.raw_events limit 1`)
    await change(
      `insert into mart.server_day select * replace ('x0000000000000000000000000' as server_id, date '2026-06-14' as day) from mart.server_day limit 1`,
    )
    const refused = await rebuild().catch((error: unknown) => error)
    expect(refused).toMatchObject({ kind: 'refused', code: 'rebuild.differs' })
    expect((refused as { facts: { differences: unknown[] } }).facts.differences).toEqual(
      expect.arrayContaining([
        { what: 'events of harbor', before: '5', after: '4' },
        { what: 'server-days', before: '5', after: '4' },
        { what: 'tes of 2026-06', before: expect.any(String), after: expect.any(String) },
      ]),
    )
    expect((await life()?.engine?.warehouse()?.query('select count(*) as n from mart.server_day'))?.[0]).toEqual({ n: 5n })
    expect(await rebuild({ accept_differences: true })).toMatchObject({ events: 4 })
    expect(await tes()).toBe('4')
  })

  test('because it was stopped on its way changes nothing', async () => {
    const building = rebuild().catch((error: unknown) => error)
    const pool = cast.house.db.pool
    // stopped as soon as it is seen
    for (;;) {
      const { rowCount } = await pool.query(`update kernel.job_run set cancel_asked_at = now() where finished_at is null`)
      if (rowCount) break
    }
    expect(await building).toMatchObject({ kind: 'conflict', code: 'rebuild.cancelled', message: expect.stringContaining('as it was') })
    const { rows } = await pool.query('select name, outcome from kernel.job_run order by id desc limit 1')
    expect(rows).toEqual([{ name: 'data.rebuild', outcome: 'cancelled' }])
    expect([await tes(), files().filter((name) => /next/.test(name))]).toEqual(['4', []])
  })

  test('because another is under way is refused', async () => {
    const [one, other] = await Promise.allSettled([rebuild(), rebuild()])
    const reasons = [one, other].filter((result) => result.status === 'rejected').map((result) => (result.reason as { code: string }).code)
    expect(reasons).toEqual(['rebuild.running'])
    expect(await tes()).toBe('4')
  })
})

test('a warehouse that answers nothing any more is replaced', async () => {
  await change('drop view mart.mart_server_day cascade')
  await expect(cast.as('bizops').call(ask.figuresAsk, { metrics: ['users.registered'], grain: 'total', ...day })).rejects.toThrow()
  expect(await rebuild()).toMatchObject({ events: 4, differences: [] })
  expect(await tes()).toBe('4')
})

test('a file that is no warehouse in the place of the new one leads back to the old one', async () => {
  const { swapFiles } = await import('./warehouse/beside.ts')
  const folder = join(cast.house.settings.dataDir, 'warehouse', 'apart')
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'w.duckdb')
  writeFileSync(path, 'old')
  writeFileSync(`${path}.next`, 'new')
  const files = await swapFiles(path)
  expect(readdirSync(dirname(path)).sort()).toEqual(['w.duckdb', 'w.duckdb.before'])
  await files.back()
  expect(readdirSync(dirname(path))).toEqual(['w.duckdb'])
})
