import type { Context as Hono_ } from 'hono'
import { callerOf } from '../kernel/limits.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Bound } from '../kernel/room.ts'
import { fieldsOf, typedBy } from './typed.ts'

/** Reads the input of an operation from a request: query, then body, then path, each over the one before; `If-Match` as `if_match`. */
export function inputReader(bound: Bound): (c: Hono_) => Promise<Record<string, unknown>> {
  const { operation } = bound
  const fields = fieldsOf(operation)
  const typed = typedBy(fields)
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  const takesMatch = fields.some((field) => field.name === 'if_match')
  return async (c) => {
    const query = Object.entries(c.req.queries()).filter(([name]) => name !== 'format')
    const match = takesMatch ? c.req.header('if-match') : undefined
    // entries make own properties, so that a member called __proto__ is only a name
    return Object.fromEntries([
      ...query.map(([name, texts]) => [name, typed(name, texts)] as const),
      ...(hasBody ? Object.entries(await bodyOf(c)) : []),
      ...inPath.map((name) => [name, typed(name, [c.req.param(name) ?? ''])] as const),
      // a star means: whatever version stands
      ...(match && match.trim() !== '*'
        ? [
            [
              'if_match',
              typed('if_match', [
                match
                  .replace(/^\s*W\//, '')
                  .replaceAll('"', '')
                  .trim(),
              ]),
            ] as const,
          ]
        : []),
    ])
  }
}

async function bodyOf(c: Hono_): Promise<Record<string, unknown>> {
  const text = await c.req.text()
  if (text === '') return {}
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
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

/** The caller's Idempotency-Key; one that cannot be kept is refused. */
export function keyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key') ?? undefined
  if (key !== undefined && !/^[\x21-\x7e]{8,200}$/.test(key)) {
    throw new Refusal('invalid', 'idempotency.key_invalid', 'An Idempotency-Key has 8 to 200 visible characters.')
  }
  return key
}

/** The peer's address; behind a trusted proxy the last hop that the proxy wrote. */
export function addressOf(c: Hono_, house: OpenHouse): string {
  if (house.settings.trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    if (forwarded) return forwarded.slice(0, 64)
  }
  const env: unknown = c.env
  const incoming: unknown = typeof env === 'object' && env !== null ? Reflect.get(env, 'incoming') : undefined
  const socket: unknown = typeof incoming === 'object' && incoming !== null ? Reflect.get(incoming, 'socket') : undefined
  const peer: unknown = typeof socket === 'object' && socket !== null ? Reflect.get(socket, 'remoteAddress') : undefined
  return typeof peer === 'string' ? peer.replace(/^::ffff:(?=\d+\.)/i, '') : '127.0.0.1'
}

/** Who is counted as one caller by the limits of open doors. */
export function limitKey(c: Hono_, house: OpenHouse): string {
  return callerOf(addressOf(c, house))
}
