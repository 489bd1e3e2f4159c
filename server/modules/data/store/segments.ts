import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'

/** A segment that some process has begun to write, wherever that was. */
type KnownSegment = { id: string; place: string | null }

/** Says that a segment is there, before its first line is acknowledged: whoever takes the warehouse must be able to read it. */
export async function saveOpened(tx: Tx, id: string, place: string, now: Date): Promise<void> {
  await sql`insert into data.segment (id, kind, bytes, lines, state, place, recorded_at)
    values (${id}, 'segment', 0, 0, 'open', ${place}, ${now}) on conflict (id) do nothing`.execute(tx)
}

/** Segments that were announced, in the order of their names, after one name; `unloaded` leaves out those that are in a warehouse for good. */
export async function knownSegments(tx: Tx, after: string, limit: number, unloaded: boolean): Promise<KnownSegment[]> {
  const { rows } = await sql<KnownSegment>`
    select id, place from data.segment where kind = 'segment' and id > ${after} and (${!unloaded} or state <> 'loaded')
    order by id limit ${limit}`.execute(tx)
  return rows
}
