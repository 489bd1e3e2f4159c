import { setTimeout as pause } from 'node:timers/promises'
import type { Cast } from './cast.ts'

/** Ends the session that waits for whoever holds a lock: to the database that is what the death of the program is. */
async function killWhoeverWaits({ house }: Cast): Promise<number> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const { rows } = await house.db.pool.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0',
    )
    if (rows.length > 0) return rows.length
    await pause(10)
  }
  return 0
}

/** Kills what is done right before its event is written, when everything else is; says how it ended for whoever asked. */
export async function killedAtItsEvent(cast: Cast, ask: () => Promise<unknown>): Promise<string> {
  const holder = await cast.house.db.pool.connect()
  try {
    await holder.query('begin')
    await holder.query('lock table kernel.outbox in exclusive mode')
    const asked = ask().then(
      () => 'done',
      () => 'killed',
    )
    if ((await killWhoeverWaits(cast)) === 0) throw new Error('nothing waited to be killed')
    return await asked
  } finally {
    await holder.query('rollback')
    holder.release()
  }
}
