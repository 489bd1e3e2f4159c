import { plannedAnew } from './connect/prepared.ts'
export { sendAhead } from './connect/driver.ts'
import { type Kysely, type Transaction, sql } from 'kysely'

/** A transaction on the one database. Rooms see it only through `tablesOf`. */
// biome-ignore lint/suspicious/noExplicitAny: the schema of a raw transaction is unknown on purpose; `tablesOf` narrows it
export type Tx = Transaction<any>

/**
 * The room's own tables and nothing else: names without a schema, types from the room's `tables.ts`.
 * `date` columns read as 'YYYY-MM-DD', `bigint` as bigint, `numeric` as string, `timestamptz` as Date, `jsonb` parsed.
 */
export function tablesOf<T>(tx: Tx, schema: string): Kysely<T> {
  return tx.withSchema(schema) as unknown as Kysely<T>
}

/** A condition for statements that must be planned for their values each time; it always holds. */
export const forItsValues = sql<boolean>`${sql.raw(plannedAnew)} true`

/** A JSON value as a `jsonb` parameter; bigint is written as a number. */
export function json(value: unknown) {
  return sql<never>`${JSON.stringify(value, (_key, entry) => (typeof entry === 'bigint' ? Number(entry) : entry))}::jsonb`
}
