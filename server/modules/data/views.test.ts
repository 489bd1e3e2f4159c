import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { figuresAsk, freshnessRead } from './contract.ts'
import { warehouseReady } from './index.ts'
import { columnsOf } from './store/views.ts'
import { nameIn, roomViews } from './warehouse/views.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ live: true })
})
afterAll(() => cast.close())

test('the rooms publish every column that the warehouse reads, and announce every event that it waits for', async () => {
  for (const view of roomViews) {
    const there = await cast.open((ctx) => columnsOf(ctx.tx, view.view))
    const missing = Object.entries(view.columns).filter(([name, column]) => !there.has(nameIn(column, name)))
    expect(missing.map(([name]) => `${view.view}.${name}`)).toEqual([])
  }
  const announced = new Set(cast.house.rooms.flatMap((room) => Object.keys(room.events)))
  expect(roomViews.flatMap((view) => view.after).filter((name) => !announced.has(name))).toEqual([])
})

test('a company without anything has figures of zero that are fresh', async () => {
  await warehouseReady()
  const { rows } = await cast
    .as('member')
    .call(figuresAsk, { metrics: ['arr', 'tes', 'self_serve.share'], grain: 'total', from: '2026-06-15', to: '2026-06-16' })
  expect(rows[0]?.values).toEqual({ arr: '0.00', tes: '0', 'self_serve.share': null })
  const fresh = await cast.as('member').call(freshnessRead, {})
  expect(fresh.warehouse).toBe('open')
  expect(fresh.metrics.every((metric) => metric.state === 'fresh')).toBe(true)
})
