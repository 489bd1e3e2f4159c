import { sql } from 'kysely'
import type { Open } from './context.ts'

/** Events that one transaction forgets: small enough that writers never wait. */
const atOnce = 2000

/**
 * Forgets events older than so many days that everybody has heard, with their deliveries. One that waits, or that nobody could take,
 * stays until somebody has looked at it. Answers how many.
 */
export async function forgetOldEvents(open: Open, days: number): Promise<number> {
  let forgotten = 0
  for (let rows = atOnce; rows === atOnce; forgotten += rows) {
    rows = await open(async (ctx) => {
      const before = new Date(ctx.now.getTime() - days * 86_400_000)
      const done = await sql`delete from kernel.outbox where id in (
        select id from kernel.outbox o where o.at < ${before}
          and not exists (select 1 from kernel.delivery d where d.event = o.id and d.done_at is null)
        order by o.seq limit ${atOnce})`.execute(ctx.tx)
      return Number(done.numAffectedRows ?? 0n)
    })
  }
  return forgotten
}
