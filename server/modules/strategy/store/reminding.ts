import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { EditionRow, PlanRow, RevisionRow } from '../tables.ts'
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

/** The same of several editions: of each the measures on its page, wherever their update was posted, and itself. */
export async function coveredIn(tx: Tx, editionIds: readonly string[]): Promise<Map<string, Map<string | null, Day>>> {
  if (editionIds.length === 0) return new Map()
  const { rows } = await sql<{ edition_id: string; item_key: string | null; due_on: Day }>`
    select asked.id as edition_id, u.item_key, max(u.due_on)::text as due_on
    from unnest(${[...editionIds]}::uuid[]) as asked(id)
    join lateral (
      select null::uuid as item_key, own.due_on from strategy.status_update own where own.item_key is null and own.edition_id = asked.id
      union all
      select m.item_key, of.due_on from strategy.measure m join strategy.status_update of on of.item_key = m.item_key where m.edition_id = asked.id
    ) u on true
    group by asked.id, u.item_key limit 20000`.execute(tx)
  const of = Map.groupBy(rows, ({ edition_id }) => edition_id)
  return new Map([...of].map(([id, own]) => [id, new Map(own.map(({ item_key, due_on }) => [item_key, due_on]))]))
}

/** Lines of several editions that are measured, but for struck ones, each with the kind of its measure. */
export async function subjectsOf(tx: Tx, editionIds: readonly string[]): Promise<{ edition_id: string; key: string; kind: string }[]> {
  if (editionIds.length === 0) return []
  return tables(tx)
    .selectFrom('item')
    .innerJoin('measure', (join) =>
      join.onRef('measure.edition_id', '=', 'item.edition_id').onRef('measure.item_key', '=', 'item.item_key'),
    )
    .select(['item.edition_id', 'item.item_key as key', 'measure.kind'])
    .where('item.edition_id', 'in', [...editionIds])
    .where('item.struck', '=', false)
    .orderBy('item.place')
    .limit(20_000)
    .execute()
}

type Overdue = Pick<EditionRow, 'id' | 'dri' | 'title_core'> & Pick<RevisionRow, 'reading'> & Pick<PlanRow, 'audience'> & { at: Date }

/** Editions that somebody was told are overdue on a due day and that are in force still, the longest first, each with its text of now. */
export async function overdueEditions(tx: Tx, due: Day, limit: number): Promise<Overdue[]> {
  return tables(tx)
    .selectFrom('update_notice as n')
    .innerJoin('edition as e', 'e.id', 'n.edition_id')
    .innerJoin('plan as p', 'p.id', 'e.plan_id')
    .innerJoin('revision as r', (join) => join.onRef('r.edition_id', '=', 'e.id').onRef('r.rev', '=', 'e.head_rev'))
    .select(['e.id', 'e.dri', 'e.title_core', 'p.audience', 'r.reading', 'n.at'])
    .where('n.due_on', '=', due)
    .where('n.told', '=', 'overdue')
    .where('e.state', '=', 'vetted')
    .orderBy('n.at')
    .limit(limit)
    .execute()
}
