import type { Operation } from '../kernel/operation.ts'
import { Refusal, type RefusalKind, statusOf } from '../kernel/refusal.ts'
import type { FileAnswer } from '../kernel/room.ts'

type Where = { url: string; key?: string | undefined; bearer?: string | undefined }

/** Asks a house over HTTP; answers its JSON or its file. Throws its refusal as it came. */
export async function askRemote(operation: Operation, input: Record<string, unknown>, where: Where): Promise<unknown> {
  const key = where.key ?? (operation.key === 'required' ? crypto.randomUUID() : undefined)
  const { url, init } = requestOf(operation, input, { ...where, key })
  const response = await fetch(url, init).catch((error: unknown) => {
    const again = key ? ` Whether it was done is not known: repeat it with --idempotency-key ${key}, and it is done once.` : ''
    throw new Error(`${where.url} did not answer.${again}`, { cause: error })
  })
  const type = response.headers.get('content-type') ?? ''
  if (response.ok && !type.startsWith('application/json')) return fileOf(response, type)
  const text = await response.text()
  const body = type.includes('json') ? (JSON.parse(text) as Record<string, unknown>) : {}
  if (response.ok) return body
  const kind = (Object.keys(statusOf) as RefusalKind[]).find((one) => statusOf[one] === response.status)
  const detail = String(body.detail ?? `${where.url} answered ${response.status}.`)
  if (!kind && response.status >= 500) throw new Error(detail)
  throw new Refusal(kind ?? 'refused', String(body.code ?? 'house.strange'), detail, { unmet: Array.isArray(body.unmet) ? body.unmet : [] })
}

/** Path fields go to the path, the others to the query of a read or the body of a write; `if_match` becomes the header. */
export function requestOf(operation: Operation, input: Record<string, unknown>, where: Where): { url: URL; init: RequestInit } {
  const { if_match: match, ...left } = input
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = encodeURIComponent(String(left[name] ?? ''))
    delete left[name]
    return value
  })
  const url = new URL(`${where.url.replace(/\/+$/, '')}/api${path}`)
  const headers: Record<string, string> = { accept: 'application/json' }
  if (where.bearer) headers.authorization = `Bearer ${where.bearer}`
  if (where.key) headers['idempotency-key'] = where.key
  if (match !== undefined) headers['if-match'] = `"${match}"`
  if (operation.method === 'GET' || operation.method === 'DELETE') {
    for (const [name, value] of Object.entries(left)) for (const one of [value].flat()) url.searchParams.append(name, textOf(one))
    return { url, init: { method: operation.method, headers } }
  }
  headers['content-type'] = 'application/json'
  return { url, init: { method: operation.method, headers, body: JSON.stringify(left) } }
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

async function fileOf(response: Response, type: string): Promise<FileAnswer | null> {
  if (response.status === 204) return null
  const name = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1]
  return { type, name: name ? decodeURIComponent(name) : 'answer', bytes: new Uint8Array(await response.arrayBuffer()) }
}
