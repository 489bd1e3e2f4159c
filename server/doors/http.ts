import { randomUUID } from 'node:crypto'
import { type Context as Hono_, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Actor } from '../kernel/context.ts'
import { type OpenHouse, visitor } from '../kernel/house.ts'
import { rateLimits, type Within } from '../kernel/limits.ts'
import type { Endpoint } from '../kernel/room.ts'
import { answerOf } from './answer.ts'
import { call, mayCall } from './call.ts'
import { compressed, leavePlain } from './compress.ts'
import { securityHeaders } from './headers.ts'
import { listFile } from './export/file.ts'
import { follow, wantsToFollow } from './follow.ts'
import { counted, health } from './health.ts'
import { inboundDoors } from './inbound.ts'
import { asksForPage, nothingHere, pages } from './pages.ts'
import { problem, problemOf, problemResponse } from './problem.ts'
import { reference } from './reference.ts'
import { addressOf, countryOf, inputReader, keyOf, limitKey, wantedFile } from './request.ts'
import { sessionActor, type WhoAsks } from './session.ts'
import { arrivals, isMultipart } from './uploads.ts'

/** Bytes of a JSON request; an operation that carries a document says itself how many (`largest`). */
const mostBytes = 1024 * 1024

/** `env` is what the server hands over beside the request: the socket, for the caller's address. */
export type Door = { fetch: (request: Request, env?: object) => Response | Promise<Response> }

/**
 * Every operation as a route, the third parties' paths, health, documentation, public pages and the web app. A process with only the
 * role `ingest` serves the third parties' paths and health, one with only `worker` health alone.
 */
export function httpDoor(house: OpenHouse, endpoints: Endpoint[], webRoot: string | undefined, whoAsks: WhoAsks = sessionActor): Door {
  const app = new Hono()
  const within = rateLimits()
  app.onError((error, c) => problemResponse(problemOf(error, requestId(c), house.log)))
  app.notFound(async (c) => {
    if (asksForPage(c.req.raw) && !c.req.path.startsWith('/api/')) return c.html(await nothingHere(house), 404)
    return problemResponse(problem(404, 'path.unknown', `There is nothing at ${c.req.method} ${c.req.path}. See /api/docs.`, requestId(c)))
  })
  app.use(oneHost)
  // before the headers that pages need: these doors take thousands of requests a second and answer machines
  if (house.roles.has('ingest') || house.roles.has('web')) {
    for (const wire of house.rooms.flatMap((room) => room.wireDoors)) {
      app.on(wire.method, wire.path, (c) => {
        if (wire.perMinute !== undefined) within(`${wire.method} ${wire.path}`, wire.perMinute, limitKey(c, house))
        return wire.handle(c.req.raw, house.open, { address: addressOf(c, house) })
      })
    }
  }
  app.use(securityHeaders(house, requestId, webRoot))
  app.use(compressed)
  health(app, house)
  if (house.roles.has('web')) {
    reference(app, endpoints, house.settings.publicUrl)
    inboundDoors(app, house, upTo(mostBytes))
    for (const bound of [...endpoints].sort(fixedFirst)) {
      const path = `/api${bound.operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
      app.on(bound.operation.method, path, upToOf(bound.operation), route(house, bound, whoAsks, within))
    }
    app.all('/api/*', (c) => c.notFound())
    app.all('/mcp', upTo(mostBytes), async (c) => {
      const { publicUrl } = house.settings
      const found = await whoAsks(c.req.raw, house.open, { publicUrl, address: addressOf(c, house) })
      // its library is large, and few houses are ever asked this way
      return (await import('./tools-http.ts')).answerTools(c, house, { endpoints, within }, found)
    })
    pages(app, house, webRoot, { endpoints, whoAsks, within })
  }
  return { fetch: (request, env) => app.fetch(request, env) }
}

/**
 * A body says its length, or is counted while it is read. Whoever only touches one that is then refused unread keeps it from running off,
 * and the server would cut a connection that it has just promised to keep.
 */
function upTo(bytes: number) {
  const tooLarge = (c: Hono_) => problemResponse(problem(413, 'body.too_large', `This request may have ${bytes} bytes.`, requestId(c)))
  const counting = bodyLimit({ maxSize: bytes, onError: tooLarge })
  return async (c: Hono_, next: () => Promise<void>) => {
    const said = c.req.header('transfer-encoding') === undefined ? c.req.header('content-length') : undefined
    if (said === undefined) return counting(c, next)
    return Number(said) > bytes ? tooLarge(c) : next()
  }
}

/** A form with a file counts itself while it is read; nothing of it is read before its sender may send it. */
function upToOf({ upload, largest = mostBytes }: Endpoint['operation']) {
  const limited = upTo(largest)
  return upload ? (c: Hono_, next: () => Promise<void>) => (isMultipart(c.req.raw) ? next() : limited(c, next)) : limited
}

/** Two Host headers mean two things to two programs on the way. Node keeps the first in silence. */
async function oneHost(c: Hono_, next: () => Promise<void>): Promise<Response | undefined> {
  const incoming: unknown = Reflect.get(c.env ?? {}, 'incoming')
  const raw: unknown = typeof incoming === 'object' && incoming !== null ? Reflect.get(incoming, 'rawHeaders') : undefined
  const hosts = Array.isArray(raw) ? raw.filter((name, at) => at % 2 === 0 && String(name).toLowerCase() === 'host').length : 1
  if (hosts <= 1) {
    await next()
    return undefined
  }
  return problemResponse(problem(400, 'request.two_hosts', 'A request has one Host header.', requestId(c)))
}

/** The router takes the first path that fits: `/plans/current` must be asked before `/plans/{id}`. */
function fixedFirst(a: Endpoint, b: Endpoint): number {
  const [left, right] = [a, b].map((bound) => bound.operation.path.replaceAll(/\{\w+\}/g, '\uffff')) as [string, string]
  return left < right ? -1 : left > right ? 1 : 0
}

function route(house: OpenHouse, bound: Endpoint, whoAsks: WhoAsks, within: Within) {
  const { operation } = bound
  const readInput = inputReader(bound, house.settings.dataDir)
  return async (c: Hono_): Promise<Response> => {
    const started = performance.now()
    const request = c.req.raw
    const id = requestId(c)
    const { publicUrl } = house.settings
    let status = 500
    const arrived = arrivals()
    try {
      within(operation.name, operation.perMinute, limitKey(c, house))
      const address = addressOf(c, house)
      const found = await whoAsks(request, house.open, { publicUrl, address })
      const country = countryOf(request, house)
      const agent = (request.headers.get('user-agent') ?? '').slice(0, 300)
      const actor: Actor = { ...(found ?? visitor), address, agent, ...(country && { country }) }
      mayCall(actor, bound)
      const key = keyOf(request, operation)
      const input = await readInput(c, arrived)
      if (wantsToFollow(request, operation)) {
        const again = async () => ({ ...((await whoAsks(request, house.open, { publicUrl, address })) ?? visitor), address, agent })
        const followed = await follow(house, bound, { actor, input, again, signal: request.signal })
        status = followed.status
        return followed
      }
      const file = wantedFile(c, operation)
      const response = file
        ? await listFile(house, bound, actor, input, file, request.signal)
        : answerOf(
            await call(house, bound, actor, input, { ...(key ? { key } : {}), uploads: arrived.uploads, signal: () => request.signal }),
            publicUrl.startsWith('https:'),
          )
      status = response.status
      if (operation.secret) leavePlain(response)
      return response
    } catch (error) {
      const body = problemOf(error, id, house.log)
      status = body.status
      return problemResponse(body)
    } finally {
      await arrived.drop()
      const ms = performance.now() - started
      counted(operation.name, status, ms)
      house.log.debug({ operation: operation.name, status, ms: Math.round(ms), request_id: id }, 'answered')
    }
  }
}

function requestId(c: Hono_): string {
  const known = c.get('requestId' as never)
  if (typeof known === 'string') return known
  const id = randomUUID()
  c.set('requestId' as never, id as never)
  return id
}
