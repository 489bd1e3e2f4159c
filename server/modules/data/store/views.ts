import { sql } from 'kysely'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { DataTables, ViewPullTable } from '../tables.ts'

const tables = (tx: Tx) => tablesOf<DataTables>(tx, 'data')

/** Asks that a view be read again; the process that holds the warehouse looks at this list. */
export async function askForPull(tx: Tx, views: string[], now: Date): Promise<void> {
  if (views.length === 0) return
  await tables(tx)
    .insertInto('view_pull')
    .values(views.map((view) => ({ view, asked_at: now, pulled_at: null, rows: 0n, complete_through: null })))
    .onConflict((conflict) => conflict.column('view').doUpdateSet({ asked_at: sql<Date>`clock_timestamp()` }))
    .execute()
}

export async function pullsAsked(tx: Tx): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('view_pull')
    .select('view')
    .where((when) => when.or([when('pulled_at', 'is', null), when('pulled_at', '<', when.ref('asked_at'))]))
    .limit(100)
    .execute()
  return rows.map((row) => row.view)
}

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

/** Which columns a published view has; none when there is no such view. */
export async function columnsOf(tx: Tx, view: string): Promise<Set<string>> {
  const [schema = '', name = ''] = view.split('.')
  const found = await sql<{ column_name: string }>`
    select column_name from information_schema.columns where table_schema = ${schema} and table_name = ${name}`.execute(tx)
  return new Set(found.rows.map((row) => row.column_name))
}

/** Every row of a published view, as text; the transaction is read-only by the engine's own word. */
export async function readView(tx: Tx, view: string, columns: string[]): Promise<(string | null)[][]> {
  await sql`set transaction read only`.execute(tx)
  const list = sql.join(columns.map((column) => sql`${sql.ref(column)}::text`))
  const { rows } = await sql<Record<string, string | null>>`select to_jsonb(array[${list}]) as cells from ${sql.table(view)}`.execute(tx)
  return rows.map((row) => row['cells'] as unknown as (string | null)[])
}

/** The moment of the database's own clock. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(tx)
  return rows[0]?.at ?? new Date()
}
