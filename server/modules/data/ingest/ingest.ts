import type { EventLog } from '../log/writer.ts'
import { addressPrefix, Malformed, onOneLine, plainBytes, readBody, TooLarge, type WireLimits, writeKeyOf } from '../rules/wire.ts'
import { buckets } from './buckets.ts'
import type { KeyRing } from './keys.ts'

type IngestLimits = WireLimits & { eventsPerSecond: number; requestsPerSecond: number; mostUnloaded: number }
type IngestParts = {
  log: EventLog
  keys: KeyRing
  limits: IngestLimits
  /** when a request counts as received */
  now: () => number
  /** what to say to a key that nobody knows */
  unknownKey?: 'auto' | '200' | '401'
  discarded: (keyHint: string) => void
  /** bytes of the log that the warehouse has not taken yet */
  behind: () => number
}
export type Ingest = { take: (request: Request, address: string, form: 'batch' | 'item', type?: string) => Promise<Response> }

const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, GET, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, content-encoding, anonymousid',
  'access-control-max-age': '86400',
  'x-content-type-options': 'nosniff',
}
const jsonHeaders = { ...corsHeaders, 'content-type': 'application/json' }
const leastFree = 2 * 1024 ** 3

/** Log first: who → unpack → well-formed? → append → on the disk → answer. What single events are like is the loader's business. */
export function openIngest(parts: IngestParts): Ingest {
  const { log, keys, limits, now } = parts
  const eventsOf = buckets(limits.eventsPerSecond)
  const requestsOf = buckets(limits.requestsPerSecond)

  async function take(request: Request, from: string, form: 'batch' | 'item', type?: string): Promise<Response> {
    const address = addressPrefix(from)
    const early = requestsOf(address, 1)
    if (early > 0) return later(429, early, 'Too many requests from this address.')
    if (Number(request.headers.get('content-length') ?? 0) > limits.body) return refused(413, 'The body is too large.')
    try {
      const sent = Buffer.from(await request.arrayBuffer())
      const plain = plainBytes(sent, limits)
      const body = readBody(plain, form, limits)
      const agent = request.headers.get('user-agent') ?? ''
      const key = writeKeyOf(request.headers.get('authorization'), body.value, queryOf(request.url))
      const known = key ? await keys.find(key) : undefined
      if (!known) return keys.ready() ? unknown(key, agent) : later(503, 5, 'The house is still opening.')
      const wait = eventsOf(known.source, body.items)
      if (wait > 0) return later(429, wait, 'Too many events for this key.')
      if (await full()) return later(503, 30, 'No room for more events at the moment.')
      await log.append({
        source: known.source,
        received: now(),
        form: 'segment',
        ...(type ? { type } : {}),
        agent,
        address,
        size: sent.length,
        body: onOneLine(plain),
      })
      return new Response('{"success":true}', { status: 200, headers: jsonHeaders })
    } catch (error) {
      if (error instanceof TooLarge) return refused(413, 'The body is too large, too deep, or has too many events.')
      if (error instanceof Malformed) return refused(400, 'The body is not a JSON object of the expected form.')
      return later(503, 5, 'The event could not be written down. Nothing was kept.')
    }
  }

  /** Clients named `analytics-` drop events quietly on 401; older servers would try again ten times, so they hear 200. */
  function unknown(key: string | undefined, agent: string): Response {
    parts.discarded(key ? `${key.slice(0, 4)}…` : 'none')
    const rule = parts.unknownKey ?? 'auto'
    if (rule === '401' || (rule === 'auto' && agent.startsWith('analytics-'))) return refused(401, 'Nobody knows this write key.')
    return new Response('{"success":true}', { status: 200, headers: jsonHeaders })
  }

  async function full(): Promise<boolean> {
    if (parts.behind() > limits.mostUnloaded) return true
    const disk = await log.free()
    return disk.free < Math.max(leastFree, disk.total / 20)
  }

  return { take }
}

export function preflight(): Response {
  return new Response(null, { status: 204, headers: corsHeaders })
}

function refused(status: number, error: string): Response {
  return new Response(JSON.stringify({ success: false, error }), { status, headers: jsonHeaders })
}

export function later(status: 429 | 503, seconds: number, error: string): Response {
  const headers = { ...jsonHeaders, 'retry-after': String(Math.min(30, Math.max(1, seconds))) }
  return new Response(JSON.stringify({ success: false, error }), { status, headers })
}

export function found(value: unknown): Response {
  return new Response(JSON.stringify(value), { status: 200, headers: jsonHeaders })
}

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?')
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1))
}
