import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../cast/cast.ts'
import { kernelPersonalData } from '../../server/kernel/own-personal-data.ts'
import { rooms } from '../../server/rooms.ts'
import { notPersonal } from './not-personal.ts'

/** Column names that suggest a person, in tables that are kept. */
const suggests =
  /(^|_)(e?mail|name|phone|address|addr|ip|agent|user_agent|initials|signer|signature|askers|word|title|image|avatar|birth|street|recipient|body|text|subject_label|person)(_|$)/

let cast: Cast
beforeAll(async () => {
  cast = await openCast()
})
afterAll(() => cast?.close())

type Column = { name: string }
const columns = async () => {
  const { rows } = await cast.house.db.pool.query<Column>(
    `select c.table_schema || '.' || c.table_name || '.' || c.column_name as name
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.table_schema = any($1) and c.data_type in ('text', 'inet', 'jsonb', 'character varying', 'ARRAY')
     order by 1`,
    [['kernel', ...rooms.map((room) => room.name)]],
  )
  return rows.map((row) => row.name)
}
const declared = new Set(
  [...kernelPersonalData, ...rooms.flatMap((room) => room.personalData)].flatMap(({ table, fields }) =>
    fields.map((field) => `${table}.${field.column}`),
  ),
)

test('every column whose name suggests a person is declared, or says why it holds none', async () => {
  const suspects = (await columns()).filter((name) => suggests.test(name.split('.')[2] ?? ''))
  expect(suspects.length).toBeGreaterThan(40)
  expect(suspects.filter((name) => !declared.has(name) && !(name in notPersonal))).toEqual([])
})

test('what is declared exists, and nothing is both', async () => {
  const all = new Set(
    (
      await cast.house.db.pool.query<Column>(
        `select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns where table_schema = any($1)`,
        [['kernel', ...rooms.map((room) => room.name)]],
      )
    ).rows.map((row) => row.name),
  )
  // what does not lie in the database is declared by its path
  const gone = [...declared, ...Object.keys(notPersonal)].filter((name) => !name.includes('/') && !all.has(name))
  expect(gone).toEqual([])
  expect([...declared].filter((name) => name in notPersonal)).toEqual([])
})
