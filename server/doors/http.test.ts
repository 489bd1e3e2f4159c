import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { harbour, person } from '../../test/cast/harbour.ts'
import { houseOf } from '../../test/cast/room.ts'
import type { Actor } from '../kernel/context.ts'
import type { Role } from '../kernel/room.ts'
import type { HouseSettings } from '../kernel/settings.ts'
import { type Door, httpDoor } from './http.ts'

let cast: Cast
const { room, runs } = harbour()
const actors: Record<string, Actor> = {
  harbourmaster: person(['harbour.read', 'harbour.write']),
  reader: person(['harbour.read']),
  guest: person(['harbour.read', 'harbour.write'], 'contact'),
}

/** The door of a house with one small room, where a header says who is asking. */
function doorOf(more: { roles?: Role[]; settings?: Partial<HouseSettings> } = {}): Door {
  const house = houseOf(cast, [room], more)
  return httpDoor(house, room.operations, undefined, async (request) => actors[request.headers.get('x-me') ?? ''])
}

type Asked = { me?: string; body?: unknown; headers?: Record<string, string>; door?: Door }
async function ask(
  method: string,
  path: string,
  { me = 'harbourmaster', body, headers = {}, door = doorOf() }: Asked = {},
): Promise<Response> {
  const type: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return door.fetch(
    new Request(`http://house.test${path}`, {
      method,
      headers: { 'x-me': me, ...type, ...headers },
      ...(body === undefined ? {} : { body: text }),
    }),
  )
}

beforeAll(async () => {
  cast = await openCast({ rooms: [] })
})
afterAll(async () => {
  await cast.close()
})

test('an operation answers JSON with its version as ETag, and every answer has its guards and an id', async () => {
  const response = await ask('GET', '/api/boats/petrel')
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ name: 'petrel', berth: 1, version: 3, at: '2026-06-15T08:00:00.000Z' })
  expect(response.headers.get('etag')).toBe('"3"')
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(response.headers.has('strict-transport-security')).toBe(false)
})

test('a fixed path is found before one with a name in it, in whatever order the room lists them', async () => {
  expect(await (await ask('GET', '/api/boats/newest')).json()).toMatchObject({ name: 'the newest' })
})

test('a stranger is told to sign in, a colleague without the right that it is missing', async () => {
  const stranger = await ask('POST', '/api/boats', { me: 'nobody', body: { name: 'a', berth: 1 } })
  expect(stranger.status).toBe(401)
  expect(stranger.headers.get('content-type')).toBe('application/problem+json')
  const reader = await ask('POST', '/api/boats', { me: 'reader', body: { name: 'a', berth: 1 } })
  expect(reader.status).toBe(403)
  expect(await reader.json()).toMatchObject({ code: 'right.missing', status: 403, request_id: reader.headers.get('x-request-id') })
})

test('a portal contact reaches no operation of the staff, even holding its right, nor the staff one of the portal', async () => {
  for (const [method, path, body] of [
    ['GET', '/api/boats', undefined],
    ['POST', '/api/boats', { name: 'a', berth: 1 }],
    ['GET', '/api/board', undefined],
  ] as const) {
    const response = await ask(method, path, { me: 'guest', body })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'audience.staff' })
  }
  expect(await (await ask('GET', '/api/guest', { me: 'guest' })).json()).toEqual({ account: 'account-7' })
  expect((await ask('GET', '/api/guest', { me: 'harbourmaster' })).status).toBe(403)
  expect((await ask('POST', '/api/enter', { me: 'guest', body: {} })).status).toBe(200)
})

test('an input that does not fit names each field at fault', async () => {
  const response = await ask('POST', '/api/boats', { body: { name: '', berth: 1.5 } })
  expect(response.status).toBe(400)
  const problem = (await response.json()) as { code: string; unmet: { path: string }[] }
  expect(problem.code).toBe('input.invalid')
  expect(problem.unmet.map((one) => one.path)).toEqual(['name', 'berth'])
})

test('a body that is not JSON, not an object, or too large is refused as such', async () => {
  const plain = await ask('POST', '/api/boats', { body: 'name=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect([plain.status, await plain.json()]).toEqual([415, expect.objectContaining({ code: 'body.not_json' })])
  expect((await ask('POST', '/api/boats', { body: '[1]' })).status).toBe(400)
  expect((await ask('POST', '/api/boats', { body: '{"name":' })).status).toBe(400)
  const large = await ask('POST', '/api/boats', { body: { name: 'x'.repeat(1024 * 1024), berth: 1 } })
  expect(large.status).toBe(413)
  expect(await large.json()).toMatchObject({ code: 'body.too_large' })
})

test('a query is read as the fields want it: a list of one, booleans, numbers', async () => {
  const response = await ask('GET', '/api/boats?flags=DE&laid_up=false&limit=3')
  expect(await response.json()).toMatchObject({ items: [{ name: '[["DE"],false]' }] })
  expect((await ask('GET', '/api/boats?limit=9999')).status).toBe(400)
})

test('a member called __proto__ is only a name', async () => {
  const response = await ask('POST', '/api/boats', { body: '{"__proto__":{"name":"ghost","berth":1}}' })
  expect(response.status).toBe(400)
})

test('a repeated key repeats the answer, not the act; with another body it is refused', async () => {
  const headers = { 'idempotency-key': 'moor-petrel-1' }
  const before = runs()
  const first = await ask('POST', '/api/boats', { body: { name: 'petrel', berth: 4 }, headers })
  const again = await ask('POST', '/api/boats', { body: { name: 'petrel', berth: 4 }, headers })
  expect(first.status).toBe(201)
  expect(again.status).toBe(201)
  expect(await again.json()).toEqual(await first.json())
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(runs()).toBe(before + 1)
  const reused = await ask('POST', '/api/boats', { body: { name: 'petrel', berth: 5 }, headers })
  expect([reused.status, ((await reused.json()) as { code: string }).code]).toEqual([422, 'idempotency.key_reused'])
  for (const [key, status] of [
    ['k', 201],
    ['k'.repeat(255), 201],
    ['k'.repeat(256), 400],
    ['kö', 400],
  ] as const) {
    const response = await ask('POST', '/api/boats', { body: { name: 'petrel', berth: 5 }, headers: { 'idempotency-key': key } })
    expect([key, response.status]).toEqual([key, status])
  }
})

test('a refused first try leaves its key free, and facts of a refusal never change its status', async () => {
  const headers = { 'idempotency-key': 'moor-late-1' }
  const refused = await ask('POST', '/api/boats', { body: { name: 'too late', berth: 1 }, headers })
  expect(refused.status).toBe(422)
  expect(await refused.json()).toMatchObject({ status: 422, code: 'harbour.closed', opens: '06:00' })
  expect((await ask('POST', '/api/boats', { body: { name: 'in time', berth: 1 }, headers })).status).toBe(201)
})

test('a file is answered as bytes, also for a repeated key; shown in the browser it may run nothing', async () => {
  const headers = { 'idempotency-key': 'paper-000001' }
  for (const _try of [1, 2]) {
    const response = await ask('POST', '/api/papers', { body: {}, headers })
    expect(await response.text()).toBe('<script>')
    expect(response.headers.get('content-disposition')).toBe("inline; filename*=UTF-8''ship%27s%20paper%20%281%29.html")
    expect(response.headers.get('content-security-policy')).toMatch(/^sandbox/)
  }
})

test('an edit of an older version answers 412 with the present one; without a version, or with a star, it is not tried', async () => {
  const body = { berth: 2 }
  const stale = await ask('PATCH', '/api/boats/petrel', { body, headers: { 'if-match': '"2"' } })
  expect([stale.status, await stale.json()]).toEqual([412, expect.objectContaining({ code: 'edit.stale', version: 3 })])
  const done = await ask('PATCH', '/api/boats/petrel', { body, headers: { 'if-match': 'W/"3"' } })
  expect([done.status, done.headers.get('etag')]).toEqual([200, '"4"'])
  for (const headers of [{}, { 'if-match': '*' }, { 'if-match': '' }] as Record<string, string>[]) {
    const response = await ask('PATCH', '/api/boats/petrel', { body, headers })
    expect([response.status, await response.json()]).toEqual([428, expect.objectContaining({ code: 'edit.version_required' })])
  }
  const odd = await ask('PATCH', '/api/boats/petrel', { body, headers: { 'if-match': '"abc"' } })
  expect([odd.status, await odd.json()]).toEqual([400, expect.objectContaining({ code: 'edit.version_invalid' })])
  const inBody = await ask('PATCH', '/api/boats/petrel', { body: { ...body, if_match: 3 }, headers: { 'if-match': '"3"' } })
  expect(inBody.status).toBe(400)
})

test('a cookie is set only in the header, over https with its prefix, and never kept for a repeated key', async () => {
  const settings = { publicUrl: 'https://house.test' }
  const plain = await ask('POST', '/api/enter', { body: {} })
  expect(plain.headers.get('set-cookie')).toBe('qd_token=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60')
  expect(await plain.json()).toEqual({ entered: true })
  const secure = await ask('POST', '/api/enter', { body: {}, headers: { 'idempotency-key': 'enter-00001' }, door: doorOf({ settings }) })
  expect(secure.headers.get('set-cookie')).toContain('__Host-qd_token=abc')
  expect(secure.headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
  const leak = await ask('POST', '/api/leak', { body: {}, headers: { 'idempotency-key': 'leak-000001' } })
  expect(leak.status).toBe(500)
  const kept = await cast.house.db.pool.query("select 1 from kernel.idempotency where answer::text like '%abc%'")
  expect(kept.rowCount).toBe(0)
})

test('an open door counts requests by address', async () => {
  const door = doorOf()
  const statuses: number[] = []
  for (let n = 0; n < 5; n += 1) statuses.push((await ask('POST', '/api/enter', { body: {}, door })).status)
  expect(statuses).toEqual([200, 200, 200, 200, 429])
  const busy = await ask('POST', '/api/enter', { body: {}, door })
  expect(Number(busy.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('a fault of ours says nothing of the inside; a zero byte is a fault of the caller', async () => {
  for (const how of ['throw', 'contract']) {
    const response = await ask('POST', '/api/faults', { body: { how } })
    expect(response.status).toBe(500)
    expect(await response.text()).not.toMatch(/secret words|broke its contract/)
  }
  expect((await ask('POST', '/api/faults', { body: { how: 'zero' } })).status).toBe(400)
  expect((await ask('POST', '/api/faults', { body: { how: 'refuse' } })).status).toBe(404)
})

test('work that the database undid because of a deadlock runs again, and leaves its marks once', async () => {
  expect((await ask('POST', '/api/faults', { body: { how: 'deadlock' }, headers: { 'idempotency-key': 'knot-00001' } })).status).toBe(200)
  const { rowCount } = await cast.house.db.pool.query("select 1 from kernel.audit where action = 'harbour.knot.tied'")
  expect(rowCount).toBe(1)
})

test('an unknown path below the API, and a wrong method, answer a problem', async () => {
  const response = await ask('GET', '/api/nothing/here')
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'path.unknown' })
  expect((await ask('DELETE', '/api/boats')).status).toBe(404)
})

test('a list can be had as CSV, every page of it', async () => {
  const response = await ask('GET', '/api/boats?format=csv')
  expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  const lines = (await response.text()).trimEnd().split('\r\n')
  expect(lines[0]).toBe('name,berth')
  expect(lines).toHaveLength(451)
  const single = await ask('GET', '/api/boats/petrel?format=csv')
  expect([single.status, await single.json()]).toEqual([400, expect.objectContaining({ code: 'csv.not_a_list' })])
})

test('a process serves what its role says, and health always', async () => {
  const ingest = doorOf({ roles: ['ingest'] })
  const worker = doorOf({ roles: ['worker'] })
  const statusOf = async (door: Door, method: string, path: string) =>
    (await ask(method, path, { door, ...(method === 'POST' ? { body: {} } : {}) })).status
  for (const door of [ingest, worker, doorOf({ roles: ['web'] })]) {
    expect(await statusOf(door, 'GET', '/livez')).toBe(200)
    expect(await statusOf(door, 'GET', '/readyz')).toBe(200)
    expect(await statusOf(door, 'GET', '/metrics')).toBe(200)
  }
  expect(await statusOf(ingest, 'POST', '/v1/signals')).toBe(200)
  expect(await statusOf(worker, 'POST', '/v1/signals')).toBe(404)
  for (const door of [ingest, worker]) {
    expect(await statusOf(door, 'GET', '/api/boats')).toBe(404)
    expect(await statusOf(door, 'GET', '/tides')).toBe(404)
    expect(await statusOf(door, 'GET', '/')).toBe(404)
  }
})

test('metrics count operations by name and status and tell of nobody', async () => {
  await ask('GET', '/api/boats/a-boat-with-a-name')
  const text = await (await ask('GET', '/metrics')).text()
  expect(text).toMatch(/quarterdeck_operations_total\{operation="harbour.boats.get",status="200"\} \d+/)
  expect(text).toContain('quarterdeck_deliveries{state="waiting"} 0')
  expect(text).not.toMatch(/a-boat-with-a-name|Ada|person-1/)
})

test('over a real socket third parties are known by their address, which they cannot forge', async () => {
  const server = serve({ fetch: doorOf().fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const headers = { 'x-quarterdeck-address': '6.6.6.6', 'x-forwarded-for': '6.6.6.6' }
    const response = await fetch(`${url}/v1/signals`, { method: 'POST', body: 'ahoy', headers })
    expect(await response.json()).toEqual({ address: '127.0.0.1', said: 'ahoy' })
    const large = await fetch(`${url}/api/boats`, {
      method: 'POST',
      body: 'x'.repeat(5_000_000),
      headers: { 'content-type': 'application/json' },
    })
    expect(large.status).toBe(413)
  } finally {
    server.close()
  }
})
