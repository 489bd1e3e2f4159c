import { oldest, onward, type Onward } from './keyset.ts'
import type { Selectable } from 'kysely'
import { record } from './audit.ts'
import type { Context } from './context.ts'
import { type Tx, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import { personBehind } from './rights.ts'
import { calledOf, type SubjectRef } from './subject.ts'

type CommentTable = {
  id: string
  room: string
  kind: string
  subject: string
  version_hash: string | null
  text: string
  by_id: string
  by_name: string
  at: Date
  edited_at: Date | null
  removed_at: Date | null
  resolved_at: Date | null
  resolved_by: string | null
  resolved_by_name: string | null
}
export type CommentRow = Selectable<CommentTable>

/** Minutes for which a writer may change the words. */
const editMinutes = 15

/** Says something about a thing; whether the actor may see it is judged before. The audit keeps that it was said, not the words. */
export async function comment(ctx: Context, said: { subject: SubjectRef; text: string }): Promise<CommentRow> {
  const { subject, text } = said
  const row: CommentRow = {
    id: newId(),
    room: subject.room,
    kind: subject.kind,
    subject: subject.id,
    version_hash: subject.versionHash ?? null,
    text,
    by_id: personBehind(ctx.actor),
    by_name: ctx.actor.name,
    at: ctx.now,
    edited_at: null,
    removed_at: null,
    resolved_at: null,
    resolved_by: null,
    resolved_by_name: null,
  }
  await tables(ctx.tx).insertInto('comment').values(row).execute()
  await record(ctx, { action: `${subject.room}.comment.added`, ...of(row, calledOf(subject)) })
  return row
}

/** Refuses `comment.not_yours` and `comment.too_late`. */
export async function editComment(ctx: Context, before: CommentRow, text: string, title: string): Promise<CommentRow> {
  fitEdit(before, personBehind(ctx.actor), ctx.now)
  const change = { text, edited_at: ctx.now }
  await tables(ctx.tx).updateTable('comment').set(change).where('id', '=', before.id).execute()
  await record(ctx, { action: `${before.room}.comment.edited`, ...of(before, title) })
  return { ...before, ...change }
}

export function fitEdit(comment: Pick<CommentRow, 'by_id' | 'at' | 'resolved_at' | 'removed_at'>, person: string, now: Date): void {
  if (comment.by_id !== person)
    throw new Refusal('forbidden', 'comment.not_yours', 'A comment is changed by its writer alone. Answer it with one of yours.')
  if (comment.removed_at) throw new Refusal('refused', 'comment.removed', 'This comment was taken back. Write another one.')
  if (comment.resolved_at || now.getTime() - comment.at.getTime() > editMinutes * 60_000)
    throw new Refusal(
      'refused',
      'comment.too_late',
      `A comment is changed within ${editMinutes} minutes and before it is resolved. Write another one.`,
    )
}

/** Its writer takes it back, however old: the words are gone, that there was one stays. */
export async function removeComment(ctx: Context, before: CommentRow, title: string): Promise<CommentRow> {
  if (before.by_id !== personBehind(ctx.actor))
    throw new Refusal('forbidden', 'comment.not_yours', 'A comment is taken back by its writer alone. Answer it with one of yours.')
  if (before.removed_at) return before
  const change = { text: '', removed_at: ctx.now }
  await tables(ctx.tx).updateTable('comment').set(change).where('id', '=', before.id).execute()
  await record(ctx, { action: `${before.room}.comment.removed`, ...of(before, title) })
  return { ...before, ...change }
}

/** What the actor may do to it now. */
export function mayToComment(row: CommentRow, person: string, now: Date): ('edit' | 'remove' | 'resolve')[] {
  if (row.removed_at) return []
  const own = row.by_id === person
  const fresh = now.getTime() - row.at.getTime() <= editMinutes * 60_000
  return [
    ...(own && fresh && !row.resolved_at ? (['edit'] as const) : []),
    ...(own ? (['remove'] as const) : []),
    ...(row.resolved_at ? [] : (['resolve'] as const)),
  ]
}

/** Resolved, by anyone who sees the thing; once resolved it stays so. */
export async function resolveComment(ctx: Context, before: CommentRow, title: string): Promise<CommentRow> {
  if (before.removed_at) throw new Refusal('refused', 'comment.removed', 'This comment was taken back: there is nothing to resolve.')
  if (before.resolved_at) return before
  const change = { resolved_at: ctx.now, resolved_by: personBehind(ctx.actor), resolved_by_name: ctx.actor.name }
  await tables(ctx.tx).updateTable('comment').set(change).where('id', '=', before.id).execute()
  await record(ctx, { action: `${before.room}.comment.resolved`, ...of(before, title) })
  return { ...before, ...change }
}

export async function takeComment(tx: Tx, id: string): Promise<CommentRow> {
  const row = await tables(tx).selectFrom('comment').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'comment.unknown', 'There is no such comment.')
  return row
}

/** What was said about a thing, oldest first. */
export async function listComments(tx: Tx, about: Onward & { kind: string; id: string }): Promise<CommentRow[]> {
  const query = tables(tx).selectFrom('comment').selectAll().where('kind', '=', about.kind).where('subject', '=', about.id)
  return onward(query, oldest(), about).execute()
}

function of(row: CommentRow, title: string) {
  return { subject: { kind: row.kind, id: row.subject, label: title }, after: { comment: row.id } }
}

function tables(tx: Tx) {
  return tablesOf<{ comment: CommentTable }>(tx, 'kernel')
}
