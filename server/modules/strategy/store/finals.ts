import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { ReadingRow } from '../tables.ts'
import type { PlacedMeasure } from './measures.ts'
import { tables } from './tables.ts'

type EndedMeasure = PlacedMeasure & { last_kind: 'final' | 'restated' | null; last_value: string | null }

/** Measures of editions whose period ended in the last `days` days and that nothing took the place of before, with what was written of their end. */
export async function endedMeasures(tx: Tx, today: Day, days: number, after: string | undefined, limit: number): Promise<EndedMeasure[]> {
  const { rows } = await sql<EndedMeasure>`
    select m.*, m.due::text as due, m.resolve_by::text as resolve_by, e.period_start::text as period_start, e.period_end::text as period_end, e.state, p.slug, i.text,
      last.kind as last_kind, last.value as last_value
    from strategy.measure m
    join strategy.edition e on e.id = m.edition_id
    join strategy.plan p on p.id = e.plan_id
    join strategy.item i on i.edition_id = m.edition_id and i.item_key = m.item_key
    left join lateral (
      select r.kind, r.value from strategy.reading r
      where r.edition_id = m.edition_id and r.item_key = m.item_key and r.kind <> 'daily' order by (r.kind = 'restated') desc, r.at desc limit 1
    ) last on true
    where m.kind <> 'tbd' and e.state in ('vetted', 'superseded', 'expired')
      and e.period_end < ${today}::date and e.period_end >= ${today}::date - ${days}::int
      and not exists (select 1 from strategy.edition a where a.amends = e.id and a.signed_at is not null)
      and (${after ?? null}::text is null or m.edition_id::text || m.item_key::text > ${after ?? null})
    order by m.edition_id::text || m.item_key::text limit ${limit}`.execute(tx)
  return rows
}

/** A final reading is written once; a restated one stands beside it. */
export async function addFinals(tx: Tx, rows: readonly ReadingRow[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('reading')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** What was written of the end of an edition's measures: the final readings, and what was restated after, oldest first. */
export async function finalsOf(tx: Tx, editionId: string): Promise<ReadingRow[]> {
  return tables(tx)
    .selectFrom('reading')
    .selectAll()
    .where('edition_id', '=', editionId)
    .where('kind', '<>', 'daily')
    .orderBy('at')
    .limit(2000)
    .execute()
}
