import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'

/** A server's day and the fingerprint of what is to be told of it. */
type ToldDay = { server: string; day: string; facts: string }

/** Notes what is told of server-days; answers the places in `days` of those that are new or say something else than before. */
export async function noteTold(tx: Tx, days: ToldDay[], now: Date): Promise<number[]> {
  const servers = days.map((one) => one.server)
  const dates = days.map((one) => one.day)
  const facts = days.map((one) => one.facts)
  const { rows } = await sql<{ server_id: string; day: string }>`
    insert into data.server_told (server_id, day, facts, told_at)
    select server, day, facts, ${now} from unnest(${servers}::text[], ${dates}::date[], ${facts}::text[]) as told (server, day, facts)
    order by server, day
    on conflict (server_id, day) do update set facts = excluded.facts, told_at = excluded.told_at
      where server_told.facts <> excluded.facts
    returning server_id, day::text as day`.execute(tx)
  const noted = new Set(rows.map((row) => `${row.server_id} ${row.day}`))
  return [...days.keys()].filter((at) => noted.has(`${days[at]?.server} ${days[at]?.day}`))
}

export async function dropOldTold(tx: Tx, before: Date): Promise<void> {
  await sql`delete from data.server_told where told_at < ${before}`.execute(tx)
}
