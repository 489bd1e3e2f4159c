import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { SeriesTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Series that run and that somebody leads, stands in for, or writes for. */
export async function seriesLedBy(tx: Tx, person: string): Promise<SeriesTable[]> {
  return tables(tx)
    .selectFrom('series')
    .selectAll()
    .where('ended_on', 'is', null)
    .where((where) => where.or([where('chair', '=', person), where('vice_chair', '=', person), where('scribe', '=', person)]))
    .orderBy('title')
    .orderBy('id')
    .limit(1000)
    .execute()
}

/** Every seat of one becomes the other's; who would stand in for themselves stands in for nobody. What somebody else has taken stays. */
export async function handSeats(tx: Tx, ids: readonly string[], from: string, to: string): Promise<SeriesTable[]> {
  return tables(tx)
    .updateTable('series')
    .set({
      chair: sql<string>`case when chair = ${from} then ${to}::uuid else chair end`,
      vice_chair: sql<
        string | null
      >`case when (case when chair = ${from} then ${to}::uuid else chair end) = (case when vice_chair = ${from} then ${to}::uuid
        else vice_chair end) then null when vice_chair = ${from} then ${to}::uuid else vice_chair end`,
      scribe: sql<string | null>`case when scribe = ${from} then ${to}::uuid else scribe end`,
      participants: sql<string[]>`(select array_agg(distinct p) from unnest(array_append(participants, ${to}::uuid)) p)`,
      version: sql<number>`version + 1`,
    })
    .where('id', 'in', [...ids])
    .where('ended_on', 'is', null)
    .where((where) => where.or([where('chair', '=', from), where('vice_chair', '=', from), where('scribe', '=', from)]))
    .returningAll()
    .execute()
}
