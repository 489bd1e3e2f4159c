import { sql } from 'kysely'
import type { Context } from './context.ts'
import { newest, onward, type Onward, type Order } from './keyset.ts'
import { type NoticeRow, type NoticeRule, noticeTables } from './notices.ts'
import type { Day } from './period.ts'
import { Refusal } from './refusal.ts'
import { personBehind } from './rights.ts'

/** `asking`: what is open and wants something, not what one is told of an end. */
type InboxState = 'open' | 'asking' | 'actions' | 'snoozed' | 'all'

/** What one is asked to do, the nearest day first; what has no day comes last. */
const byDay: Order<NoticeRow> = {
  columns: [
    { by: sql`coalesce(due_day, '9999-12-31')`, type: 'date', of: (row) => row.due_day ?? '9999-12-31' },
    { by: 'id', type: 'uuid', of: (row) => row.id },
  ],
  down: false,
}

export function orderOf(state: InboxState): Order<NoticeRow> {
  return state === 'actions' ? byDay : (newest() as Order<NoticeRow>)
}

/** One's own. What is snoozed is back on its day in the company's zone. */
export async function listNotices(ctx: Context, filter: Onward & { state: InboxState; rule?: NoticeRule }): Promise<NoticeRow[]> {
  const { state, rule } = filter
  let query = noticeTables(ctx.tx).selectFrom('notice').selectAll().where('person', '=', personBehind(ctx.actor))
  if (state !== 'all') query = query.where('done_at', 'is', null)
  if (state === 'actions') query = query.where('rule', '=', 'assigned')
  if (state === 'snoozed') query = query.where('snoozed_until', '>', ctx.today)
  if (state === 'open' || state === 'asking') query = query.where(awake(ctx.today))
  if (state === 'asking') query = query.where('rule', '<>', 'decided')
  if (rule) query = query.where(ruled(rule, ctx.today))
  return onward(query, orderOf(state), filter).execute()
}

/** One read of one's open notices by their index. */
export async function countNotices(ctx: Context) {
  const row = await noticeTables(ctx.tx)
    .selectFrom('notice')
    .select([
      sql<bigint>`count(*) filter (where ${awake(ctx.today)})`.as('open'),
      sql<bigint>`count(*) filter (where read_at is null and ${awake(ctx.today)})`.as('unread'),
      sql<bigint>`count(*) filter (where rule = 'assigned')`.as('actions'),
      sql<bigint>`count(*) filter (where ${ruled('overdue', ctx.today)})`.as('late'),
      sql<bigint>`count(*) filter (where snoozed_until > ${ctx.today})`.as('snoozed'),
    ])
    .where('person', '=', personBehind(ctx.actor))
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { open, unread, actions, late, snoozed } = row
  return { open: Number(open), unread: Number(unread), actions: Number(actions), late: Number(late), snoozed: Number(snoozed) }
}

/** By which rule it reaches its person today: what was to be done by a day that is over is late, whatever it was before. */
export function ruleOf(row: Pick<NoticeRow, 'rule' | 'due_day' | 'done_at'>, today: Day): NoticeRule {
  return row.rule === 'assigned' && row.done_at === null && row.due_day !== null && row.due_day < today ? 'overdue' : row.rule
}

/** Marks one's own as done; one that is done stays as it is. Refuses `notice.unknown` for somebody else's as for none. */
export async function finishNotice(ctx: Context, id: string): Promise<NoticeRow> {
  const row = await takeOwn(ctx, id)
  if (row.done_at) return row
  return change(ctx, row, { done_at: ctx.now, done_by: personBehind(ctx.actor), read_at: row.read_at ?? ctx.now })
}

/** Takes back that oneself called it done. What somebody else has ended meanwhile, or was told anew, stays done. */
export async function reopenNotice(ctx: Context, id: string): Promise<NoticeRow> {
  const row = await takeOwn(ctx, id)
  if (!row.done_at) return row
  const told = await noticeTables(ctx.tx)
    .selectFrom('notice')
    .select('id')
    .where('person', '=', row.person)
    .where('reason', '=', row.reason)
    .where('kind', '=', row.kind)
    .where('subject', '=', row.subject)
    .where('key', '=', row.key)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  if (row.done_by !== row.person || told) throw new Refusal('conflict', 'notice.ended', 'This has ended meanwhile: it waits for nobody.')
  return change(ctx, row, { done_at: null, done_by: null })
}

export async function readNotice(ctx: Context, id: string): Promise<NoticeRow> {
  const row = await takeOwn(ctx, id)
  return row.read_at ? row : change(ctx, row, { read_at: ctx.now })
}

/** Away until a day; back it counts as new. Refuses `notice.day_past` and `notice.done`. */
export async function snoozeNotice(ctx: Context, id: string, until: Day | null): Promise<NoticeRow> {
  if (until !== null && until <= ctx.today)
    throw new Refusal('invalid', 'notice.day_past', `Choose a day after ${ctx.today}; without a day it is back at once.`)
  const row = await takeOwn(ctx, id)
  if (row.done_at) throw new Refusal('conflict', 'notice.done', 'This is done already.')
  return change(ctx, row, { snoozed_until: until, read_at: until === null ? row.read_at : null })
}

async function takeOwn(ctx: Context, id: string): Promise<NoticeRow> {
  const own = noticeTables(ctx.tx).selectFrom('notice').selectAll().where('id', '=', id).where('person', '=', personBehind(ctx.actor))
  const row = await own.forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'notice.unknown', 'There is no such notice.')
  return row
}

async function change(ctx: Context, row: NoticeRow, facts: Partial<NoticeRow>): Promise<NoticeRow> {
  await noticeTables(ctx.tx).updateTable('notice').set(facts).where('id', '=', row.id).execute()
  return { ...row, ...facts }
}

function awake(today: Day) {
  return sql<boolean>`(snoozed_until is null or snoozed_until <= ${today})`
}

function ruled(rule: NoticeRule, today: Day) {
  if (rule === 'overdue') return sql<boolean>`(rule = 'overdue' or (rule = 'assigned' and due_day < ${today}))`
  if (rule === 'assigned') return sql<boolean>`(rule = 'assigned' and (due_day is null or due_day >= ${today}))`
  return sql<boolean>`rule = ${rule}`
}
