import { type RawBuilder, sql } from 'kysely'
import { sendAhead, type Tx, tablesOf } from '../../../kernel/database.ts'
import type { BillingTables } from '../tables.ts'

/** The room's own tables. */
export function tables(tx: Tx) {
  return tablesOf<BillingTables>(tx, 'billing')
}

type Row<K extends keyof BillingTables> = BillingTables[K]

/**
 * Saves any number of whole rows in one statement: the rows travel as one JSON parameter and PostgreSQL reads them by the table's own types.
 * Every column without a value is null; columns that the row type leaves out must allow that.
 */
export async function saveRows<K extends keyof BillingTables & string>(tx: Tx, table: K, rows: readonly Row<K>[]): Promise<void> {
  const insert = insertOf(table, rows, sql``)
  if (insert) await sendAhead(tx, insert)
}

/** The same, waiting for the database's word: where a refusal of its own is told in ours. */
export async function saveRowsNow<K extends keyof BillingTables & string>(tx: Tx, table: K, rows: readonly Row<K>[]): Promise<void> {
  await insertOf(table, rows, sql``)?.execute(tx)
}

/** The same for rows of which some may be there already, by any of the table's keys; answers how many were missing. */
export async function saveMissingRows<K extends keyof BillingTables & string>(tx: Tx, table: K, rows: readonly Row<K>[]): Promise<number> {
  const result = await insertOf(table, rows, sql` on conflict do nothing`)?.execute(tx)
  return Number(result?.numAffectedRows ?? 0n)
}

function insertOf<K extends keyof BillingTables & string>(
  table: K,
  rows: readonly Row<K>[],
  meeting: RawBuilder<unknown>,
): RawBuilder<unknown> | undefined {
  const first = rows[0]
  if (!first) return undefined
  const columns = Object.keys(first)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const text = JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))
  const target = sql.table(`billing.${table}`)
  const from = sql`select ${names} from jsonb_populate_recordset(null::${target}, ${text}::jsonb)`
  return sql`insert into ${target} (${names}) ${from}${meeting}`
}

/** "96.000000000000" → "96"; numeric columns keep twelve decimals. */
export function plainDec(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}

/** An interval as the column `per` keeps it: a word, or JSON for `{ months: 3 }`. */
export function perText(per: string | { months: number } | { days: number }): string {
  return typeof per === 'string' ? per : JSON.stringify(per)
}
