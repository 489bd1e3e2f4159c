import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from './database.ts'
import type { Log } from './log.ts'

/** The role that reads published views and nothing else. */
export const reader = 'quarterdeck_reader'

/** At each start: the role is there and may read what is published by now. Where that cannot be, it is said, once. */
export async function openReader(pool: pg.Pool, log: Log): Promise<boolean> {
  const { rows } = await pool.query<{ ready: boolean }>('select kernel.open_reader() as ready')
  const ready = rows[0]?.ready === true
  if (!ready)
    log.warn(
      `published views are read in a read-only transaction of the house's own user: it may neither make nor take on the role ${reader}; the operator's guide says how to give it`,
    )
  return ready
}

/**
 * From here on this transaction only reads, and only what is published. Where the house's user may not take on the role, the
 * transaction is read-only all the same. Answers whether the role was taken on.
 */
export async function readPublishedOnly(tx: Tx): Promise<boolean> {
  await sql`set transaction read only`.execute(tx)
  const { rows } = await sql`
    select set_config('role', rolname, true) from pg_roles where rolname = ${reader} and pg_has_role(oid, 'SET')`.execute(tx)
  return rows.length > 0
}
