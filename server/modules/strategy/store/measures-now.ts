import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { MeasureRow, PlanAudience, ReadingRow } from '../tables.ts'

type Placed = MeasureRow & {
  period_start: Day | null
  period_end: Day | null
  text: string
  slug: string
  plan: string
  audience: PlanAudience
}

/** Measures by key, one row a key: of the edition in force on a day, else of the newest one that has it. */
export async function measuresByKey(tx: Tx, keys: readonly string[], today: Day): Promise<Placed[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<Placed>`
    select distinct on (m.item_key) m.*, m.due::text as due, m.resolve_by::text as resolve_by, e.period_start::text as period_start,
      e.period_end::text as period_end, i.text, p.slug, p.title as plan, p.audience
    from strategy.measure m
    join strategy.edition e on e.id = m.edition_id
    join strategy.plan p on p.id = e.plan_id
    join strategy.item i on i.edition_id = m.edition_id and i.item_key = m.item_key
    where m.item_key = any(${[...keys]}::uuid[])
    order by m.item_key, (e.state = 'vetted' and e.period_start <= ${today}::date and coalesce(e.period_end, ${today}::date) >= ${today}::date) desc,
      (e.id = p.current_edition_id) desc, e.no desc`.execute(tx)
  return rows
}

/** Readings of measures from a day to another, both included, oldest first. */
export async function readingsOn(
  tx: Tx,
  measures: readonly Pick<MeasureRow, 'item_key' | 'edition_id'>[],
  [since, until]: readonly [Day, Day],
): Promise<ReadingRow[]> {
  if (measures.length === 0) return []
  const { rows } = await sql<ReadingRow>`
    select r.item_key, r.edition_id, r.day::text as day, r.kind, r.value, r.as_of, r.freshness, r.complete_through, r.incomplete, r.definition_hash,
      r.rows_href, r.status, r.at
    from strategy.reading r
    where (r.item_key, r.edition_id) in (select * from unnest(${measures.map(({ item_key }) => item_key)}::uuid[],
      ${measures.map(({ edition_id }) => edition_id)}::uuid[])) and r.day between ${since}::date and ${until}::date
    order by r.item_key, r.day, r.at
    limit 20000`.execute(tx)
  return rows
}
