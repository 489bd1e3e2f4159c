import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { PlacedMeasure } from './measures.ts'

/** Live measures whose plan began at least two weeks before their first reading, and that nobody has filled in: their course lacks its beginning. */
export async function shortCourses(tx: Tx, today: Day, after: string | undefined, limit: number): Promise<PlacedMeasure[]> {
  const { rows } = await sql<PlacedMeasure>`
    select m.*, m.due::text as due, m.resolve_by::text as resolve_by, e.period_start::text as period_start, e.period_end::text as period_end, e.state, p.slug, i.text
    from strategy.measure m
    join strategy.edition e on e.id = m.edition_id
    join strategy.plan p on p.id = e.plan_id
    join strategy.item i on i.edition_id = m.edition_id and i.item_key = m.item_key
    where m.kind = 'metric' and m."window" <> 'at' and e.state in ('draft', 'input', 'agreed', 'vetted')
      and e.period_start < ${today}::date - 14 and coalesce(e.period_end, m.due) >= ${today}::date
      and not exists (select 1 from strategy.reading r where r.item_key = m.item_key and r.edition_id = m.edition_id and r.day < r.as_of::date)
      and (${after ?? null}::text is null or m.edition_id::text || m.item_key::text > ${after ?? null})
    order by m.edition_id::text || m.item_key::text limit ${limit}`.execute(tx)
  return rows
}
