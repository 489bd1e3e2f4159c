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
  return async (method: string, path: string, body?: string): Promise<{ status: number | undefined; reused: boolean }> => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
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
