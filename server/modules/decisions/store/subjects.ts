import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { CarriedTable, SubjectVersionTable } from '../tables.ts'
import { tables } from './tables.ts'

export type Thing = { room: string; kind: string; id: string }

export async function noteVersion(tx: Tx, row: SubjectVersionTable): Promise<void> {
  await tables(tx)
    .insertInto('subject_version')
    .values(row)
    .onConflict((same) => same.columns(['room', 'kind', 'subject_id']).doUpdateSet({ hash: row.hash, at: row.at }))
    .execute()
}

/** The versions that stand now of what some decisions are about: `room/kind/id` → hash. */
export async function versionsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<SubjectVersionTable>`select distinct v.room, v.kind, v.subject_id, v.hash, v.at
    from decisions.subject s join decisions.subject_version v using (room, kind, subject_id) where s.decision_id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map((row) => [keyOf({ room: row.room, kind: row.kind, id: row.subject_id }), row.hash]))
}

export function keyOf({ room, kind, id }: Thing): string {
  return `${room}/${kind}/${id}`
}

/** Sign-offs and decisions about a thing, with the hash of it that each is on. */
export async function decisionsAbout(tx: Tx, { room, kind, id }: Thing) {
  return tables(tx)
    .selectFrom('subject')
    .innerJoin('decision', 'decision.id', 'subject.decision_id')
    .select([
      'decision.id',
      'number',
      'decision.kind',
      'state',
      'outcome',
      'decided_day',
      'ended_on',
      'decided_by_name',
      'opened_by_name',
      'version_hash',
    ])
    .select(['decision.issue', 'decision.audience'])
    .where('subject.room', '=', room)
    .where('subject.kind', '=', kind)
    .where('subject.subject_id', '=', id)
    .orderBy('decision.opened_at', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(500)
    .execute()
}

export async function addCarried(tx: Tx, row: CarriedTable): Promise<void> {
  await tables(tx)
    .insertInto('carried')
    .values(row)
    .onConflict((same) => same.doNothing())
    .execute()
}

export async function carriedOf(tx: Tx, { room, kind, id }: Thing): Promise<CarriedTable[]> {
  return tables(tx)
    .selectFrom('carried')
    .selectAll()
    .where('room', '=', room)
    .where('kind', '=', kind)
    .where('subject_id', '=', id)
    .orderBy('id')
    .limit(1000)
    .execute()
}
