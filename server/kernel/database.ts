import { plannedAnew } from './connect/prepared.ts'
export { sendAhead } from './connect/driver.ts'
import { type Kysely, type KyselyPlugin, type Transaction, sql, WithSchemaPlugin } from 'kysely'

/** A transaction on the one database. Rooms see it only through `tablesOf`. */
// biome-ignore lint/suspicious/noExplicitAny: the schema of a raw transaction is unknown on purpose; `tablesOf` narrows it
export type Tx = Transaction<any>

/**
 * The room's own tables and nothing else: names without a schema, types from the room's `tables.ts`.
 * `date` columns read as 'YYYY-MM-DD', `bigint` as bigint, `numeric` as string, `timestamptz` as Date, `jsonb` parsed.
 */
export function tablesOf<T>(tx: Tx, schema: string): Kysely<T> {
  const named = handles.get(tx) ?? new Map<string, Tx>()
  handles.set(tx, named)
  const handle = named.get(schema) ?? tx.withPlugin(namingOf(schema))
  named.set(schema, handle)
  return handle as unknown as Kysely<T>
}

/** A transaction's handle on each schema: making one takes as long as a small statement. */
const handles = new WeakMap<Tx, Map<string, Tx>>()
const naming = new Map<string, KyselyPlugin>()

/** What kysely's own `withSchema` does, made once for a schema and not for each statement. */
function namingOf(schema: string): KyselyPlugin {
  const known = naming.get(schema)
  if (known) return known
  let plugin = new WithSchemaPlugin(schema)
  const made: KyselyPlugin = {
    transformQuery: (given) => {
      try {
        return plugin.transformQuery(given)
      } catch (error) {
        // it holds names while it works: one that broke off is not used again
        plugin = new WithSchemaPlugin(schema)
        throw error
      }
    },
    transformResult: async ({ result }) => result,
  }
  naming.set(schema, made)
  return made
}

/** A condition for statements that must be planned for their values each time; it always holds. */
export const forItsValues = sql<boolean>`${sql.raw(plannedAnew)} true`

/** A JSON value as a `jsonb` parameter; bigint is written as a number. */
export function json(value: unknown) {
  return sql<never>`${JSON.stringify(value, (_key, entry) => (typeof entry === 'bigint' ? Number(entry) : entry))}::jsonb`
}
