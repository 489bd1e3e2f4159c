import { sql } from 'kysely'
import type { Context } from './context.ts'
import { type NoticeRow, type NoticeRule, noticeTables } from './notices.ts'
import { personBehind } from './rights.ts'

const noticeRules: readonly NoticeRule[] = ['assigned', 'mentioned', 'decided', 'overdue', 'alert', 'watched']

/** What goes by letter too while its reader has said nothing: what a colleague waits for, what is late, and what one asked to be told of. */
const byLetterFirst: readonly NoticeRule[] = ['mentioned', 'overdue', 'watched']

type Wish = { rule: NoticeRule; by_letter: boolean }

export async function wishesOf(ctx: Context): Promise<Wish[]> {
  const rows = await noticeTables(ctx.tx)
    .selectFrom('notice_wish')
    .select(['rule', 'by_letter'])
    .where('person', '=', personBehind(ctx.actor))
    .execute()
  const said = new Map(rows.map((row) => [row.rule, row.by_letter]))
  return noticeRules.map((rule) => ({ rule, by_letter: said.get(rule) ?? byLetterFirst.includes(rule) }))
}

export async function saveWish(ctx: Context, { rule, by_letter }: Wish): Promise<void> {
  const row = { person: personBehind(ctx.actor), rule, by_letter, at: ctx.now }
  await noticeTables(ctx.tx)
    .insertInto('notice_wish')
    .values(row)
    .onConflict((said) => said.columns(['person', 'rule']).doUpdateSet({ by_letter, at: ctx.now }))
    .execute()
}

/** A reader who is at the screen sees it there first. */
const patienceMinutes = 2
/** What is older was told by other means, or waits from before letters were wished. */
const freshDays = 2

/**
 * Open notices that nobody has looked at and that their readers want by letter, oldest first; each is taken once as new and once more
 * when its day is over (`zone`: the company's). They count as told when the transaction commits.
 */
export async function takeForLetters(ctx: Context, zone: string, limit: number): Promise<NoticeRow[]> {
  const since = new Date(ctx.now.getTime() - freshDays * 86_400_000)
  const before = new Date(ctx.now.getTime() - patienceMinutes * 60_000)
  const wished = (rule: NoticeRule | ReturnType<typeof sql.ref>) => sql<boolean>`coalesce(
    (select w.by_letter from kernel.notice_wish w where w.person = notice.person and w.rule = ${rule}), ${rule} = any(${[...byLetterFirst]}::text[]))`
  const rows = await noticeTables(ctx.tx)
    .selectFrom('notice')
    .selectAll()
    .where('done_at', 'is', null)
    .where(sql<boolean>`(snoozed_until is null or snoozed_until <= ${ctx.today})`)
    .where(
      sql<boolean>`(
        (lettered_at is null and read_at is null and at > ${since} and at <= ${before} and ${wished(sql.ref('notice.rule'))})
        or (rule = 'assigned' and due_day < ${ctx.today} and (lettered_at is null or (lettered_at at time zone ${zone})::date <= due_day)
          and ${wished('overdue')}))`,
    )
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length > 0)
    await noticeTables(ctx.tx)
      .updateTable('notice')
      .set({ lettered_at: ctx.now })
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute()
  return rows
}
