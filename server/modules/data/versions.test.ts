import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { holdDefinitions } from './commands/versions.ts'
import * as ask from './contract.ts'
import { definitionOf } from './index.ts'
import { builtIn } from './metrics/builtin.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'decisions', 'data'], live: true })
})
afterAll(() => cast.close())

const rows = async () =>
  (await cast.house.db.pool.query('select metric, version, hash, source, holds_from from data.metric_version order by n')).rows
const audited = async () =>
  Number((await cast.house.db.pool.query(`select count(*) from kernel.audit where action = 'data.metric.version_held'`)).rows[0].count)
const metric = (id: string) => cast.as('member').call(ask.metricsGet, { id })

test('a house that starts writes down each shipped definition: its text by hash, since when, from where', async () => {
  const ids = [...builtIn().catalogue.keys()]
  const held = await rows()
  expect(held.map((row) => row.metric).sort()).toEqual(ids)
  expect(held.find((row) => row.metric === 'arr')).toEqual({
    metric: 'arr',
    version: 1,
    hash: builtIn().catalogue.get('arr')?.hash,
    source: 'shipped',
    holds_from: new Date('2026-06-15T10:00:00Z'),
  })
  expect(await audited()).toBe(ids.length)
  expect((await metric('arr')).versions).toEqual([
    { version: 1, hash: builtIn().catalogue.get('arr')?.hash, source: 'shipped', holds_from: '2026-06-15T10:00:00.000Z' },
  ])
})

test('starting again writes nothing, however many processes do', async () => {
  const before = await rows()
  expect(await Promise.all([1, 2, 3].map(() => cast.open((ctx) => holdDefinitions(ctx))))).toEqual([[], [], []])
  expect(await rows()).toEqual(before)
  expect(await audited()).toBe(before.length)
})

test('another text of one metric is a row of its own from the day it holds, also when an older text comes back', async () => {
  const { catalogue, texts } = builtIn()
  const arr = catalogue.get('arr')
  if (!arr) throw new Error('arr is shipped')
  const changed = new Map(catalogue).set('arr', { ...arr, hash: 'b'.repeat(64) })
  cast.setNow(new Date('2026-06-16T10:00:00Z'))
  const both = await Promise.all([1, 2].map(() => cast.open((ctx) => holdDefinitions(ctx, { catalogue: changed, texts }))))
  expect(both.flat()).toEqual(['arr'])
  cast.setNow(new Date('2026-06-17T10:00:00Z'))
  expect(await cast.open((ctx) => holdDefinitions(ctx))).toEqual(['arr'])
  expect((await metric('arr')).versions.map((one) => [one.hash.slice(0, 4), one.holds_from.slice(0, 10)])).toEqual([
    [arr.hash.slice(0, 4), '2026-06-17'],
    ['bbbb', '2026-06-16'],
    [arr.hash.slice(0, 4), '2026-06-15'],
  ])
  const last = (await cast.house.db.pool.query(`select before, after from kernel.audit where subject_id = 'arr' order by id desc limit 1`))
    .rows[0]
  expect(last).toMatchObject({ before: { hash: 'b'.repeat(64) }, after: { hash: arr.hash, source: 'shipped' } })
})

test.each([`update data.metric_version set version = 2`, 'delete from data.metric_version'])(
  'what held is never rewritten: %s',
  async (sql) => {
    await expect(cast.house.db.pool.query(sql)).rejects.toThrow(/never|change|immutable|append/i)
  },
)

test('without a decision nothing is certified, whoever asks and by whatever door', async () => {
  expect((await metric('arr')).state).toBe('proposed')
  expect(await cast.open((ctx) => definitionOf(ctx, 'arr'))).toMatchObject({ state: 'proposed' })
})
