import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import type { Context } from 'hono'
import type { Actor } from '../kernel/context.ts'
import type { OpenHouse } from '../kernel/house.ts'
import type { Within } from '../kernel/limits.ts'
import { Refusal } from '../kernel/refusal.ts'
import { mayDo } from '../kernel/rights.ts'
import type { Endpoint } from '../kernel/room.ts'
import { call } from './call.ts'
import { addressOf, limitKey } from './request.ts'
import { toolsServer } from './tools.ts'

/**
 * `POST /mcp`: the tools door over streamable HTTP, without sessions: each request stands alone, so that any process may answer it. It takes
 * an API key and no cookie. `?write=true` offers what writes too; `?rooms=data,billing` offers the tools of these rooms alone.
 */
export async function answerTools(
  c: Context,
  house: OpenHouse,
  { endpoints, within }: { endpoints: readonly Endpoint[]; within: Within },
  found: Actor | undefined,
): Promise<Response> {
  if (found?.kind !== 'key')
    throw new Refusal('unauthenticated', 'tools.key_needed', 'Tools are asked with an API key: Authorization: Bearer qd_…')
  const actor = { ...found, address: addressOf(c, house), agent: (c.req.header('user-agent') ?? '').slice(0, 300) }
  const byName = new Map(endpoints.map((bound) => [bound.operation.name, bound]))
  const server = toolsServer({
    operations: endpoints.map((bound) => bound.operation),
    mayDo: (right) => mayDo(actor, right) !== undefined,
    write: c.req.query('write') === 'true',
    ...roomsOf(c),
    call: async (operation, input, key) => {
      const bound = byName.get(operation.name)
      if (!bound) throw new Error(`nobody binds ${operation.name}`)
      within(operation.name, operation.perMinute, limitKey(c, house))
      return (await call(house, bound, actor, input, { ...(key ? { key } : {}), signal: () => c.req.raw.signal })).answer
    },
  })
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    return await transport.handleRequest(c.req.raw)
  } finally {
    await server.close()
  }
}

function roomsOf(c: Context): { rooms?: string[] } {
  const rooms = c.req.query('rooms')
  return rooms ? { rooms: rooms.split(',') } : {}
}
