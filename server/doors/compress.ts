import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context as Hono_ } from 'hono'
import { tagPacked } from '../kernel/etags.ts'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Shorter answers gain nothing: they fit one packet anyway. */
const least = 1024
const plain = new WeakSet<Response>()

/** An answer that holds a secret is sent as it is: its packed length would tell of its content to whoever can add text beside it. */
export function leavePlain(response: Response): void {
  plain.add(response)
  response.headers.set('cache-control', 'no-store, no-transform')
}

/** Packs answers of text above 1 kB with brotli or gzip, whichever the caller takes. Streams of events go out as they come. */
export async function compressed(c: Hono_, next: () => Promise<void>): Promise<void> {
  await next()
  const { res } = c
  const type = res.headers.get('content-type') ?? ''
  if (!res.body || res.status === 304 || res.headers.has('content-encoding') || c.req.method === 'HEAD') return
  if (!/^(text\/(?!event-stream)|application\/([\w.+-]+\+)?(json|xml)|image\/svg)/.test(type)) return
  if (plain.has(res) || /no-transform/.test(res.headers.get('cache-control') ?? '')) return
  const accepted = c.req.header('accept-encoding') ?? ''
  const way = accepts(accepted, 'br') ? 'br' : accepts(accepted, 'gzip') ? 'gzip' : undefined
  res.headers.append('vary', 'accept-encoding')
  if (!way) return
  const bytes = new Uint8Array(await res.arrayBuffer())
  const headers = new Headers(res.headers)
  if (bytes.length <= least) {
    c.res = new Response(bytes, { status: res.status, headers })
    return
  }
  const packed = way === 'br' ? await brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }) : await zip(bytes, { level: 6 })
  headers.set('content-encoding', way)
  const tag = headers.get('etag')
  // tags of answers that are edited by them name a version, and no bytes
  if (tag && /\bpublic\b/.test(headers.get('cache-control') ?? '')) headers.set('etag', tagPacked(tag, way))
  headers.delete('content-length')
  c.res = undefined
  c.res = new Response(new Uint8Array(packed), { status: res.status, headers })
}

/** `gzip;q=0` is a no. */
export function accepts(header: string, way: string): boolean {
  return header.split(',').some((part) => {
    const [name = '', ...rest] = part.trim().toLowerCase().split(';')
    return name.trim() === way && !rest.some((one) => /^\s*q=0(\.0*)?\s*$/.test(one))
  })
}
