import { type Selectable, sql } from 'kysely'
import type { Context, Handing, Owning } from './context.ts'
import { sendAhead, type Tx, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import type { Day } from './period.ts'
import { personBehind } from './rights.ts'
import type { SubjectRef } from './subject.ts'

/** By which of its reader's wishes a notice comes: one is asked, named, told the end of a matter, late, something went wrong, or what one watches changed. */
export type NoticeRule = 'assigned' | 'mentioned' | 'decided' | 'overdue' | 'alert' | 'watched'

type NoticeTable = {
  id: string
  person: string
  reason: string
  key: string
  room: string
  kind: string
  subject: string
  title: string
  href: string
  text: string
  due_day: string | null
  at: Date
  by_kind: string
  by_id: string
  by_name: string
  done_at: Date | null
  done_by: string | null
  rule: NoticeRule
  read_at: Date | null
  snoozed_until: string | null
  lettered_at: Date | null
}
type NoticeWishTable = { person: string; rule: NoticeRule; by_letter: boolean; at: Date }
export type NoticeRow = Selectable<NoticeTable>

export type Notice = {
  /** persons; who is named twice is told once */
  to: readonly string[]
  /** `room.noun.past_verb`: why it is theirs */
  reason: string
  subject: SubjectRef
  text: string
  /** tells notices of one reason about one thing apart, such as the role that is asked */
  key?: string
  due?: Day
  /** `assigned` when left out: it waits until they have done something */
  rule?: NoticeRule
}

/** Tells people what waits for them, in the caller's transaction. Who was told and has not done it yet is not told again. */
export async function notify(ctx: Context, notice: Notice): Promise<void> {
  await notifyAll(ctx, [notice])
}

/** The same for notices of many things, in one statement. */
export async function notifyAll(ctx: Context, notices: readonly Notice[]): Promise<void> {
  const rows = notices.flatMap((notice) => rowsOf(ctx, notice))
  if (rows.length === 0) return
  const told = noticeTables(ctx.tx)
    .insertInto('notice')
    .values(rows)
    .onConflict((told) => told.columns(['person', 'reason', 'kind', 'subject', 'key']).where('done_at', 'is', null).doNothing())
  await sendAhead(ctx.tx, told)
}

function rowsOf(ctx: Context, notice: Notice) {
  const { reason, subject, text, key = '', due, rule = 'assigned' } = notice
  const { kind, id, name } = ctx.actor
  return [...new Set(notice.to)].map((person) => ({
    id: newId(),
    person,
    reason,
    key,
    room: subject.room,
    kind: subject.kind,
    subject: subject.id,
    title: subject.title,
    href: subject.href,
    text,
    due_day: due ?? null,
    at: ctx.now,
    by_kind: kind,
    by_id: id,
    by_name: name,
    done_at: null,
    done_by: null,
    rule,
    read_at: null,
    snoozed_until: null,
    lettered_at: null,
  }))
}

/** Whether somebody was told of this before, also where they have done with it. */
export async function wasTold(
  ctx: Context,
  { person, reason, kind, id, key }: { person: string; reason: string; kind: string; id: string; key: string },
): Promise<boolean> {
  const row = await noticeTables(ctx.tx)
    .selectFrom('notice')
    .select('id')
    .where('person', '=', person)
    .where('reason', '=', reason)
    .where('kind', '=', kind)
    .where('subject', '=', id)
    .where('key', '=', key)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * What was asked is answered, by whomever: it waits for nobody any more. Without a key all notices of the reason; `of`: for these persons
 * alone, while everybody else is asked still.
 */
export async function endNotices(
  ctx: Context,
  about: {
    /** one or several: each of them ends */
    reason: string | readonly string[]
    kind: string
    id: string | readonly string[]
    key?: string
    of?: readonly string[]
  },
): Promise<void> {
  const [reasons, ids] = [[about.reason].flat(), [about.id].flat()]
  if (about.of?.length === 0 || ids.length === 0) return
  let query = noticeTables(ctx.tx)
    .updateTable('notice')
    .set({ done_at: ctx.now, done_by: personBehind(ctx.actor) })
    .where('kind', '=', about.kind)
    .where('subject', 'in', ids)
    .where('reason', 'in', reasons)
    .where('done_at', 'is', null)
  if (about.key !== undefined) query = query.where('key', '=', about.key)
  if (about.of) query = query.where('person', 'in', [...about.of])
  await sendAhead(ctx.tx, query)
}

/** The same of many things at once, each by the key of its notices. */
export async function endNoticesOf(ctx: Context, about: { reason: string; keys: readonly string[] }): Promise<void> {
  if (about.keys.length === 0) return
  await noticeTables(ctx.tx)
    .updateTable('notice')
    .set({ done_at: ctx.now, done_by: personBehind(ctx.actor) })
    .where('reason', '=', about.reason)
    .where('key', 'in', [...about.keys])
    .where('done_at', 'is', null)
    .execute()
}

/** What a notice says follows what it tells of, also where it is done: words that were taken back stand nowhere. */
export async function rewordNotices(ctx: Context, about: { reason: string; key: string }, text: string): Promise<void> {
  const told = noticeTables(ctx.tx).updateTable('notice').set({ text }).where('reason', '=', about.reason).where('key', '=', about.key)
  await told.execute()
}

/** What they told of is deleted: their words are gone, also where they are done, and nobody is asked by them any more. */
export async function blankNotices(
  ctx: Context,
  about: { reason: string; kind: string; ids: readonly string[] },
  text: string,
): Promise<void> {
  if (about.ids.length === 0) return
  await noticeTables(ctx.tx)
    .updateTable('notice')
    .set({ text, done_at: sql<Date>`coalesce(done_at, ${ctx.now})`, done_by: sql<string>`coalesce(done_by, ${personBehind(ctx.actor)})` })
    .where('kind', '=', about.kind)
    .where('subject', 'in', [...about.ids])
    .where('reason', '=', about.reason)
    .execute()
}

/** What waits for a person goes with them: open notices are told to whoever takes their place. */
export const noticeOwning: Owning = {
  ownedBy: async (ctx, personId) => {
    const rows = await noticeTables(ctx.tx)
      .selectFrom('notice')
      .select(['id', 'text', 'href'])
      .where('person', '=', personId)
      .where('done_at', 'is', null)
      .orderBy('id')
      .limit(1000)
      .execute()
    return rows.map(({ id, text, href }) => ({ kind: 'notice', id, title: text, href }))
  },
  handOver: handNotices,
}

/** What the other has been told already is done for the one who gives it on. */
async function handNotices(ctx: Context, { ids, from, to }: Handing): Promise<string[]> {
  const open = () =>
    noticeTables(ctx.tx)
      .updateTable('notice')
      .where('id', 'in', [...ids])
      .where('person', '=', from)
      .where('done_at', 'is', null)
  const moved = await open()
    .set({ person: to })
    .where(
      sql<boolean>`not exists (select 1 from kernel.notice told where told.person = ${to} and told.done_at is null and told.reason = notice.reason
        and told.kind = notice.kind and told.subject = notice.subject and told.key = notice.key)`,
    )
    .returning('id')
    .execute()
  const known = await open().set({ done_at: ctx.now, done_by: to }).returning('id').execute()
  return [...moved, ...known].map((row) => row.id)
}

/** Whoever answers for a thing is another now: what is open about it waits for them, as something new. Of each key one person was told. */
export async function passNotices(
  ctx: Context,
  passed: readonly { reason: string; kind: string; id: string; key: string; to: string }[],
): Promise<void> {
  if (passed.length === 0) return
  const column = (name: keyof (typeof passed)[number]) => passed.map((one) => one[name])
  await sql`with passed as (select * from unnest(${column('reason')}::text[], ${column('kind')}::text[], ${column('id')}::text[],
      ${column('key')}::text[], ${column('to')}::text[]) p (reason, kind, subject, key, person)),
    moved as (select n.id, p.person, exists (select from kernel.notice told where told.person = p.person and told.done_at is null
        and told.reason = n.reason and told.kind = n.kind and told.subject = n.subject and told.key = n.key) as told
      from kernel.notice n join passed p on p.reason = n.reason and p.kind = n.kind and p.subject = n.subject::text and p.key = n.key
      where n.done_at is null and n.person <> p.person)
    update kernel.notice n set person = case when told then n.person else moved.person end, read_at = case when told then read_at end,
      snoozed_until = case when told then snoozed_until end, lettered_at = case when told then lettered_at end,
      done_at = case when told then ${ctx.now}::timestamptz end, done_by = case when told then ${personBehind(ctx.actor)} end
    from moved where moved.id = n.id`.execute(ctx.tx)
}

export function noticeTables(tx: Tx) {
  return tablesOf<{ notice: NoticeTable; notice_wish: NoticeWishTable }>(tx, 'kernel')
}
