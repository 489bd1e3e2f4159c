import { sql } from 'kysely'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import { readPublishedOnly } from '../../../kernel/reader.ts'
import type { DataTables, ViewPullTable } from '../tables.ts'

const tables = (tx: Tx) => tablesOf<DataTables>(tx, 'data')

export async function savePulled(tx: Tx, view: string, rows: number, completeThrough: Date, at: Date): Promise<void> {
  await tables(tx)
    .insertInto('view_pull')
    .values({ view, asked_at: at, pulled_at: at, rows: BigInt(rows), complete_through: completeThrough })
    .onConflict((conflict) => conflict.column('view').doUpdateSet({ pulled_at: at, rows: BigInt(rows), complete_through: completeThrough }))
    .execute()
}

export async function pullStates(tx: Tx): Promise<ViewPullTable[]> {
  return tables(tx).selectFrom('view_pull').selectAll().orderBy('view').limit(200).execute()
}

/** The rows of a published view, as text: all of them, or those with one of the values in any of the columns. Under the role that may read nothing else. */
export async function readView(tx: Tx, view: string, columns: readonly string[], by: ViewKeys[] = []): Promise<(string | null)[][]> {
  await readPublishedOnly(tx)
  const list = sql.join(columns.map((column) => sql`${sql.ref(column)}::text`))
  // one branch a column, each with its index; a row that two of them find is read once
  const has = by.map(({ col, type, keys }) => sql`${sql.ref(col)} = any(${keys}::${sql.raw(type)}[])`)
  const branches = has.map((one, index) => {
    const earlier = has.slice(0, index).map((other) => sql` and (${other}) is not true`)
    return sql`select to_jsonb(array[${list}]) as cells from ${sql.table(view)} where ${one}${sql.join(earlier, sql``)}`
  })
  const whole = sql`select to_jsonb(array[${list}]) as cells from ${sql.table(view)}`
  const { rows } = await sql<Record<string, string | null>>`${branches.length > 0 ? sql.join(branches, sql` union all `) : whole}`.execute(
    tx,
  )
  return rows.map((row) => row['cells'] as unknown as (string | null)[])
}

export type ViewKeys = { col: string; type: 'uuid' | 'text'; keys: string[] }

/** The moment of the database's own clock. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx)
  return rows[0]?.at ?? new Date()
}
