import { randomUUID } from 'node:crypto'
import { type Context as Hono_, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Actor } from '../kernel/context.ts'
import { cookiesOf } from '../kernel/cookies.ts'
import { type OpenHouse, visitor } from '../kernel/house.ts'
import { rateLimit } from '../kernel/limits.ts'
import { Refusal } from '../kernel/refusal.ts'
import { type Bound, isFileAnswer } from '../kernel/room.ts'
import { call } from './call.ts'
import { csvOf } from './csv.ts'
import { docsPage, openApi } from './openapi.ts'
import { pages } from './pages.ts'
import { problem, problemOf, problemResponse } from './problem.ts'
import { sessionActor } from './session.ts'
import { counted, health } from './health.ts'

/** Bytes of a JSON request; documents travel as text inside JSON. */
const maxBody = 4 * 1024 * 1024

export type Door = { fetch: (request: Request) => Response | Promise<Response> }

/** Every operation as a route, the third parties' paths, health, documentation, public pages and the web app. */
export function httpDoor(house: OpenHouse, bounds: Bound[], webRoot: string | undefined): Door {
  const app = new Hono()
  app.onError((error, c) => problemResponse(problemOf(error, requestId(c), house.log)))
  app.use(securityHeaders(house))
  health(app, house)
  if (house.roles.has('ingest') || house.roles.has('web')) {
    for (const wire of house.rooms.flatMap((room) => room.wireDoors)) app.on(wire.method, wire.path, (c) => wire.handle(withAddress(c, house), house.open))
  }
  if (house.roles.has('web')) {
    const describe = openApi(bounds, house.settings.publicUrl)
    app.get('/api/openapi.json', (c) => c.json(describe))
    app.get('/api/docs', (c) => c.html(docsPage(describe)))
    const limit = bodyLimit({
      maxSize: maxBody,
      onError: (c) => problemResponse(problem(413, 'body.too_large', `A request may have ${maxBody} bytes.`, requestId(c))),
    })
    for (const bound of bounds) {
      const path = `/api${bound.operation.path.replaceAll(/\{(\w+)\}/g, ':$1')}`
      app.on(bound.operation.method, path, limit, route(house, bound))
    }
    app.all('/api/*', (c) =>
      problemResponse(problem(404, 'path.unknown', `There is nothing at ${c.req.method} ${c.req.path}. See /api/docs.`, requestId(c))),
    )
    pages(app, house, webRoot)
  }
  return { fetch: (request) => app.fetch(request) }
}

function route(house: OpenHouse, bound: Bound) {
  const { operation } = bound
  const limit = operation.perMinute ? rateLimit(operation.perMinute) : undefined
  return async (c: Hono_): Promise<Response> => {
    const started = performance.now()
    const request = c.req.raw
    const id = requestId(c)
    const address = addressOf(c, house)
    let status = 500
    try {
      limit?.(address)
      const found = await sessionActor(request, house.open, { publicUrl: house.settings.publicUrl, address })
      const actor: Actor = { ...(found ?? visitor), address, agent: (request.headers.get('user-agent') ?? '').slice(0, 300) }
      const input = await inputOf(c, bound)
      const wantsCsv = operation.method === 'GET' && c.req.query('format') === 'csv'
      if (wantsCsv) {
        const response = await csvAnswer(house, bound, actor, input)
        status = response.status
        return response
      }
      const called = await call(house, bound, actor, input, { key: keyOf(request) })
      const response = answerOf(called.answer, called.status, called.repeated, house.settings.publicUrl.startsWith('https:'))
      status = response.status
      return response
    } catch (error) {
      const body = problemOf(error, id, house.log)
      status = body.status
      return problemResponse(body)
    } finally {
      const ms = performance.now() - started
      counted(operation.name, status, ms)
      house.log.debug({ operation: operation.name, status, ms: Math.round(ms), request_id: id }, 'answered')
    }
  }
}

function answerOf(answer: unknown, status: number, repeated: boolean, secure: boolean): Response {
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (repeated) headers.set('idempotent-replayed', 'true')
  if (isFileAnswer(answer)) {
    headers.set('content-type', answer.type)
    headers.set('content-disposition', `${answer.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
    return new Response(Buffer.from(answer.bytes), { status: 200, headers })
  }
  for (const cookie of cookiesOf(answer, { secure })) headers.append('set-cookie', cookie)
  const version = versionOf(answer)
  if (version !== undefined) headers.set('etag', `"${version}"`)
  if (status === 204) return new Response(null, { status, headers })
  headers.set('content-type', 'application/json')
  return new Response(JSON.stringify(answer ?? null), { status, headers })
}

/** All pages of a list as CSV, up to 20,000 rows. */
async function csvAnswer(house: OpenHouse, bound: Bound, actor: Actor, input: Record<string, unknown>): Promise<Response> {
  const rows: Record<string, unknown>[] = []
  let cursor: unknown
  do {
    const { answer } = await call(house, bound, actor, { ...input, limit: 200, ...(cursor ? { cursor } : {}) })
    if (typeof answer !== 'object' || answer === null || !('items' in answer) || !Array.isArray(answer.items)) {
      throw new Refusal('invalid', 'csv.not_a_list', 'Only lists can be had as CSV.')
    }
    rows.push(...answer.items)
    cursor = Reflect.get(answer, 'next')
  } while (cursor && rows.length < 20_000)
  const name = `${bound.operation.name.replaceAll('.', '-')}.csv`
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' }
  return new Response(csvOf(rows), { headers })
}

async function inputOf(c: Hono_, bound: Bound): Promise<Record<string, unknown>> {
  const { operation } = bound
  const input: Record<string, unknown> = {}
  for (const [name, values] of Object.entries(c.req.queries())) {
    if (name !== 'format') input[name] = values.length > 1 ? values : values[0]
  }
  if (operation.method !== 'GET' && operation.method !== 'DELETE') Object.assign(input, await bodyOf(c))
  for (const [name] of operation.path.matchAll(/\{(\w+)\}/g)) input[name.slice(1, -1)] = c.req.param(name.slice(1, -1))
  const match = c.req.header('if-match')
  if (match) input.if_match = match.replace(/^W\//, '').replaceAll('"', '')
  return input
}

async function bodyOf(c: Hono_): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text === '') return {}
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\b/.test(type)) {
    throw new Refusal('invalid', 'body.not_json', 'Send JSON with content-type application/json.')
  }
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  } catch {
    // falls through to the refusal
  }
  throw new Refusal('invalid', 'body.invalid', 'The body is not a JSON object.')
}

function keyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key') ?? undefined
  if (key !== undefined && !/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw new Refusal('invalid', 'idempotency.key_invalid', 'An Idempotency-Key has 8 to 200 visible characters.')
  }
  return key
}

function versionOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const version = Reflect.get(answer, 'version') ?? Reflect.get(answer, 'rev')
  return typeof version === 'number' ? String(version) : undefined
}

/** The peer's address; behind a trusted proxy the last hop that the proxy wrote. */
function addressOf(c: Hono_, house: OpenHouse): string {
  if (house.settings.trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (forwarded) return forwarded
  }
  const env: unknown = c.env
  const incoming = typeof env === 'object' && env !== null ? Reflect.get(env, 'incoming') : undefined
  return incoming?.socket?.remoteAddress ?? '127.0.0.1'
}

/** Third parties' doors get the address as a header that no client can forge, since it is overwritten here. */
function withAddress(c: Hono_, house: OpenHouse): Request {
  const headers = new Headers(c.req.raw.headers)
  headers.set('x-quarterdeck-address', addressOf(c, house))
  return new Request(c.req.raw, { headers })
}

function requestId(c: Hono_): string {
  const known = c.get('requestId' as never)
  if (typeof known === 'string') return known
  const id = randomUUID()
  c.set('requestId' as never, id as never)
  return id
}

function securityHeaders(house: OpenHouse) {
  const https = house.settings.publicUrl.startsWith('https:')
  const policy =
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
  return async (c: Hono_, next: () => Promise<void>) => {
    await next()
    c.res.headers.set('x-content-type-options', 'nosniff')
    c.res.headers.set('referrer-policy', 'same-origin')
    c.res.headers.set('x-request-id', requestId(c))
    if (!c.res.headers.has('content-security-policy')) c.res.headers.set('content-security-policy', policy)
    if (https) c.res.headers.set('strict-transport-security', 'max-age=31536000')
  }
}
