import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import { figuresAsk, freshnessRead } from './contract.ts'
import { warehouseReady } from './index.ts'
import { facts, theirs, typed } from './warehouse/facts.ts'
import { roomViews, typeIn } from './warehouse/views.ts'

let cast: Cast
beforeAll(async () => {
  cast = await openCast({ live: true })
})
afterAll(() => cast.close())

test('the facts that our metrics use are columns that rooms declare, of the type that they are declared with', () => {
  const declared = new Map(roomViews().map((view) => [view.name, view]))
  const other = facts.flatMap(({ of, columns }) =>
    Object.entries(columns).flatMap(([ours, column]) => {
      const [view, name] = [declared.get(of), theirs(column, ours)]
      return view?.mirrored.includes(name) && typeIn(view, name) === typed(column) ? [] : [`${of}.${name}`]
    }),
  )
  expect(other).toEqual([])
})

test('only views that something stands on are mirrored, and none of their columns that the day moves', () => {
  const names = roomViews().map((view) => view.name)
  expect(names).toEqual(expect.arrayContaining(['kernel.public_rates', 'billing.public_orders', 'data.public_exclusions']))
  expect(names).not.toContain('billing.public_postings')
  expect(roomViews().find((view) => view.name === 'billing.public_invoices')?.mirrored).not.toContain('status')
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
