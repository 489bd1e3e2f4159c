import { type RawBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { MemberTable, ScorecardRowTable, SeriesTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Who looks: whoever may not see what is for the few sees the series to which they belong. */
export type Reader = { person: string; all: boolean }

/** What a reader may see, for a row of `series`. */
export function seenBy({ person, all }: Reader): RawBuilder<SqlBool> {
  return all ? sql<SqlBool>`true` : sql<SqlBool>`(series.audience <> 'restricted' or series.participants @> array[${person}]::uuid[])`
}

export async function findSeries(tx: Tx, id: string, reader: Reader): Promise<SeriesTable | undefined> {
  return tables(tx).selectFrom('series').selectAll().where('id', '=', id).where(seenBy(reader)).executeTakeFirst()
}

/** Refuses `series.unknown`, also for what the reader may not see. */
export async function getSeries(tx: Tx, id: string, reader: Reader): Promise<SeriesTable> {
  const row = await findSeries(tx, id, reader)
  if (!row) throw new Refusal('missing', 'series.unknown', 'There is no such series.')
  return row
}

/** The same, locked: what plans dates, and what carries items from one date to the next, follow one another. */
export async function takeSeries(tx: Tx, id: string, reader: Reader): Promise<SeriesTable> {
  await sendAhead(tx, tables(tx).selectFrom('series').select('id').where('id', '=', id).forUpdate())
  return getSeries(tx, id, reader)
}

export async function addSeries(tx: Tx, row: SeriesTable): Promise<void> {
  await tables(tx)
    .insertInto('series')
    .values({ ...row, template: json(row.template) })
    .execute()
}

export async function saveSeries(tx: Tx, id: string, change: Updateable<SeriesTable>): Promise<void> {
  const { template, ...plain } = change
  await tables(tx)
    .updateTable('series')
    .set({ ...plain, ...(template ? { template: json(template) } : {}) })
    .where('id', '=', id)
    .execute()
}

/** Those that a reader may see and that have not ended before a day, by title. */
export async function seriesIn(tx: Tx, reader: Reader, from: string, to: string): Promise<SeriesTable[]> {
  return tables(tx)
    .selectFrom('series')
    .selectAll()
    .where(seenBy(reader))
    .where('created_day', '<=', to)
    .where((where) => where.or([where('ended_on', 'is', null), where('ended_on', '>=', from)]))
    .orderBy('title')
    .orderBy('id')
    .limit(500)
    .execute()
}

/** Those that run, behind an id; for the house itself. */
export async function runningSeries(tx: Tx, after: string | undefined, limit: number): Promise<SeriesTable[]> {
  let query = tables(tx).selectFrom('series').selectAll().where('ended_on', 'is', null).orderBy('id').limit(limit)
  if (after) query = query.where('id', '>', after)
  return query.execute()
}

/** Ids of those that run to which a person belongs, or that are made of groups. */
export async function seriesToLookAt(tx: Tx, person: string | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select s.id from cadence.series s where s.ended_on is null
    and (s.participants @> array[${person}]::uuid[] or (${person}::uuid is null and exists (
      select from cadence.member m where m.series_id = s.id and m.group_id is not null))) order by s.id limit 2000`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function replaceMembers(tx: Tx, id: string, rows: readonly MemberTable[]): Promise<void> {
  await tables(tx).deleteFrom('member').where('series_id', '=', id).execute()
  if (rows.length > 0)
    await tables(tx)
      .insertInto('member')
      .values([...rows])
      .execute()
}

export async function membersOf(tx: Tx, id: string): Promise<MemberTable[]> {
  return tables(tx).selectFrom('member').selectAll().where('series_id', '=', id).orderBy('position').limit(500).execute()
}

/** The rows of a series' scorecard in their order. */
export async function rowsOf(tx: Tx, id: string): Promise<ScorecardRowTable[]> {
  return tables(tx)
    .selectFrom('scorecard_row')
    .selectAll()
    .where('series_id', '=', id)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .limit(100)
    .execute()
}

/** The rows in place of those of before; a row that is left out is removed and not deleted. */
export async function saveRows(tx: Tx, id: string, rows: readonly ScorecardRowTable[], now: Date): Promise<void> {
  const kept = rows.map((row) => row.id)
  let gone = tables(tx).updateTable('scorecard_row').set({ removed_at: now }).where('series_id', '=', id).where('removed_at', 'is', null)
  if (kept.length > 0) gone = gone.where('id', 'not in', kept)
  await gone.execute()
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('scorecard_row')
    .values([...rows])
    .onConflict((same) =>
      same.column('id').doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        metric: eb.ref('excluded.metric'),
        measure: eb.ref('excluded.measure'),
        title: eb.ref('excluded.title'),
        time_window: eb.ref('excluded.time_window'),
        target: eb.ref('excluded.target'),
        target_high: eb.ref('excluded.target_high'),
        direction: eb.ref('excluded.direction'),
        tolerance: eb.ref('excluded.tolerance'),
        owner: eb.ref('excluded.owner'),
        input: eb.ref('excluded.input'),
      })),
    )
    .execute()
}
