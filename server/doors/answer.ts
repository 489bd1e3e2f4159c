import type { Actor } from '../kernel/context.ts'
import { cookiesOf } from '../kernel/cookies.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { Refusal } from '../kernel/refusal.ts'
import { type Endpoint, type FileAnswer, isFileAnswer } from '../kernel/room.ts'
import { type Called, call } from './call.ts'
import { csvOf } from './csv.ts'
import { fieldsOf } from './typed.ts'

/** Rows of a list that one CSV file may hold. */
const mostRows = 20_000

/** What a command answered, as HTTP: JSON with the version as ETag, or a file; cookies only here. */
export function answerOf(called: Called, secure: boolean): Response {
  const { answer, status, repeated } = called
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (repeated) headers.set('idempotent-replayed', 'true')
  if (isFileAnswer(answer)) return fileOf(answer, headers)
  for (const cookie of cookiesOf(answer, { secure })) headers.append('set-cookie', cookie)
  const version = versionOf(answer)
  if (version !== undefined) headers.set('etag', `"${version}"`)
  if (status === 204) return new Response(null, { status, headers })
  headers.set('content-type', 'application/json')
  return new Response(JSON.stringify(answer ?? null), { status, headers })
}

/** A file shown in the browser may run nothing; a browser's PDF viewer does not open inside a sandbox, and needs none. */
function fileOf(file: FileAnswer, headers: Headers): Response {
  headers.set('content-type', file.type)
  headers.set('content-disposition', `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${attrChars(file.name)}`)
  if (file.sha256) headers.set('etag', `"${file.sha256}"`)
  if (file.inline && !file.type.startsWith('application/pdf')) {
    headers.set('content-security-policy', "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'")
  }
  return new Response(new Uint8Array(file.bytes), { status: 200, headers })
}

/** RFC 8187: what `encodeURIComponent` leaves and a header may not hold. */
function attrChars(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** All pages of a list as CSV. A list cut at 20,000 rows says so in `x-truncated`. */
export async function csvAnswer(house: OpenHouse, bound: Endpoint, actor: Actor, input: Record<string, unknown>): Promise<Response> {
  const rows: Record<string, unknown>[] = []
  // a list that is whole at once takes no limit
  const page = fieldsOf(bound.operation).some(({ name }) => name === 'limit') ? { limit: 200 } : {}
  let cursor: unknown
  do {
    const { answer } = await call(house, bound, actor, { ...input, ...page, ...(cursor ? { cursor } : {}) })
    if (typeof answer !== 'object' || answer === null || !('items' in answer) || !Array.isArray(answer.items)) {
      throw new Refusal('invalid', 'csv.not_a_list', 'Only lists can be had as CSV.')
    }
    rows.push(...answer.items)
    cursor = Reflect.get(answer, 'next')
  } while (cursor && rows.length < mostRows)
  const headers = new Headers({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' })
  headers.set('content-disposition', `attachment; filename="${bound.operation.name.replaceAll('.', '-')}.csv"`)
  if (cursor) headers.set('x-truncated', 'true')
  return new Response(csvOf(rows, bound.operation.csv), { headers })
}

function versionOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const version: unknown = Reflect.get(answer, 'version') ?? Reflect.get(answer, 'rev')
  return typeof version === 'number' ? String(version) : undefined
}
