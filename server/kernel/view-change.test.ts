import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'

/** What moved in the views, while nobody reads it. */

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
  await cast.house.db.pool.query('delete from kernel.view_change')
})
afterAll(() => cast.close())

const ask = async (sql: string) => (await cast.house.db.pool.query(sql)).rows
const note = (view: string, key: string) => ask(`insert into kernel.view_change (view, col, key) values ('${view}', 'id', '${key}')`)
const many = (view: string, count: number) =>
  ask(`insert into kernel.view_change (view, col, key) select '${view}', 'id', n::text from generate_series(1, ${count}) n`)
const noted = async () => Number((await ask('select count(*) as n from kernel.view_change'))[0].n)
const whole = async (view: string) =>
  (await ask(`select id from kernel.view_change where view = '${view}' and col = '*'`)).map((row) => String(row.id))

test('past fifty thousand notes a view is noted as moved in whole, once however often it moves', async () => {
  await many('room.ships', 50_000)
  expect([await noted(), await whole('room.ships')]).toEqual([50_000, []])
  for (let n = 0; n < 20; n += 1) await note('room.ships', `late ${n}`)
  await many('room.crews', 300)
  expect(await noted()).toBe(50_002)
  expect([(await whole('room.ships')).length, (await whole('room.crews')).length]).toEqual([1, 1])
})

test('a change that commits after the note of another was read is not lost with that note', async () => {
  const read = await whole('room.ships')
  await note('room.ships', 'since')
  await ask(`delete from kernel.view_change where id in (${read.join()})`)
  expect(await whole('room.ships')).toHaveLength(1)
})

test('writers of one view do not wait for one another, and one that gives up takes no note away', async () => {
  const other = await cast.house.db.pool.connect()
  try {
    const before = await whole('room.ships')
    await other.query('begin')
    await other.query(`insert into kernel.view_change (view, col, key) values ('room.ships', 'id', 'under way')`)
    await ask('set lock_timeout = 1000')
    await note('room.ships', 'meanwhile')
    await other.query('rollback')
    expect(await whole('room.ships')).toEqual(expect.arrayContaining(before))
    expect((await whole('room.ships')).length).toBeLessThanOrEqual(2)
  } finally {
    other.release()
  }
})

test('once it was read, what moves is noted by its rows again', async () => {
  await ask('delete from kernel.view_change')
  await note('room.ships', 'a')
  await note('room.ships', 'b')
  expect(await ask('select col, key from kernel.view_change order by id')).toEqual([
    { col: 'id', key: 'a' },
    { col: 'id', key: 'b' },
  ])
})
