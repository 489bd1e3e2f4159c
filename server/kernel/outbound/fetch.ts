import { lookup as resolveName } from 'node:dns/promises'
import { type ClientRequest, type IncomingMessage, request as httpRequest, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import type { Readable } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Log } from '../log.ts'
import { Refusal, isRefusal } from '../refusal.ts'
import type { HouseSettings } from '../settings.ts'
import { checkAddresses, type Guard, type Target, targetOf } from './target.ts'

type Call = {
  /** what calls, for the log: `webhooks`, `crm.salesforce` */
  caller: string
  url: string
  /** the hosts that the caller is made to call: everything else is refused, after a redirect too */
  hosts: readonly string[]
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** redirects that are followed, at most three; a webhook follows none */
  redirects?: 0 | 1 | 2 | 3
  /** whether what the operator opened holds for this caller; not where somebody types the address on a screen */
  opened?: boolean
  mostMs?: number
  mostBytes?: number
}
type Answer = { status: number; headers: Readonly<Record<string, string>>; bytes: Buffer }
export type CallOut = (call: Call) => Promise<Answer>
/** All addresses of a host, asked once. */
export type Resolve = (host: string) => Promise<readonly string[]>

const [connectMs, wholeMs, wholeBytes] = [5000, 60_000, 5 * 1024 * 1024]
/** What tells who we are stays with the origin that it was given for. */
const credentials = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key'])
const contentHeaders = new Set(['content-type', 'content-length', 'content-encoding'])

/**
 * The only way out of the house. A name is resolved once, every address of it is checked, and the connection goes to what was checked; a
 * redirect passes the same guard. Proxies of the environment are not used. Time and size are bounded, after unpacking too. Refuses
 * `outbound.…`; what a caller tells others is the code, never what was answered.
 */
export function outbound(
  settings: Pick<HouseSettings, 'outboundAllow' | 'outboundLoopback'>,
  log: Log,
  resolve: Resolve = everyAddress,
): CallOut {
  return async (call) => {
    const started = performance.now()
    const guard: Guard = {
      hosts: call.hosts,
      opened: call.opened === false ? [] : settings.outboundAllow,
      loopback: settings.outboundLoopback,
    }
    const seen: { host: string; status?: number; code?: string } = { host: '' }
    const ending = AbortSignal.timeout(Math.min(call.mostMs ?? wholeMs, wholeMs))
    try {
      const answer = await follow(call, guard, resolve, ending, (target) => {
        seen.host = target.host
      })
      seen.status = answer.status
      return answer
    } catch (error) {
      const refusal = refusalOf(error, ending)
      seen.code = refusal.code
      throw refusal
    } finally {
      // host and outcome only: paths, queries, headers and bodies may hold secrets
      log.info({ out: call.caller, method: call.method ?? 'GET', ...seen, ms: Math.round(performance.now() - started) }, 'called out')
    }
  }
}

async function follow(call: Call, guard: Guard, resolve: Resolve, ending: AbortSignal, to: (target: Target) => void): Promise<Answer> {
  let { url, method = 'GET', headers = {}, body } = call
  for (let left = call.redirects ?? 0; ; left -= 1) {
    const target = targetOf(url, guard)
    to(target)
    const addresses = isIP(target.host) > 0 ? [target.host] : await named(resolve, target.host, ending)
    checkAddresses(addresses, target, guard)
    const answer = await exchange(target, addresses, { method, headers, body, mostBytes: call.mostBytes ?? wholeBytes, ending })
    const location = answer.headers.location
    if (
      ![301, 302, 303, 307, 308].includes(answer.status) ||
      location === undefined ||
      call.redirects === undefined ||
      call.redirects === 0
    )
      return answer
    if (left <= 0)
      throw new Refusal('refused', 'outbound.redirects', 'The other side leads on and on. Give the address at which it answers.')
    const next = URL.canParse(location, target.url) ? new URL(location, target.url) : undefined
    if (!next) throw new Refusal('refused', 'outbound.url', 'The other side leads to an address that is none.')
    if (next.origin !== target.url.origin) headers = without(headers, credentials)
    // as browsers do: only 307 and 308 repeat what was sent
    if (answer.status < 307 && method !== 'GET' && method !== 'HEAD')
      [method, body, headers] = ['GET', undefined, without(headers, contentHeaders)]
    url = next.href
  }
}

type Sent = {
  method: string
  headers: Readonly<Record<string, string>>
  body: string | Uint8Array | undefined
  mostBytes: number
  ending: AbortSignal
}

/** One request to addresses that were checked: the connection asks nobody else for them. */
async function exchange(target: Target, addresses: readonly string[], sent: Sent): Promise<Answer> {
  const secure = target.url.protocol === 'https:'
  const pinned: LookupFunction = (_host, options, found) => {
    const all = addresses.map((address) => ({ address, family: isIP(address) }))
    const [first] = all
    if (options.all) found(null, all)
    else found(null, first?.address ?? '', first?.family)
  }
  const agent = secure ? new HttpsAgent({ keepAlive: false, proxyEnv: {} }) : new HttpAgent({ keepAlive: false, proxyEnv: {} })
  const body = sent.body === undefined ? undefined : Buffer.from(sent.body)
  const options = {
    agent,
    method: sent.method,
    host: target.host,
    port: target.port,
    path: `${target.url.pathname}${target.url.search}`,
    lookup: pinned,
    signal: sent.ending,
    headers: {
      'user-agent': 'Quarterdeck',
      'accept-encoding': 'gzip, deflate, br',
      ...sent.headers,
      host: target.url.host,
      ...(body ? { 'content-length': String(body.length) } : {}),
    },
    ...(secure && isIP(target.host) === 0 ? { servername: target.host } : {}),
  }
  try {
    const response = await new Promise<IncomingMessage>((answered, failed) => {
      const asking: ClientRequest = (secure ? httpsRequest : httpRequest)(options, answered)
      asking.on('error', failed)
      asking.once('socket', (socket) => {
        const slow = setTimeout(() => asking.destroy(timeOut()), connectMs)
        socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(slow))
        socket.once('close', () => clearTimeout(slow))
      })
      asking.end(body)
    })
    return { status: response.statusCode ?? 0, headers: headersOf(response), bytes: await bytesOf(response, sent) }
  } finally {
    agent.destroy()
  }
}

async function bytesOf(response: IncomingMessage, { method, mostBytes }: Sent): Promise<Buffer> {
  if (method === 'HEAD') {
    response.resume()
    return Buffer.alloc(0)
  }
  const parts: Buffer[] = []
  let size = 0
  for await (const part of unpacked(response)) {
    const bytes = Buffer.from(part as Uint8Array)
    size += bytes.length
    if (size > mostBytes) {
      response.destroy()
      throw new Refusal('refused', 'outbound.too_large', `The other side answers with more than ${mostBytes} bytes.`)
    }
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

/** Unpacked piece by piece, so that a small answer that grows without end is cut where it is too large. */
function unpacked(response: IncomingMessage): Readable {
  const coding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const open = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress }[coding]
  if (!open) return response
  const stream = open()
  response.on('error', (error) => stream.destroy(error))
  return response.pipe(stream)
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

function without(headers: Readonly<Record<string, string>>, names: ReadonlySet<string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase())))
}

async function named(resolve: Resolve, host: string, ending: AbortSignal): Promise<readonly string[]> {
  const late = new Promise<never>((_found, failed) => ending.addEventListener('abort', () => failed(timeOut()), { once: true }))
  late.catch(() => undefined)
  return Promise.race([resolve(host), late]).catch((error: unknown) => {
    if (isRefusal(error)) throw error
    throw new Refusal('refused', 'outbound.name_unknown', `There is no host ${host}. Check its name.`)
  })
}

async function everyAddress(host: string): Promise<readonly string[]> {
  return (await resolveName(host, { all: true, order: 'verbatim' })).map(({ address }) => address)
}

function timeOut(): Refusal {
  return new Refusal('refused', 'outbound.timeout', 'The other side did not answer in time.')
}

function refusalOf(error: unknown, ending: AbortSignal): Refusal {
  if (isRefusal(error)) return error
  if (ending.aborted) return timeOut()
  return new Refusal('refused', 'outbound.failed', 'The other side was not reached, or broke off.')
}
