import { gunzipSync } from 'node:zlib'

/** What one request may weigh. All sizes in bytes. */
export type WireLimits = { body: number; ratio: number; depth: number; items: number; item: number }
export const wireLimits: WireLimits = { body: 4 * 1024 * 1024, ratio: 100, depth: 64, items: 5000, item: 32_768 }

export class TooLarge extends Error {}
export class Malformed extends Error {}

/**
 * The JSON bytes of a request, whatever its labels say: clients send gzip marked as a form, and mark plain JSON as gzip.
 * The first two bytes decide (RFC 1952: 1f 8b). A UTF-8 byte order mark is skipped.
 */
export function plainBytes(sent: Buffer, limits: WireLimits = wireLimits): Buffer {
  if (sent.length > limits.body) throw new TooLarge('body')
  const plain = sent[0] === 0x1f && sent[1] === 0x8b ? inflated(sent, limits) : sent
  return plain[0] === 0xef && plain[1] === 0xbb && plain[2] === 0xbf ? plain.subarray(3) : plain
}

function inflated(sent: Buffer, limits: WireLimits): Buffer {
  const most = Math.min(limits.body, Math.max(sent.length * limits.ratio, 1024))
  try {
    return gunzipSync(sent, { maxOutputLength: most })
  } catch (error) {
    if (error instanceof RangeError || (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')) {
      throw new TooLarge('expanded')
    }
    throw new Malformed('gzip')
  }
}

type Body = { value: Record<string, unknown>; items: number }

/** Parses a body and counts its items; only the outer form is looked at, single events are the loader's business. */
export function readBody(plain: Buffer, form: 'batch' | 'item', limits: WireLimits = wireLimits): Body {
  let value: unknown
  try {
    value = JSON.parse(plain.toString('utf8'))
  } catch {
    throw new Malformed('json')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('object')
  if (!within(value, limits.depth)) throw new TooLarge('depth')
  const body = value as Record<string, unknown>
  if (form === 'item') return { value: body, items: 1 }
  if (!Array.isArray(body['batch'])) throw new Malformed('batch')
  if (body['batch'].length > limits.items) throw new TooLarge('items')
  return { value: body, items: body['batch'].length }
}

/** Whether no path through the value is longer than `levels`. */
function within(value: object, levels: number): boolean {
  if (levels === 0) return false
  if (Array.isArray(value)) {
    for (const part of value) if (typeof part === 'object' && part !== null && !within(part, levels - 1)) return false
    return true
  }
  const parts = value as Record<string, unknown>
  for (const key in parts) {
    const part = parts[key]
    if (typeof part === 'object' && part !== null && !within(part, levels - 1)) return false
  }
  return true
}

/** The write key: Basic user name, Bearer, body `writeKey` or `api_key`, query `writeKey`; the first that is there wins. */
export function writeKeyOf(authorization: string | null, body: Record<string, unknown>, query: URLSearchParams): string | undefined {
  if (authorization) {
    const basic = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization)
    if (basic?.[1]) {
      const user = Buffer.from(basic[1], 'base64').toString('utf8').split(':')[0]
      if (user) return user
    }
    const bearer = /^bearer\s+(\S+)\s*$/i.exec(authorization)
    if (bearer?.[1]) return bearer[1]
  }
  for (const name of ['writeKey', 'api_key']) {
    const key = body[name]
    if (typeof key === 'string' && key) return key
  }
  return query.get('writeKey') ?? undefined
}

/** An address without the part that points at one person: IPv4 /24, IPv6 /48. */
export function addressPrefix(address: string | undefined): string {
  if (!address) return ''
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/.exec(address)
  if (four) return `${four[1]}.${four[2]}.${four[3]}.0/24`
  if (!/^[0-9a-f:]+$/i.test(address)) return ''
  const [head = ''] = address.split('::')
  const groups = head.split(':').slice(0, 3).filter(Boolean)
  return `${groups.join(':') || '0'}::/48`
}

/** A body must stay on one line of the log. In JSON a raw line break can only be white space, so a space says the same. */
export function onOneLine(plain: Buffer): Buffer {
  if (plain.indexOf(10) < 0 && plain.indexOf(13) < 0) return plain
  const copy = Buffer.from(plain)
  for (let at = copy.indexOf(10); at >= 0; at = copy.indexOf(10, at + 1)) copy[at] = 32
  for (let at = copy.indexOf(13); at >= 0; at = copy.indexOf(13, at + 1)) copy[at] = 32
  return copy
}
