import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testServerUrl } from '../../test/cast/server.ts'
import { connect, type Database } from './connect.ts'
import type { Log } from './log.ts'
import { migrate } from './migrate.ts'
import { openReader, readPublishedOnly } from './reader.ts'

/** An installation on somebody else's server: its user owns its database and may make no roles. */
const name = `plain_${randomBytes(6).toString('hex')}`
let admin: pg.Client
let db: Database
const said: string[] = []
const log = { warn: (text: string) => said.push(text) } as unknown as Log

beforeAll(async () => {
  admin = new pg.Client({ connectionString: testServerUrl() })
  await admin.connect()
  await admin.query(`create role ${name} login password 'plain'`)
  await admin.query(`create database ${name} owner ${name}`)
  const url = testServerUrl()
    .replace(/\/\/[^@/]*@/, `//${name}:plain@`)
    .replace(/\/[^/?]*(\?|$)/, `/${name}$1`)
  db = connect(url, { max: 2 })
  await migrate(db.pool, [{ schema: 'kernel', folder: join(import.meta.dirname, 'migrations') }])
})
afterAll(async () => {
  await db?.close()
  await admin?.query(`drop database if exists ${name} with (force)`)
  await admin?.query(`drop role if exists ${name}`)
  await admin?.end()
})

const reading = (text: string) =>
  db.kysely.transaction().execute(async (tx) => {
    const taken = await readPublishedOnly(tx)
    return { taken, rows: (await sql.raw(text).execute(tx)).rows }
  })

test('a user that may make no roles starts all the same, is told so, and reads in a transaction that only reads', async () => {
  // the role may be there already: of another database, given to another user
  await admin.query(
    `do $$ begin create role quarterdeck_reader nologin; exception when duplicate_object or unique_violation then null; end $$`,
  )
  expect(await openReader(db.pool, log)).toBe(false)
  expect(said).toEqual([expect.stringContaining('operator')])
  expect(await reading('select count(*)::int as n from kernel.public_rates')).toEqual({ taken: false, rows: [{ n: 0 }] })
  await expect(reading(`insert into kernel.view_change (view, col, key) values ('x', '*', '')`)).rejects.toThrow('read-only')
})

test('once the role is given, the next start takes it on with all that was published before', async () => {
  await admin.query(`grant quarterdeck_reader to ${name} with inherit false, set true`)
  said.length = 0
  expect(await openReader(db.pool, log)).toBe(true)
  expect(said).toEqual([])
  expect(await reading('select count(*)::int as n from kernel.public_rates')).toEqual({ taken: true, rows: [{ n: 0 }] })
  await expect(reading('select * from kernel.fx_rate')).rejects.toThrow('permission denied')
})

test('a view that is made anew may be read again after a start', async () => {
  await db.pool.query(
    'drop view kernel.public_rates; create view kernel.public_rates as select base, quote, month, rate, source from kernel.fx_rate',
  )
  await expect(reading('select * from kernel.public_rates')).rejects.toThrow('permission denied')
  expect(await openReader(db.pool, log)).toBe(true)
  expect((await reading('select * from kernel.public_rates')).taken).toBe(true)
})

test('only a view that is there is published', async () => {
  await expect(db.pool.query(`select kernel.publish('kernel.public_nothing')`)).rejects.toThrow('does not exist')
})
