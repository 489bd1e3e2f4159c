import type { Context as Hono_ } from 'hono'
import { callerOf } from '../kernel/limits.ts'
import type { OpenHouse } from '../kernel/house.ts'
import { readJson } from '../kernel/json.ts'
import type { Operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'
import type { Endpoint } from '../kernel/room.ts'
import type { Wanted } from './export/file.ts'
import { fieldsOf, typedBy } from './typed.ts'
import { type Arrivals, isMultipart, readForm } from './uploads.ts'

/**
 * Reads the input of an operation from a request: path, query of a read or body of a write, `If-Match` as `if_match`. What stands in
 * two places could mean two things, and is refused.
 */
export function inputReader(bound: Endpoint, dataDir: string): InputReader {
  // the fields of all operations together take longer than all else of a door, and most are not asked for in hours
  let reader: InputReader | undefined
  return (c, arrived) => {
    reader ??= readerOf(bound.operation, dataDir)
    return reader(c, arrived)
  }
}

type InputReader = (c: Hono_, arrived: Arrivals) => Promise<Record<string, unknown>>

function readerOf(operation: Operation, dataDir: string): InputReader {
  const fields = fieldsOf(operation)
  const typed = typedBy(fields)
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
  const fieldsIn = formOrJson(operation, typed, dataDir)
  const takesMatch = fields.some((field) => field.name === 'if_match')
  return async (c, arrived) => {
    const ofFile = wantedFile(c, operation) ? fileWords(operation) : []
    const query = Object.entries(c.req.queries()).filter(([name]) => !ofFile.includes(name))
    const body = hasBody ? await fieldsIn(c, arrived) : []
    const path = inPath.map((name) => [name, typed(name, [c.req.param(name) ?? ''])] as const)
    const match = takesMatch ? matchOf(operation, c.req.header('if-match')) : undefined
    const header = match === undefined ? [] : [['if_match', typed('if_match', [match])] as const]
    // entries make own properties, so that a member called __proto__ is only a name
    const read = [...query.map(([name, texts]) => [name, typed(name, texts)] as const), ...body, ...path, ...header]
    refuseTwice(read.map(([name]) => name))
    return Object.fromEntries(read)
  }
}

/** JSON; or a form, where the operation takes a file, whose texts are read as those of a query are. */
function formOrJson(operation: Operation, typed: ReturnType<typeof typedBy>, dataDir: string) {
  return async (c: Hono_, arrived: Arrivals): Promise<(readonly [string, unknown])[]> => {
    if (!operation.upload || !isMultipart(c.req.raw)) return Object.entries(await bodyOf(c))
    const fields = await readForm(c, operation, dataDir, arrived)
    return fields.map(([name, value]) => [name, typeof value === 'string' ? typed(name, [value]) : value] as const)
  }
}

/** A list as a file: `format=csv` or `xlsx`, `columns=a,b` for some of its columns, `bom=true` for spreadsheets that guess the coding. */
export function wantedFile(c: Hono_, operation: Operation): Wanted | undefined {
  const [format, ...more] = c.req.queries('format') ?? []
  if (operation.method !== 'GET' || more.length > 0 || (format !== 'csv' && format !== 'xlsx')) return undefined
  const columns = operation.list ? c.req.query('columns') : undefined
  return { format, bom: c.req.query('bom') === 'true', ...(columns !== undefined && { columns }) }
}

/** These words of a query are for the door itself. */
function fileWords({ list }: Operation): string[] {
  return list ? ['format', 'columns', 'bom'] : ['format']
}

function refuseTwice(names: readonly string[]): void {
  // one walk: a body may name a hundred thousand fields, only to keep us looking
  const seen = new Set<string>()
  const twice = names.find((name) => seen.size === seen.add(name).size)
  if (twice !== undefined)
    throw new Refusal('invalid', 'input.given_twice', `${twice} is given in two places of the request. Give it once.`)
}

/** The version of an `If-Match`. A star means whatever version stands, which is no answer where the version guards the edit. */
function matchOf(operation: Operation, header: string | undefined): string | undefined {
  const text = header
    ?.replace(/^\s*W\//, '')
    .replaceAll('"', '')
    .trim()
  const version = text === '*' || text === '' ? undefined : text
  if (version !== undefined && !/^\d{1,15}$/.test(version)) {
    throw new Refusal('invalid', 'edit.version_invalid', 'If-Match holds the ETag that was read, such as "3".')
  }
  if (version === undefined && operation.edit === 'version') {
    const detail = 'This edit needs the version that was read, as the If-Match header: read it again and send its ETag.'
    throw new Refusal('invalid', 'edit.version_required', detail)
  }
  return version
}

async function bodyOf(c: Hono_): Promise<Record<string, unknown>> {
  const bytes = await c.req.arrayBuffer()
  if (bytes.byteLength === 0) return {}
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw new Refusal('invalid', 'body.not_json', 'Send JSON with content-type application/json.')
  }
  const packed = c.req.header('content-encoding')?.trim().toLowerCase()
  if (packed && packed !== 'identity') {
    throw new Refusal('invalid', 'body.packed', 'This door reads bodies as they are. Send the JSON without content-encoding.')
  }
  const body = readJson(utf8(bytes))
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>
  throw new Refusal('invalid', 'body.invalid', 'The body is not a JSON object.')
}

function utf8(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Refusal('invalid', 'body.invalid', 'The body is not UTF-8.')
  }
}

/** The caller's Idempotency-Key; refused where one that can be kept is needed and there is none. */
export function keyOf(request: Request, operation: Operation): string | undefined {
  const key = request.headers.get('idempotency-key') ?? undefined
  if (key !== undefined && !/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new Refusal('invalid', 'idempotency.key_invalid', 'An Idempotency-Key has 1 to 255 plain characters.')
  }
  if (key === undefined && operation.key === 'required') {
    const detail = 'This must not happen twice: send an Idempotency-Key, a new one for each deed and the same one for each repetition.'
    throw new Refusal('invalid', 'idempotency.key_required', detail)
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

/** The country of the caller's address, in the header that the trusted proxy writes it into; nothing for what is no country (XX, T1). */
export function countryOf(request: Request, { settings }: OpenHouse): string | undefined {
  if (!settings.trustProxy || settings.countryHeader === '') return undefined
  const said = request.headers.get(settings.countryHeader)?.trim().toUpperCase() ?? ''
  return /^[A-Z]{2}$/.test(said) && said !== 'XX' ? said : undefined
}

/** Who is counted as one caller by the limits of open doors. */
export function limitKey(c: Hono_, house: OpenHouse): string {
  return callerOf(addressOf(c, house))
}
