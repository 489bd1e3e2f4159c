import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { appendEnvelopes, createSource, warehouseReady } from './index.ts'
import { life } from './life.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ live: true, now: new Date('2026-06-15T12:00:00Z') })
  await cast.open((ctx) => createSource(ctx, { key: 'harbor', name: 'Harbor' } as Parameters<typeof createSource>[1]))
})
afterAll(() => cast?.close())

type Told = { id?: string; received?: string }
async function report(server: string, timestamp: string, { id = `${server} ${timestamp}`, received }: Told = {}): Promise<void> {
  const properties = { active_users_daily: 5, registered_users: 9, version: '10.1.0' }
  const item = { type: 'track', event: 'activity', userId: idOf(server), messageId: id, timestamp, properties }
  const at = received ? Date.parse(received) : cast.house.clock().getTime()
  await appendEnvelopes([{ source: 'harbor', received: at, form: 'segment', body: JSON.stringify({ batch: [item] }) }])
  await warehouseReady()
}
const idOf = (server: string) => server.padEnd(26, 'x')
const days = { from: '2026-06-10', to: '2026-06-12' }
async function seen(role = 'bizops'): Promise<unknown> {
  const who = cast.as(role)
  const total = await who.call(ask.figuresAsk, { metrics: ['tes'], grain: 'total', ...days })
  const each = await who.call(ask.figuresAsk, { metrics: ['tes'], grain: 'day', ...days })
  const drill = await who.call(ask.drillsAsk, { cell: { metric: 'tes', ...days } })
  const values = (rows: { values: Record<string, string | null> }[]) => rows.map((row) => row.values['tes'])
  return { total: values(total.rows), each: values(each.rows), rows: drill.count, adds_up: drill.adds_up }
}
/** How many statements about servers the warehouse answered. */
function counting(): () => number {
  const warehouse = life()?.engine?.warehouse()
  if (!warehouse) return expect.fail('no warehouse')
  let asked = 0
  const { query } = warehouse
  warehouse.query = (sql, ...more) => {
    if (sql.includes('mart_server_day')) asked += 1
    return query(sql, ...more)
  }
  return () => asked
}

test('figures and rows of days that are over are kept while other days report, and are new once one of theirs does', async () => {
  await report('one', '2026-06-11T09:00:00Z')
  const asked = counting()
  const first = { total: ['1'], each: ['0', '1'], rows: 1, adds_up: true }
  expect(await seen()).toEqual(first)
  const before = asked()
  expect(before).toBeGreaterThan(0)
  await report('two', '2026-06-15T09:00:00Z')
  expect(await seen()).toEqual(first)
  expect(asked()).toBe(before)
  // late, of a day that was read
  await report('two', '2026-06-11T09:00:00Z')
  expect(await seen()).toEqual({ total: ['2'], each: ['0', '2'], rows: 2, adds_up: true })
  // and of one that only the run of days holds
  await report('two', '2026-06-10T09:00:00Z')
  expect(await seen()).toEqual({ total: ['2'], each: ['1', '2'], rows: 2, adds_up: true })
})

test('an event that came earlier under the same number takes its day from the later one', async () => {
  const all = { total: ['3'], each: ['1', '3'], rows: 3, adds_up: true }
  await report('three', '2026-06-11T09:00:00Z', { id: 'twice' })
  expect(await seen()).toEqual(all)
  await report('three', '2026-06-13T09:00:00Z', { id: 'twice', received: '2026-06-14T12:00:00Z' })
  expect(await seen()).toEqual({ ...all, total: ['2'], each: ['1', '2'], rows: 2 })
})

test('a server that is excluded counts no longer, and does again once it is not', async () => {
  const { pool } = cast.house.db
  const all = { total: ['2'], each: ['1', '2'], rows: 2, adds_up: true }
  expect(await seen()).toEqual(all)
  await pool.query(
    `insert into data.server_exclusion (id, server_id, reason, valid_from, created_at, created_by) values (gen_random_uuid(), $1, 'ours', '2026-06-01', now(), 'test')`,
    [idOf('two')],
  )
  await warehouseReady()
  expect(await seen()).toEqual({ total: ['1'], each: ['0', '1'], rows: 1, adds_up: true })
  await pool.query('delete from data.server_exclusion')
  await warehouseReady()
  expect(await seen()).toEqual(all)
})

test('a reader of some accounts is never given the rows of a reader of all, nor the other way round', async () => {
  const all = { total: ['2'], each: ['1', '2'], rows: 2, adds_up: true }
  // the servers hang on no account, and so on none of theirs
  const own = { ...all, rows: 0 }
  expect([await seen('bizops'), await seen('member'), await seen('bizops')]).toEqual([all, own, all])
})

test('two questions that differ in a value alone are two questions', async () => {
  const cell = { metric: 'tes', from: '2026-06-10', to: '2026-06-11' }
  const counted = async (server: string) =>
    (await cast.as('bizops').call(ask.drillsAsk, { cell: { ...cell, filter: { server: [idOf(server)] } } })).count
  expect([await counted('one'), await counted('two'), await counted('one')]).toEqual([0, 1, 0])
})

test('after a rebuild everything is asked of the new warehouse', async () => {
  const all = await seen()
  await life()
    ?.engine?.warehouse()
    ?.write((writer) => writer.run(`delete from mart.server_day where server_id = '${idOf('two')}'`))
  // behind the loader's back: what is kept does not know
  expect(await seen()).toEqual(all)
  await cast.as('bizops').call(ask.rebuildsCreate, { accept_differences: true })
  const asked = counting()
  expect(await seen()).toEqual(all)
  expect(asked()).toBeGreaterThan(0)
})
