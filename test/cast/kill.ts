import { setTimeout as pause } from 'node:timers/promises'
import type { Cast } from './cast.ts'

/**
 * Kills what is done right before its event is written, when everything else is; says how it ended for whoever asked. The session that waits
 * for our lock is ended, which to the database is what the death of the program is; and again, should another have waited there first.
 */
export async function killedAtItsEvent({ house }: Cast, ask: () => Promise<unknown>): Promise<string> {
  const { pool } = house.db
  const holder = await pool.connect()
  try {
    await holder.query('begin')
    await holder.query('lock table kernel.outbox in exclusive mode')
    const { rows } = await holder.query('select pg_backend_pid() as pid')
    const said: string[] = []
    const asked = ask().then(
      () => said.push('done'),
      () => said.push('killed'),
    )
    for (let tries = 0; said.length === 0; tries += 1) {
      if (tries === 3000) throw new Error('nothing waited to be killed')
      await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where $1 = any(pg_blocking_pids(pid))', [rows[0].pid])
      await pause(10)
    }
    await asked
    return said.join()
  } finally {
    // a session that the database has ended cannot roll back, and goes all the same
    const over = await holder.query('rollback').then(
      () => false,
      () => true,
    )
    holder.release(over)
  }
}
