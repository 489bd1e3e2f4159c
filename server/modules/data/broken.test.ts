import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { seriesOf, valueOf as figureOf } from './index.ts'
import { appendEnvelopes, warehouseReady } from './landing.ts'
import { builtIn, metricBy } from './metrics/builtin.ts'

let cast: Cast
let broken: Map<string, string>
beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'decisions', 'data'] })
  broken = builtIn().broken as Map<string, string>
})
afterEach(() => broken.clear())
afterAll(() => cast.close())

test('a metric whose definition is broken is named in the catalogue, why for those who look after the data', async () => {
  broken.set('arr.lost', 'it stands on no model.')
  const named = async (role: string) => (await cast.as(role).call(ask.metricsList, { limit: 1 })).broken
  expect(await named('bizops')).toEqual([{ metric: 'arr.lost', reason: 'it stands on no model.' }])
  expect(await named('member')).toEqual([{ metric: 'arr.lost', reason: null }])
})

test('a confidential metric is open to those who look after the data alone, and listed for nobody else', async () => {
  const { definition } = metricBy('arr')
  const { access } = definition
  const span = { from: '2026-05-01', to: '2026-06-01' }
  const refused = { kind: 'forbidden', code: 'metric.denied' }
  try {
    definition.access = { ...access, class: 'confidential' }
    await expect(cast.as('member').call(ask.metricsGet, { id: 'arr' })).rejects.toMatchObject(refused)
    await expect(cast.as('member').call(ask.figuresAsk, { metrics: ['arr'], grain: 'total', ...span })).rejects.toMatchObject(refused)
    expect((await cast.as('bizops').call(ask.metricsGet, { id: 'arr' })).id).toBe('arr')
    const listed = async (role: string) => (await cast.as(role).call(ask.metricsList, {})).items.map(({ id }) => id)
    expect(await listed('member')).not.toContain('arr')
    expect(await listed('bizops')).toContain('arr')
  } finally {
    definition.access = access
  }
})

test('a window is days, a period or the days up to one; anything else is refused', async () => {
  const refused = { code: 'window.invalid', message: expect.stringContaining('at:<day>') }
  for (const window of ['yesterday', 'at:2026-5-1', 'period:2026-05-01', 'trailing:30']) {
    await expect(cast.open((ctx) => figureOf(ctx, { metric: 'arr', window }))).rejects.toMatchObject(refused)
  }
})

test('a house that is not open takes no events', async () => {
  await expect(appendEnvelopes([])).rejects.toMatchObject({ kind: 'busy', code: 'data.closed' })
  await expect(warehouseReady()).rejects.toMatchObject({ kind: 'busy', code: 'data.closed' })
})

test('asked for, it is refused with the way out, and a plan that stands on it gets no number', async () => {
  broken.set('arr.lost', 'it stands on no model.')
  const refused = { kind: 'refused', code: 'metric.broken', message: expect.stringContaining('Mend its file') }
  await expect(cast.as('member').call(ask.metricsGet, { id: 'arr.lost' })).rejects.toMatchObject(refused)
  const span = { from: '2026-05-01', to: '2026-06-01' }
  await expect(cast.as('member').call(ask.figuresAsk, { metrics: ['arr.lost'], grain: 'total', ...span })).rejects.toMatchObject(refused)
  await expect(cast.open((ctx) => figureOf(ctx, { metric: 'arr.lost@1', window: 'at:2026-05-01' }))).rejects.toMatchObject(refused)
  expect(await cast.open((ctx) => seriesOf(ctx, { metric: 'arr.lost@1', grain: 'day', ...span }))).toEqual([])
})
