import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, openCast } from '../../test/cast/cast.ts'
import { harbour, person } from '../../test/cast/harbour.ts'
import { houseOf } from '../../test/cast/room.ts'
import { httpDoor } from './http.ts'

let cast: Cast
let server: ReturnType<typeof serve>
const reader = person(['harbour.read'])
beforeAll(async () => {
  cast = await openCast({ rooms: [] })
  const { room } = harbour()
  const door = httpDoor(houseOf(cast, [room]), room.operations, undefined, async () => reader)
  server = serve({ fetch: door.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
})
afterAll(async () => {
  server.close()
  await cast.close()
})

/** A client that keeps one connection, as pools of programs and proxies do. */
function client() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const { port } = server.address() as AddressInfo
  return async (method: string, path: string, body?: string, chunked = false): Promise<{ status: number | undefined; reused: boolean }> => {
    const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': Buffer.byteLength(body ?? '') }
    const headers = body === undefined ? {} : { 'content-type': 'application/json', ...length }
    const asked = request({ host: '127.0.0.1', port, method, path, agent, headers })
    asked.end(body)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    await answer.resume().toArray()
    return { status: answer.statusCode, reused: asked.reusedSocket }
  }
}

test.each([
  ['by somebody who may not', 500_000, 403],
  ['with more than there may be', 1_500_000, 413],
])('a large body sent %s is refused unread, and its connection serves the next request', async (_how, bytes, status) => {
  const ask = client()
  expect(await ask('POST', '/api/boats', JSON.stringify({ name: 'x'.repeat(bytes), berth: 1 }))).toEqual({ status, reused: false })
  // longer than an unread body is waited for
  await pause(800)
  expect(await ask('GET', '/api/boats/petrel')).toEqual({ status: 200, reused: true })
})

test.each([
  ['by somebody who may not', 500_000, 403],
  ['with more than there may be', 1_500_000, 413],
])('a large body without a length sent %s is refused, and its sender is served again', async (_how, bytes, status) => {
  const ask = client()
  expect(await ask('POST', '/api/boats', JSON.stringify({ name: 'x'.repeat(bytes), berth: 1 }), true)).toEqual({ status, reused: false })
  await pause(800)
  expect(await ask('GET', '/api/boats/petrel')).toMatchObject({ status: 200 })
})

test('a length that stands beside another way of sending is not believed', async () => {
  const { room } = harbour()
  const door = httpDoor(houseOf(cast, [room]), room.operations, undefined, async () => person(['harbour.read', 'harbour.write']))
  const body = JSON.stringify({ name: 'x'.repeat(1_500_000), berth: 1 })
  const headers = { 'content-type': 'application/json', 'content-length': '20', 'transfer-encoding': 'chunked', 'idempotency-key': 'one' }
  const answer = await door.fetch(new Request('http://house.test/api/boats', { method: 'POST', headers, body }))
  expect(answer.status).toBe(413)
})
