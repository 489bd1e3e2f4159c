import type { Kysely } from 'kysely'
import pg from 'pg'
import { kyselyOver, trailOf } from './connect/driver.ts'

// Types as the house speaks them: days as text, bigint as bigint, numeric as text.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text))
pg.types.setTypeParser(pg.types.builtins.NUMERIC, (text) => text)
pg.types.setTypeParser(1182 as never, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',')) as never)

/** Milliseconds after which a session that nobody uses ends; the last few stay (`min`). Each holds up to 5 MB of the server. */
export const idleSessionMs = 20_000

export type Database = {
  pool: pg.Pool
  // biome-ignore lint/suspicious/noExplicitAny: the raw handle of the house; rooms get `tablesOf`
  kysely: Kysely<any>
  url: string
  /** resolves when others see what was committed; a `careless` session goes on before */
  settled: () => Promise<void>
  close: () => Promise<void>
}

/**
 * Opens the pool. Sessions speak UTC, give up a statement after 60 s and an idle transaction after 60 s; who waits 20 s for a
 * connection is told so. Transactions run at read committed, the server's default: commands take the rows they decide upon
 * (`for update`), unique keys catch twins, and each statement sees what others have committed, which `once` relies on.
 * `careless` sessions wait neither for the disk at commit nor for the commit: only for work that is simply done again after a crash.
 */
export function connect(url: string, options: { max?: number; careless?: boolean } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 16,
    connectionTimeoutMillis: 20_000,
    // a new session costs the server a process and both sides a proof of the password: an idle house kept making them
    min: 2,
    idleTimeoutMillis: idleSessionMs,
    options: `-c timezone=UTC -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000${options.careless ? ' -c synchronous_commit=off' : ''}`,
    application_name: 'quarterdeck',
  })
  pool.on('error', () => {
    // an idle connection that the server closed is replaced at the next use
  })
  // one that breaks inside a transaction fails the next statement there; unheard, its event would end the process
  pool.on('connect', (client) => client.on('error', () => undefined))
  const trail = options.careless ? trailOf() : undefined
  const kysely = kyselyOver(pool, trail)
  async function close(): Promise<void> {
    await kysely.destroy()
    // kysely ends only a pool that it has used
    if (!pool.ending) await pool.end()
  }
  const settled = async () => {
    await trail?.over()
    trail?.check()
  }
  return { pool, kysely, url, settled, close }
}
