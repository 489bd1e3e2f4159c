import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../cast/cast.ts'
import { type Found, kindOf, rowsText } from './rows.ts'

let cast: Cast
let found: Found[]
beforeAll(async () => {
  cast = await openCast()
  const { rows } = await cast.house.db.pool.query<Found>(
    `select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable
    from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r' join pg_namespace n on n.oid = c.relnamespace
    where a.attnum > 0 and not a.attisdropped and n.nspname = any($1) order by n.nspname, c.relname, a.attname`,
    [cast.house.rooms.map((room) => room.name)],
  )
  found = rows
})
afterAll(() => cast.close())

test('each room’s rows.ts says what its migrations made; the compiler holds tables.ts to it', () => {
  const other = cast.house.rooms.flatMap(({ name }) => {
    const path = join(import.meta.dirname, `../../server/modules/${name}/rows.ts`)
    const text = rowsText(name, found)
    if (process.env['WRITE_ROWS']) writeFileSync(path, text)
    return existsSync(path) && readFileSync(path, 'utf8') === text ? [] : [`${name}: run bin/rows`]
  })
  expect(other).toEqual([])
})

test('a column is said with its kind and whether it may be null', () => {
  const said = (type: string, nullable = false) => kindOf({ type, nullable })
  expect([said('character(2)', true), said('numeric(24,12)'), said('text[]'), said('timestamp with time zone')]).toEqual([
    'text?',
    'text',
    'list',
    'instant',
  ])
  expect(() => said('money')).toThrow('money')
})
