import { newest, oldest, pageBy } from '../kernel/keyset.ts'
import { comment as say, type CommentRow, editComment, listComments, resolveComment, takeComment } from '../kernel/comments.ts'
import type { Context } from '../kernel/context.ts'
import { countNotices, finishNotice, listNotices, type NoticeRow } from '../kernel/notices.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { isRefusal, Refusal } from '../kernel/refusal.ts'
import { mayDo } from '../kernel/rights.ts'
import { type Attention, type Endpoint, bind, type Room } from '../kernel/room.ts'
import type { SubjectRef } from '../kernel/subject.ts'
import * as promise from './contract/notices.ts'
import { reachesSubject } from './reach.ts'

/** What waits for a person, and what people say about things: one way for all rooms. */
export function noticeOperations(rooms: readonly Room[]): Endpoint[] {
  return [
    bind(promise.noticesList, ownNotices),
    bind(promise.noticesCount, async (ctx) => ({ open: await countNotices(ctx) })),
    bind(promise.noticeDone, async (ctx, input) => shownNotice(await finishNotice(ctx, input.id))),
    bind(promise.commentsList, (ctx, input) => commentsOn(ctx, rooms, input)),
    bind(promise.commentAdd, async (ctx, input) =>
      shown(await say(ctx, { subject: await subjectOf(ctx, rooms, input.kind, input.subject_id), text: input.text })),
    ),
    bind(promise.commentEdit, async (ctx, input) => {
      const { row, subject } = await seen(ctx, rooms, input.id)
      return shown(await editComment(ctx, row, input.text, subject.title))
    }),
    bind(promise.commentResolve, async (ctx, input) => {
      const { row, subject } = await seen(ctx, rooms, input.id)
      return shown(await resolveComment(ctx, row, subject.title))
    }),
  ]
}

/** What waits for the asker, for the home page. */
export async function noticesAsAttention(ctx: Context): Promise<Attention[]> {
  if (ctx.actor.kind !== 'person') return []
  const rows = await listNotices(ctx, { open: true, limit: 10 })
  return rows.map((row) => ({
    kind: 'notice',
    title: row.text,
    detail: `Asked by ${row.by_name}`,
    href: row.href,
    at: row.at,
    assignee: row.person,
    ...(row.due_day ? { due: row.due_day } : {}),
  }))
}

/** The thing, if the actor may see it; what may not be seen is as unknown as what is not there. */
export async function subjectOf(ctx: Context, rooms: readonly Room[], kind: string, id: string): Promise<SubjectRef> {
  const source = rooms.map((room) => room.subjects?.[kind]).find((one) => one !== undefined)
  const mayRead = source !== undefined && mayDo(ctx.actor, source.right) && (await reachesSubject(ctx, rooms, source.right, kind, id))
  const subject = mayRead ? await source.find(ctx, id) : undefined
  if (!subject) throw new Refusal('missing', 'subject.unknown', 'There is nothing here that can be spoken of by this kind and id.')
  return subject
}

async function ownNotices(ctx: Context, input: InputOf<typeof promise.noticesList>): Promise<OutputOf<typeof promise.noticesList>> {
  const filter = { open: input.state === 'open', cursor: input.cursor, limit: input.limit }
  const page = pageBy(await listNotices(ctx, filter), newest(), input.limit)
  return { next: page.next, items: page.items.map(shownNotice) }
}

async function commentsOn(
  ctx: Context,
  rooms: readonly Room[],
  input: InputOf<typeof promise.commentsList>,
): Promise<OutputOf<typeof promise.commentsList>> {
  const { kind, id } = await subjectOf(ctx, rooms, input.kind, input.subject_id)
  const rows = await listComments(ctx.tx, { kind, id, cursor: input.cursor, limit: input.limit })
  const page = pageBy(rows, oldest(), input.limit)
  return { next: page.next, items: page.items.map(shown) }
}

/** A comment on something that one may not see does not exist. */
async function seen(ctx: Context, rooms: readonly Room[], id: string): Promise<{ row: CommentRow; subject: SubjectRef }> {
  const row = await takeComment(ctx.tx, id)
  try {
    return { row, subject: await subjectOf(ctx, rooms, row.kind, row.subject) }
  } catch (error) {
    if (!isRefusal(error)) throw error
    throw new Refusal('missing', 'comment.unknown', 'There is no such comment.')
  }
}

function shown({ id, text, by_id, by_name, at, edited_at, version_hash, resolved_at, resolved_by_name }: CommentRow) {
  return { id, text, by: { id: by_id, name: by_name }, at, edited_at, version_hash, resolved_at, resolved_by: resolved_by_name }
}

function shownNotice(row: NoticeRow): OutputOf<typeof promise.noticeDone> {
  const { id, reason, text, room, kind, subject, title, href, due_day, at, by_name, done_at } = row
  return { id, reason, text, subject: { room, kind, id: subject, title, href }, due_day, at, by: by_name, done_at }
}
