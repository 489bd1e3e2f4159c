import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Stage } from '../rules/pulse.ts'

type PulseRow = { stage: Stage; good_at: Date; trouble: string | null; trouble_since: Date | null; seconds: number }

/** A stage did its work, at this moment of the database's clock. */
export async function saveGood(tx: Tx, stage: Stage): Promise<void> {
  await sql`
    insert into data.pulse (stage, good_at) values (${stage}, clock_timestamp())
    on conflict (stage) do update set good_at = excluded.good_at, trouble = null, trouble_since = null`.execute(tx)
}

/** A stage could not do its work; `good_at` stays what it was, so that its age tells for how long. */
export async function saveFailing(tx: Tx, stage: Stage, trouble: string): Promise<void> {
  await sql`
    insert into data.pulse (stage, good_at, trouble, trouble_since) values (${stage}, clock_timestamp(), ${trouble}, clock_timestamp())
    on conflict (stage) do update
      set trouble = excluded.trouble, trouble_since = coalesce(data.pulse.trouble_since, excluded.trouble_since)`.execute(tx)
}

/** What the stages said last, and how many seconds ago each did its work, by the database's clock. */
export async function findPulse(tx: Tx): Promise<PulseRow[]> {
  const { rows } = await sql<PulseRow>`
    select stage, good_at, trouble, trouble_since, extract(epoch from clock_timestamp() - good_at)::float8 as seconds
    from data.pulse order by stage`.execute(tx)
  return rows
}
