import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { wireLimits } from './wire.ts'

/** Why an event was kept in the log but not loaded. */
export type Reason =
  | 'type_unknown'
  | 'event_missing'
  | 'subject_missing'
  | 'item_too_large'
  | 'not_an_object'
  | 'timestamp_invalid'
  | 'server_id_invalid'
  | 'torn_line'

/** Where an item stands in the log. */
export type Place = { segment: string; line: number; idx: number }

/** What a source's events are about: installations of the product, or people. */
export type Subject = 'server' | 'person'

/** The fields of the envelope that give an item its meaning. `received` in milliseconds; `itemBytes`: the most that one item may have. */
export type Received = { source: string; received: number; subject: Subject; itemBytes?: number }

/** One row of `raw_events`. Instants in milliseconds UTC. */
export type RawEvent = Place & {
  source: string
  messageId: string
  type: string
  event: string | null
  eventAt: number
  receivedAt: number
  originalAt: string | null
  serverId: string | null
  userId: string | null
  anonymousId: string | null
  groupId: string | null
  properties: string
  context: string
  flags: string
}

export type Sorted = { row: RawEvent; warning?: Reason } | { reason: Reason; excerpt: string }

const types = new Set(['identify', 'track', 'page', 'screen', 'group', 'alias'])
const serverId = /^[a-z0-9]{26}$/

/** A batch's own `context` and `timestamp` stand in for items that have none (a single item is a batch of itself). */
export function itemsOf(body: Record<string, unknown>): { items: unknown[]; shared: Record<string, unknown> } {
  const batch = body['batch']
  if (!Array.isArray(batch)) return { items: [body], shared: {} }
  return { items: batch, shared: { context: body['context'], timestamp: body['timestamp'], sentAt: body['sentAt'] } }
}

/** Turns one item into its row, or says why not. `type` comes from the path when the item was sent by itself. */
export function sortItem(given: unknown, shared: Record<string, unknown>, place: Place, from: Received, type?: string): Sorted {
  const most = from.itemBytes ?? wireLimits.item
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { reason: 'not_an_object', excerpt: excerptOf(given) }
  const item = given as Record<string, unknown>
  const kind = text(item['type']) ?? type
  if (!kind || !types.has(kind)) return { reason: 'type_unknown', excerpt: excerptOf(item) }
  const event = text(item['event'])
  if (kind === 'track' && !event) return { reason: 'event_missing', excerpt: excerptOf(item) }
  const [userId, anonymousId, groupId] = [text(item['userId']), text(item['anonymousId']), text(item['groupId'])]
  if (!userId && !anonymousId && !groupId) return { reason: 'subject_missing', excerpt: excerptOf(item) }
  const about = from.subject === 'server' ? (userId ?? anonymousId) : undefined
  if (from.subject === 'server' && !(about && serverId.test(about))) return { reason: 'server_id_invalid', excerpt: excerptOf(item) }
  const properties = JSON.stringify(item['properties'] ?? item['traits'] ?? {})
  const context = JSON.stringify(item['context'] ?? shared['context'] ?? {})
  const size = properties.length + context.length
  if (size > most || (size > most / 2 && Buffer.byteLength(properties) + Buffer.byteLength(context) > most)) {
    return { reason: 'item_too_large', excerpt: excerptOf(item) }
  }
  const original = item['originalTimestamp'] ?? item['timestamp'] ?? shared['timestamp']
  const clock = eventTime(
    item['timestamp'] ?? item['originalTimestamp'] ?? shared['timestamp'],
    item['sentAt'] ?? shared['sentAt'],
    from.received,
  )
  const row: RawEvent = {
    ...place,
    source: from.source,
    messageId: text(item['messageId'])?.slice(0, 200) ?? autoId(from.source, item),
    type: kind,
    event: event ?? text(item['name']) ?? null,
    eventAt: clock.at,
    receivedAt: from.received,
    originalAt: typeof original === 'string' ? clean(original).slice(0, 64) : null,
    serverId: about ?? null,
    userId: from.subject === 'server' ? null : (userId ?? null),
    anonymousId: from.subject === 'server' ? null : (anonymousId ?? null),
    groupId: groupId ?? null,
    properties: clean(properties),
    context: clean(context),
    flags: clock.flags.join(','),
  }
  return clock.unreadable ? { row, warning: 'timestamp_invalid' } : { row }
}

/**
 * When it happened, by a clock that may be wrong: the sender's own delay (received − sent) is added to its time stamp from 2 s on.
 * A result more than 5 minutes after receipt, or before 2010, is no time at all: receipt counts, flagged `clock`.
 */
export function eventTime(timestamp: unknown, sentAt: unknown, received: number): { at: number; flags: string[]; unreadable: boolean } {
  const stamped = millis(timestamp)
  if (stamped === undefined) {
    const given = timestamp !== undefined && timestamp !== null
    return { at: received, flags: given ? ['timestamp'] : [], unreadable: given }
  }
  const sent = millis(sentAt)
  const skew = sent === undefined ? 0 : received - sent
  const at = Math.abs(skew) >= 2000 ? stamped + skew : stamped
  if (at > received + 300_000 || at < Date.UTC(2010, 0, 1)) return { at: received, flags: ['clock'], unreadable: false }
  return { at, flags: at === stamped ? [] : ['skew'], unreadable: false }
}

/** An id for an item that came without: the same item sent again gets the same id, whenever it is sent. */
export function autoId(source: string, item: Record<string, unknown>): string {
  const { sentAt: _sentAt, ...lasting } = item
  return `auto_${sha256(`${source}${jcs(wellFormed(lasting))}`).slice(0, 32)}`
}

function millis(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined
  const at = Date.parse(value)
  return Number.isNaN(at) ? undefined : at
}

function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : clean(value).slice(0, 500)
  return typeof value === 'number' ? String(value) : undefined
}

/** NUL and lone surrogates have no place in a column. */
function clean(value: string): string {
  const whole = value.isWellFormed() ? value : value.toWellFormed()
  return whole.includes('\u0000') ? whole.replaceAll('\u0000', '') : whole
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key.toWellFormed(), wellFormed(part)]))
}

/** The beginning of what was kept, for the person who looks into the quarantine. */
export function excerptOf(value: unknown): string {
  const whole = typeof value === 'string' ? value : JSON.stringify(value)
  return clean(whole ?? '').slice(0, 2000)
}
