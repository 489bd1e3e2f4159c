import { codeOf, faultOf, mayRunAgain } from '../kernel/fault.ts'
import { isRefusal } from '../kernel/refusal.ts'
import type { Log } from '../kernel/log.ts'

type ProblemDetails = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  request_id: string
  unmet?: { code: string; text: string; path?: string; item?: string }[]
  [fact: string]: unknown
}

const titles: Record<number, string> = {
  400: 'The request is not valid',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Refused',
  428: 'Say which version you read',
  429: 'Too many requests',
  500: 'Something broke on our side',
  503: 'Not available right now',
}

/** What only the HTTP door can say. */
const doorStatus: Record<string, number> = {
  'version.changed': 412,
  'edit.stale': 412,
  'edit.version_required': 428,
  'body.too_large': 413,
  'file.too_large': 413,
  'body.not_json': 415,
  'body.packed': 415,
  'inbound.not_taken': 503,
  // nobody asked too often: what would answer is not there now
  'warehouse.away': 503,
  'warehouse.moved': 503,
  'warehouse.unreadable': 503,
  'warehouse.unreachable': 503,
  'warehouse.other_version': 503,
  'warehouse.elsewhere': 503,
  'data.closed': 503,
}

/** RFC 9457 problem details. Anything but a refusal is a bug: one log line, no detail to the caller. */
export function problemOf(error: unknown, requestId: string, log: Log): ProblemDetails {
  if (isRefusal(error)) {
    const status = doorStatus[error.code] ?? error.status
    return problem(status, error.code, error.message, requestId, { ...error.facts, ...(error.unmet.length ? { unmet: error.unmet } : {}) })
  }
  if (isTooBusy(error)) return problem(503, 'house.busy', 'The database is not answering. Try again in a moment.', requestId)
  log.error({ err: faultOf(error), request_id: requestId }, 'unexpected failure')
  if (isUnreadable(error)) return problem(400, 'input.unreadable', 'A value of the request cannot be what it is meant to be.', requestId)
  return problem(500, 'house.broken', `This is a fault of ours. It is written down under ${requestId}.`, requestId)
}

export function problem(
  status: number,
  code: string,
  detail: string,
  requestId: string,
  facts: Record<string, unknown> = {},
): ProblemDetails {
  return {
    ...facts,
    type: `urn:quarterdeck:problem:${code}`,
    title: titles[status] ?? 'Refused',
    status,
    code,
    detail,
    request_id: requestId,
  }
}

export function problemResponse(body: ProblemDetails): Response {
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  if (typeof body.retry_after_s === 'number') headers['retry-after'] = String(body.retry_after_s)
  else if (body.status === 503) headers['retry-after'] = '2'
  return new Response(JSON.stringify(body), { status: body.status, headers })
}

/** Connection lost, server shutting down, too many connections, given up waiting (SQLSTATE classes 08, 53, 57, 55P03, 25P03). */
function isTooBusy(error: unknown): boolean {
  const code = codeOf(error)
  if (code) return /^(08|53|57|55P03|25P03)/.test(code) || isCut(error, code) || mayRunAgain(error)
  // what the driver says of a connection that broke or never came has no code
  return (
    error instanceof Error &&
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(error.message)
  )
}

/** The socket to the database broke, or there is none: the built-in one takes its socket file along when it ends. */
function isCut(error: unknown, code: string): boolean {
  const connecting = error instanceof Error && Reflect.get(error, 'syscall') === 'connect'
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code) || (connecting && ['ENOENT', 'EAGAIN'].includes(code))
}

/**
 * Data that PostgreSQL cannot take (SQLSTATE class 22): a number out of range, a day that does not exist, half a surrogate pair. The
 * line in the log is for us: the door should have known. Only a division by zero is always a fault of ours.
 */
function isUnreadable(error: unknown): boolean {
  const code = codeOf(error) ?? ''
  return /^22[0-9A-Z]{3}$/.test(code) && code !== '22012'
}
