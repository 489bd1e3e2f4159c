import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { UpdateNoticeRow } from '../tables/updates.ts'
import { tables } from './tables.ts'

/** Editions in force on a day that were so on a due day too and of which nobody was told yet what is to be told today. */
export async function editionsToRemind(tx: Tx, today: Day, due: Day, after: string | undefined, limit: number): Promise<string[]> {
  const told = due < today ? 'overdue' : 'due'
  const { rows } = await sql<{ id: string }>`
    select e.id from strategy.edition e
    where e.state = 'vetted' and e.period_start <= ${due}::date and e.vetted_on <= ${due}::date and coalesce(e.period_end, ${today}::date) >= ${today}::date
      and not exists (select 1 from strategy.update_notice n where n.edition_id = e.id and n.due_on = ${due}::date and n.told in (${told}, 'overdue'))
      and (${after ?? null}::text is null or e.id::text > ${after ?? null})
    order by e.id::text limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function toldOf(tx: Tx, editionId: string, due: Day): Promise<UpdateNoticeRow['told'][]> {
  const rows = await tables(tx)
    .selectFrom('update_notice')
    .select('told')
    .where('edition_id', '=', editionId)
    .where('due_on', '=', due)
    .limit(2)
    .execute()
  return rows.map(({ told }) => told)
}

export async function addUpdateNotice(tx: Tx, row: UpdateNoticeRow): Promise<void> {
  await tables(tx).insertInto('update_notice').values(row).execute()
}

/** For which due day each measure, and the edition as a whole (null), has its newest update. */
export async function coveredBy(tx: Tx, editionId: string, keys: readonly string[]): Promise<Map<string | null, Day>> {
  const { rows } = await sql<{ item_key: string | null; due_on: Day }>`
    select u.item_key, max(u.due_on)::text as due_on from strategy.status_update u
    where (u.item_key is null and u.edition_id = ${editionId}::uuid) or u.item_key = any(${[...keys]}::uuid[])
    group by u.item_key limit 1000`.execute(tx)
  return new Map(rows.map(({ item_key, due_on }) => [item_key, due_on]))
}

/** Editions that somebody was told are overdue on a due day and that are in force still, the longest first. */
export async function overdueEditions(tx: Tx, due: Day, limit: number): Promise<{ edition_id: string; at: Date }[]> {
  const { rows } = await sql<{ edition_id: string; at: Date }>`
    select n.edition_id, n.at from strategy.update_notice n join strategy.edition e on e.id = n.edition_id
    where n.due_on = ${due}::date and n.told = 'overdue' and e.state = 'vetted' order by n.at limit ${limit}`.execute(tx)
  return rows
}
