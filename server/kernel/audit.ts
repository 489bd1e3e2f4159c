import { newest, onward, type Onward } from './keyset.ts'
import { jcs, sha256 } from './canonical.ts'
import type { Context } from './context.ts'
import { json, sendAhead, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import type { HistoryRow } from './shapes.ts'

export type { HistoryRow } from './shapes.ts'

export type AuditEntry = {
  /** `room.noun.past_verb` */
  action: string
  subject: { kind: string; id: string; label?: string }
  before?: unknown
  after?: unknown
  reason?: string
}

type AuditTable = {
  id: string
  at: Date
  actor_kind: string
  actor_id: string
  actor_name: string
  action: string
  subject_kind: string
  subject_id: string
  subject_label: string | null
  before: unknown
  after: unknown
  reason: string | null
  leaf: string
}
type KernelTables = { audit: AuditTable }

/**
 * Writes what a command changed, in the command's own transaction. `leaf` is the SHA-256 of the row's canonical form
 * (the members below in RFC 8785 order): the leaf that a hash tree after RFC 6962 takes, so that the rows never change.
 */
export async function record(ctx: Context, entry: AuditEntry): Promise<void> {
  await recordAll(ctx, [entry])
}

/** The same for what one transaction changed of many subjects (at most 1,000), in one statement. */
export async function recordAll(ctx: Context, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const rows = entries.map((entry) => rowOf(ctx, entry))
  await sendAhead(ctx.tx, tablesOf<KernelTables>(ctx.tx, 'kernel').insertInto('audit').values(rows))
}

function rowOf(ctx: Context, entry: AuditEntry) {
  const id = newId()
  const canonical = {
    id,
    at: ctx.now.toISOString(),
    actor: { kind: ctx.actor.kind, id: ctx.actor.id, name: ctx.actor.name },
    action: entry.action,
    subject: { kind: entry.subject.kind, id: entry.subject.id, label: entry.subject.label ?? null },
    before: plain(entry.before),
    after: plain(entry.after),
    reason: entry.reason ?? null,
  }
  return {
    id,
    at: ctx.now,
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_name: ctx.actor.name,
    action: entry.action,
    subject_kind: entry.subject.kind,
    subject_id: entry.subject.id,
    subject_label: entry.subject.label ?? null,
    before: json(canonical.before),
    after: json(canonical.after),
    reason: entry.reason ?? null,
    leaf: sha256(jcs(canonical)),
  }
}

/** The changes of one subject, newest first. */
export async function historyOf(ctx: Context, kind: string, id: string, limit = 100): Promise<HistoryRow[]> {
  const rows = await tablesOf<KernelTables>(ctx.tx, 'kernel')
    .selectFrom('audit')
    .selectAll()
    .where('subject_kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(historyRow)
}

/** Rows of the trail by their ids, those that there are. */
export async function trailRows(ctx: Pick<Context, 'tx'>, ids: readonly string[]): Promise<HistoryRow[]> {
  if (ids.length === 0) return []
  const rows = await tablesOf<KernelTables>(ctx.tx, 'kernel')
    .selectFrom('audit')
    .selectAll()
    .where('id', 'in', [...ids])
    .limit(ids.length)
    .execute()
  return rows.map(historyRow)
}

/** The whole trail, newest first; of actions that begin so, and of one actor. */
export async function trailOf(ctx: Context, filter: Onward & { action?: string; actorId?: string }): Promise<HistoryRow[]> {
  let query = tablesOf<KernelTables>(ctx.tx, 'kernel').selectFrom('audit').selectAll()
  if (filter.action) query = query.where('action', 'like', `${filter.action.replaceAll('_', '\\_')}%`)
  if (filter.actorId) query = query.where('actor_id', '=', filter.actorId)
  return (await onward(query, newest(), filter).execute()).map(historyRow)
}

function historyRow(row: AuditTable): HistoryRow {
  return {
    id: row.id,
    at: row.at,
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, label: row.subject_label },
    before: row.before,
    after: row.after,
    reason: row.reason,
  }
}

/** What JSON will make of a value: dates as text, bigint as numbers, nothing as null. */
function plain(value: unknown): unknown {
  if (value === undefined) return null
  return JSON.parse(JSON.stringify(value, (_key, entry) => (typeof entry === 'bigint' ? Number(entry) : entry)))
}
