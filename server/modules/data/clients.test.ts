import { serve } from '@hono/node-server'
import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../../test/cast/cast.ts'
import * as ask from './contract.ts'
import { warehouseReady } from './index.ts'
import { wireDoors } from './wire.ts'

let cast: Cast
let url: string
let key: string
let close: () => Promise<void>

beforeAll(async () => {
  cast = await openCast({ rooms: ['people', 'decisions', 'data'], live: true, now: new Date() })
  key = (await cast.as('bizops').call(ask.sourcesCreate, { key: 'harbor', name: 'Harbor servers' })).write_key
  const app = new Hono()
  for (const door of wireDoors) app.on(door.method, door.path, (c) => door.handle(c.req.raw, cast.open, { address: '203.0.113.9' }))
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const made = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(made)
    })
  })
  close = () => new Promise((resolve) => server.close(() => resolve()))
})
afterAll(async () => {
  await close()
  await cast.close()
})

const properties = { active_users_daily: 12, active_users_monthly: 30, registered_users: 50, version: '10.2.1' }

async function active(day: string): Promise<string | null | undefined> {
  await warehouseReady()
  const to = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
  const { rows } = await cast.as('bizops').call(ask.figuresAsk, { metrics: ['tedas'], grain: 'total', from: day, to })
  return rows[0]?.values['tedas']
}

test('the Segment client for Node is understood', async () => {
  const client = new Analytics({ writeKey: key, host: url, path: '/v1/batch', flushAt: 3 })
  const failures: unknown[] = []
  client.on('error', (error) => failures.push(error))
  for (const letter of ['a', 'b', 'c']) client.track({ userId: letter.repeat(26), event: 'activity', properties })
  client.identify({ userId: 'a'.repeat(26), traits: { plan: 'enterprise' } })
  client.page({ userId: 'a'.repeat(26), name: 'console' })
  client.group({ userId: 'a'.repeat(26), groupId: 'g1' })
  client.alias({ userId: 'a'.repeat(26), previousId: 'z'.repeat(26) })
  await client.closeAndFlush()
  expect(failures).toEqual([])
  expect(await active(new Date().toISOString().slice(0, 10))).toBe('3')
})

test('the RudderStack client for Node is understood, packed or not', async () => {
  for (const [gzip, letter] of [
    [true, 'd'],
    [false, 'e'],
  ] as const) {
    const client = new RudderAnalytics(key, { dataPlaneUrl: url, flushAt: 1, gzip })
    await new Promise<void>((resolve, reject) => {
      client.track({ userId: letter.repeat(26), event: 'activity', properties }, (error?: Error) => (error ? reject(error) : resolve()))
    })
    await new Promise<void>((resolve) => client.flush(() => resolve()))
  }
  expect(await active(new Date().toISOString().slice(0, 10))).toBe('5')
  const { items } = await cast.as('bizops').call(ask.sourcesList, {})
  expect(items[0]).toMatchObject({ key: 'harbor', state: 'on', quarantined: 0 })
})

test('a browser client finds its settings', async () => {
  const settings = await (await fetch(`${url}/v1/projects/${key}/settings`)).json()
  expect(settings).toMatchObject({ integrations: { 'Segment.io': { apiKey: key, apiHost: `${new URL(url).host}/v1` } } })
  expect((await fetch(`${url}/v1/batch`, { method: 'OPTIONS' })).headers.get('access-control-allow-origin')).toBe('*')
})
