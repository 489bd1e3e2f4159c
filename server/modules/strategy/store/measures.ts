import { onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { sql } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { Direction, Status } from '../rules/measures.ts'
import type { EditionState } from '../rules/life.ts'
import type { MeasureRow, ReadingRow } from '../tables.ts'
import { tables } from './tables.ts'

/** A measure with the plan it belongs to. */
export type PlacedMeasure = MeasureRow & {
  period_start: Day | null
  period_end: Day | null
  slug: string
  text: string
  state: EditionState
}

export async function listMeasures(tx: Tx, editionId: string): Promise<MeasureRow[]> {
  return tables(tx).selectFrom('measure').selectAll().where('edition_id', '=', editionId).limit(500).execute()
}

export async function saveMeasure(tx: Tx, row: MeasureRow): Promise<void> {
  const values = written(row)
  const { edition_id: _edition, item_key: _key, created_at: _at, created_by: _by, ...changes } = values
  await tables(tx)
    .insertInto('measure')
    .values(values)
    .onConflict((conflict) => conflict.columns(['edition_id', 'item_key']).doUpdateSet(changes))
    .execute()
}

/** The measures that a new edition begins with. */
export async function saveMeasures(tx: Tx, rows: readonly MeasureRow[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx).insertInto('measure').values(rows.map(written)).execute()
}

/** A binding as the database takes it. */
function written(row: MeasureRow) {
  const { filter, curve, milestones, scores } = row
  return { ...row, filter: filter === null ? null : json(filter), curve: json(curve), milestones: json(milestones), scores: json(scores) }
}

/** What was read while the edition that one amends was in force: it is the same measure still. */
export async function copyReadings(tx: Tx, from: string, to: string): Promise<void> {
  await sql`
    insert into strategy.reading (item_key, edition_id, day, kind, value, as_of, freshness, complete_through, incomplete, definition_hash, rows_href, status, at)
    select r.item_key, ${to}::uuid, r.day, r.kind, r.value, r.as_of, r.freshness, r.complete_through, r.incomplete, r.definition_hash, r.rows_href, r.status, r.at
    from strategy.reading r join strategy.measure m on m.edition_id = ${to}::uuid and m.item_key = r.item_key
    where r.edition_id = ${from}::uuid and r.kind = 'daily'
    on conflict do nothing`.execute(tx)
}

export async function dropMeasure(tx: Tx, editionId: string, key: string): Promise<boolean> {
  const gone = await tables(tx).deleteFrom('measure').where('edition_id', '=', editionId).where('item_key', '=', key).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Measures that promise something, of plans that are not over; those of one metric when one is named. */
export async function liveMeasures(
  tx: Tx,
  today: Day,
  metric: string | undefined,
  after: string | undefined,
  limit: number,
): Promise<PlacedMeasure[]> {
  const { rows } = await sql<PlacedMeasure>`
    select m.*, m.due::text as due, m.resolve_by::text as resolve_by, e.period_start::text as period_start, e.period_end::text as period_end, e.state, p.slug, i.text
    from strategy.measure m
    join strategy.edition e on e.id = m.edition_id
    join strategy.plan p on p.id = e.plan_id
    join strategy.item i on i.edition_id = m.edition_id and i.item_key = m.item_key
    where m.kind <> 'tbd' and e.state in ('draft', 'input', 'agreed', 'vetted')
      and coalesce(e.period_end, m.due) >= ${today}::date
      and (${metric ?? null}::text is null or m.metric_id = ${metric ?? null})
      and (${after ?? null}::text is null or m.edition_id::text || m.item_key::text > ${after ?? null})
    order by m.edition_id::text || m.item_key::text
    limit ${limit}`.execute(tx)
  return rows
}

/** Writes the day's readings; a later one of the same day takes the place of an earlier, a final one is never written again. */
export async function saveReadings(tx: Tx, rows: ReadingRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into strategy.reading (item_key, edition_id, day, kind, value, as_of, freshness, complete_through, incomplete, definition_hash, rows_href, status, at)
    select r.item_key, r.edition_id, r.day, 'daily', r.value, r.as_of, r.freshness, r.complete_through, r.incomplete, r.definition_hash, r.rows_href, r.status, r.at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(item_key uuid, edition_id uuid, day date, value numeric, as_of timestamptz,
      freshness text, complete_through timestamptz, incomplete boolean, definition_hash text, rows_href text, status text, at timestamptz)
    on conflict (item_key, edition_id, day) where kind = 'daily' do update set value = excluded.value, as_of = excluded.as_of,
      freshness = excluded.freshness, complete_through = excluded.complete_through, incomplete = excluded.incomplete,
      definition_hash = excluded.definition_hash, rows_href = excluded.rows_href, status = excluded.status, at = excluded.at`.execute(tx)
}

/** Fills in days of the past that nobody read then; a day that has a reading keeps it. */
export async function savePastReadings(tx: Tx, rows: ReadingRow[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('reading')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function saveStatuses(tx: Tx, changes: { edition_id: string; item_key: string; status: Status }[]): Promise<void> {
  if (changes.length === 0) return
  await sql`
    update strategy.measure m set status = c.status
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c(edition_id uuid, item_key uuid, status text)
    where m.edition_id = c.edition_id and m.item_key = c.item_key`.execute(tx)
}

/** The newest 60 readings of each measure of an edition, oldest first within a measure. */
export async function recentReadings(tx: Tx, editionId: string, most: number): Promise<ReadingRow[]> {
  const { rows } = await sql<ReadingRow>`
    select r.item_key, r.edition_id, r.day::text as day, r.kind, r.value, r.as_of, r.freshness, r.complete_through, r.incomplete, r.definition_hash,
      r.rows_href, r.status, r.at
    from strategy.measure m
    cross join lateral (
      select * from strategy.reading d where d.item_key = m.item_key and d.edition_id = m.edition_id order by d.day desc, d.at desc limit ${most}
    ) r
    where m.edition_id = ${editionId}::uuid
    order by r.item_key, r.day, r.at`.execute(tx)
  return rows
}

/** The newest value of each of these measures, with its unit: key → both. */
export async function newestValues(tx: Tx, keys: readonly string[]): Promise<Map<string, { value: string | null; unit: string | null }>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<{ item_key: string; value: string | null; unit: string | null }>`
    select distinct on (r.item_key) r.item_key, r.value::text as value, m.unit
    from strategy.reading r join strategy.measure m on m.edition_id = r.edition_id and m.item_key = r.item_key
    where r.item_key = any(${[...keys]}::uuid[])
    order by r.item_key, r.day desc, r.at desc`.execute(tx)
  return new Map(rows.map(({ item_key, value, unit }) => [item_key, { value, unit }]))
}

export const byDay: Order<{ day: string; kind: string }> = {
  columns: [
    { by: 'day', type: 'date', of: (row) => row.day },
    { by: 'kind', type: 'text', of: (row) => row.kind },
  ],
  down: true,
}

/** A measure's readings, one a day of each kind: an amendment's stand for those of the edition that it amended. */
export async function listReadings(tx: Tx, key: string, page: Onward): Promise<ReadingRow[]> {
  const own = tables(tx)
    .selectFrom('reading')
    .selectAll()
    .distinctOn(['day', 'kind'])
    .where('item_key', '=', key)
    .orderBy('day')
    .orderBy('kind')
    .orderBy('at', 'desc')
    .orderBy('edition_id', 'desc')
  return onward(tables(tx).selectFrom(own.as('own')).selectAll(), byDay, page).execute()
}

export type Troubled = {
  slug: string
  plan: string
  text: string
  kind: MeasureRow['kind']
  status: Status
  direction: Direction | null
  at: Date
}

/** Measures of plans in force that stand badly, for the home page. */
export async function troubledMeasures(tx: Tx, today: Day, limit: number): Promise<Troubled[]> {
  const { rows } = await sql<Troubled>`
    select p.slug, p.title as plan, i.text, m.kind, m.status, m.direction, max(r.at) as at
    from strategy.measure m
    join strategy.edition e on e.id = m.edition_id
    join strategy.plan p on p.id = e.plan_id
    join strategy.item i on i.edition_id = m.edition_id and i.item_key = m.item_key
    join strategy.reading r on r.edition_id = m.edition_id and r.item_key = m.item_key
    where m.kind <> 'tbd' and m.status in ('red', 'missed', 'data_needed')
      and (e.id = p.current_edition_id or (e.state = 'vetted' and e.period_start <= ${today}::date and coalesce(e.period_end, ${today}::date) >= ${today}::date))
    group by p.slug, p.title, i.text, m.kind, m.status, m.direction
    order by max(r.at) desc
    limit ${limit}`.execute(tx)
  return rows
}

/** The newest value of each measure of an edition, by the item that it hangs on. */
export async function lastValues(tx: Tx, editionId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ item_key: string; value: string }>`
    select distinct on (r.item_key) r.item_key, r.value from strategy.reading r
    where r.edition_id = ${editionId}::uuid and r.value is not null
    order by r.item_key, (r.kind = 'daily'), r.day desc, r.at desc limit 500`.execute(tx)
  return new Map(rows.map(({ item_key, value }) => [item_key, value]))
}
