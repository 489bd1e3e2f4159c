import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { migrate, migrationsHash } from './migrate.ts'

let cast: Cast
let folder: string
let schema: string
let round = 0
const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
const run = () => migrate(cast.house.db.pool, [{ schema, folder }])
const count = async () => Number((await cast.house.db.pool.query(`select count(*) as n from ${schema}.berth`)).rows[0].n)

beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
beforeEach(() => {
  round += 1
  schema = `yard_${round}`
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-yard-'))
  put('0001_berths.sql', `create table ${schema}.berth (n int); insert into ${schema}.berth values (1);`)
  return () => rmSync(folder, { recursive: true, force: true })
})
afterAll(async () => cast.close())

test('files run once, in order of their numbers; other files are none of ours', async () => {
  put('0002_more.sql', `insert into ${schema}.berth select n + 1 from ${schema}.berth`)
  put('notes.txt', 'not sql')
  put('9_wrong.sql', 'not sql either')
  expect(await run()).toEqual([`${schema}/0001_berths.sql`, `${schema}/0002_more.sql`])
  expect(await run()).toEqual([])
  expect(await count()).toBe(2)
})

test('a file that changed after it ran is refused by name, and nothing runs', async () => {
  await run()
  put('0001_berths.sql', 'select 1')
  put('0002_more.sql', `insert into ${schema}.berth values (2)`)
  await expect(run()).rejects.toMatchObject({ code: 'migration.changed', message: expect.stringContaining(`${schema}/0001_berths.sql`) })
  expect(await count()).toBe(1)
})

test('a file that fails leaves nothing behind and is named; mended, it runs', async () => {
  put('0002_more.sql', `insert into ${schema}.berth values (2); insert into ${schema}.nowhere values (1);`)
  await expect(run()).rejects.toThrow(`migration ${schema}/0002_more.sql failed`)
  expect(await count()).toBe(1)
  put('0002_more.sql', `insert into ${schema}.berth values (2)`)
  expect(await run()).toEqual([`${schema}/0002_more.sql`])
})

test('processes that start at the same moment migrate once', async () => {
  put('0002_slow.sql', `select pg_sleep(0.2); insert into ${schema}.berth values (2)`)
  const done = await Promise.all([run(), run(), run(), run()])
  expect(done.flat().sort()).toEqual([`${schema}/0001_berths.sql`, `${schema}/0002_slow.sql`])
  expect(await count()).toBe(2)
})

test('an older program does not touch a database that a newer one has changed', async () => {
  put('0002_newer.sql', 'select 1')
  await run()
  rmSync(join(folder, '0002_newer.sql'))
  await expect(run()).rejects.toMatchObject({ code: 'migration.newer' })
})

test('a connection used for migrating does not come back to the pool without its time limit', async () => {
  await run()
  const { rows } = await cast.house.db.pool.query('show statement_timeout')
  expect(rows[0].statement_timeout).toBe('1min')
})

test('the hash of all migrations changes with every letter of them', () => {
  const before = migrationsHash([{ schema, folder }])
  put('0001_berths.sql', 'select 2')
  expect(migrationsHash([{ schema, folder }])).not.toBe(before)
})
