import { jcs, sha256 } from '../../../kernel/canonical.ts'
import { type Ceilings, implausibleCounts, usualCeilings } from './counts.ts'
import { instantOf } from './instant.ts'
import { clean, excerptOf, identityOf, jsonText, textOf, wellFormed } from './text.ts'
import { wireLimits } from './wire.ts'

/** Why an event was kept in the log but not loaded, or loaded with a mark. */
export type Reason =
  | 'type_unknown'
  | 'event_missing'
  | 'subject_missing'
  | 'item_too_large'
  | 'not_an_object'
  | 'server_id_invalid'
  | 'torn_line'
  /** a later stage (the warehouse, the database, the announcement) could not take it */
  | 'not_loadable'
  | Mark
/** Marks of events that are loaded all the same. */
type Mark = 'timestamp_invalid' | 'count_implausible'

/** Where an item stands in the log. */
export type Place = { segment: string; line: number; idx: number }

/** What a source's events are about: installations of the product, or people. */
export type Subject = 'server' | 'person'

/** The fields of the envelope that give an item its meaning. `received` in milliseconds; `itemBytes`: the most that one item may have. */
export type Received = { source: string; received: number; subject: Subject; itemBytes?: number; ceilings?: Ceilings }

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
  /** comma list: `clock`, `skew`, `timestamp`, and `counts:<field>` for a count that is left out of figures */
  flags: string
}

/** A row, with the marks that it carries; or the reason why there is none. */
type Sorted = { row: RawEvent; marks: { reason: Mark; detail: string }[] } | { reason: Reason }

const types = new Set(['identify', 'track', 'page', 'screen', 'group', 'alias'])
const serverId = /^[a-z0-9]{26}$/
/** The most characters of a message id, and of other identities. */
const longest = { message: 200, identity: 500 }

/** A batch's own `context` and `timestamp` stand in for items that have none (a single item is a batch of itself). */
export function itemsOf(body: Record<string, unknown>): { items: unknown[]; shared: Record<string, unknown> } {
  const batch = body['batch']
  if (!Array.isArray(batch)) return { items: [body], shared: {} }
  return { items: batch, shared: { context: body['context'], timestamp: body['timestamp'], sentAt: body['sentAt'] } }
}

/** Turns one item into its row, or says why not. `type` comes from the path when the item was sent by itself. */
export function sortItem(given: unknown, shared: Record<string, unknown>, place: Place, from: Received, type?: string): Sorted {
  const most = from.itemBytes ?? wireLimits.item
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return { reason: 'not_an_object' }
  const item = given as Record<string, unknown>
  const kind = textOf(item['type']) ?? type
  if (!kind || !types.has(kind)) return { reason: 'type_unknown' }
  const event = named(item['event'])
  if (kind === 'track' && !event) return { reason: 'event_missing' }
  const [userId, anonymousId, groupId] = [identity(item['userId']), identity(item['anonymousId']), identity(item['groupId'])]
  if (!userId && !anonymousId && !groupId) return { reason: 'subject_missing' }
  const about = from.subject === 'server' ? (userId ?? anonymousId) : undefined
  if (from.subject === 'server' && !(about && serverId.test(about))) return { reason: 'server_id_invalid' }
  const told = item['properties'] ?? item['traits'] ?? {}
  const properties = jsonText(told)
  const context = jsonText(item['context'] ?? shared['context'] ?? {})
  const size = properties.length + context.length
  if (size > most || (size > most / 2 && Buffer.byteLength(properties) + Buffer.byteLength(context) > most))
    return { reason: 'item_too_large' }
  const original = item['originalTimestamp'] ?? item['timestamp'] ?? shared['timestamp']
  const stamp = item['timestamp'] ?? item['originalTimestamp'] ?? shared['timestamp']
  const clock = eventTime(stamp, item['sentAt'] ?? shared['sentAt'], from.received)
  const odd = kind === 'track' ? implausibleCounts(told, from.ceilings ?? usualCeilings) : []
  const row: RawEvent = {
    ...place,
    source: from.source,
    messageId: messageId(item['messageId']) ?? autoId(from.source, item),
    type: kind,
    event: event ?? named(item['name']) ?? null,
    eventAt: clock.at,
    receivedAt: from.received,
    originalAt: typeof original === 'string' || typeof original === 'number' ? clean(clean(String(original)).slice(0, 64)) : null,
    serverId: about ?? null,
    userId: from.subject === 'server' ? null : (userId ?? null),
    anonymousId: from.subject === 'server' ? null : (anonymousId ?? null),
    groupId: groupId ?? null,
    properties,
    context,
    flags: [...clock.flags, ...odd.map((field) => `counts:${field}`)].join(','),
  }
  const marks: { reason: Mark; detail: string }[] = []
  if (clock.unreadable) marks.push({ reason: 'timestamp_invalid', detail: `${shown(stamp)} is no instant; the time of receipt counts` })
  if (odd.length > 0) {
    const named = odd.map((field) => `${field} ${shown((told as Record<string, unknown>)[field])}`)
    marks.push({ reason: 'count_implausible', detail: `${named.join(', ')}: no plausible count, left out of figures` })
  }
  return { row, marks }
}

/**
 * When it happened, by a clock that may be wrong: the sender's own delay (received − sent) is added to its time stamp from 2 s on.
 * A result more than 5 minutes after receipt, or before 2010, is no time at all: receipt counts, flagged `clock`.
 */
export function eventTime(timestamp: unknown, sentAt: unknown, received: number): { at: number; flags: string[]; unreadable: boolean } {
  const stamped = instantOf(timestamp)
  if (stamped === undefined) {
    const given = timestamp !== undefined && timestamp !== null
    return { at: received, flags: given ? ['timestamp'] : [], unreadable: given }
  }
  const sent = instantOf(sentAt)
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

function messageId(value: unknown): string | undefined {
  const text = textOf(value)
  return text === undefined ? undefined : identityOf(text, longest.message)
}

function identity(value: unknown): string | undefined {
  const text = textOf(value)
  return text === undefined ? undefined : identityOf(text, longest.identity)
}

function named(value: unknown): string | undefined {
  return clean(clean(textOf(value) ?? '').slice(0, 500)) || undefined
}

function shown(value: unknown): string {
  return excerptOf(typeof value === 'string' ? JSON.stringify(value) : value).slice(0, 60)
}
