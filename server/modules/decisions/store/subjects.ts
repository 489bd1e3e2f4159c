import { type SqlBool, sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import type { ActionTable, CarriedTable, SubjectVersionTable } from '../tables.ts'
import { tables } from './tables.ts'

export type Thing = { room: string; kind: string; id: string }

export async function noteVersion(tx: Tx, row: SubjectVersionTable): Promise<void> {
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('subject_version')
      .values(row)
      .onConflict((same) => same.columns(['room', 'kind', 'subject_id']).doUpdateSet({ hash: row.hash, at: row.at })),
  )
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

/** Sign-offs and decisions about some things, newest first, with the hash of the thing that each is on. */
export async function decisionsAbout(tx: Tx, things: readonly Thing[]) {
  if (things.length === 0) return []
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
      'decided_by',
      'decided_for',
      'decided_at',
      'outcome_text',
      'opened_by_name',
      'version_hash',
      'need_by',
      'subject.room as subject_room',
      'subject.kind as subject_kind',
      'subject.subject_id',
    ])
    .select(['decision.issue', 'decision.audience', 'decision.made_in'])
    .where(among(things, 'subject'))
    .orderBy('decision.opened_at', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(500 + 50 * things.length)
    .execute()
}

/** Of these things, for a row of a table that names one. */
function among(things: readonly Thing[], table: 'subject' | 'carried') {
  const of = (part: keyof Thing) => things.map((one) => one[part])
  return sql<SqlBool>`(${sql.ref(`${table}.room`)}, ${sql.ref(`${table}.kind`)}, ${sql.ref(`${table}.subject_id`)}) in
    (select * from unnest(${of('room')}::text[], ${of('kind')}::text[], ${of('id')}::text[]))`
}

export async function addCarried(tx: Tx, row: CarriedTable): Promise<void> {
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('carried')
      .values(row)
      .onConflict((same) => same.doNothing()),
  )
}

export async function carriedOf(tx: Tx, things: readonly Thing[]): Promise<CarriedTable[]> {
  if (things.length === 0) return []
  return tables(tx)
    .selectFrom('carried')
    .selectAll()
    .where(among(things, 'carried'))
    .orderBy('id')
    .limit(1000 + 50 * things.length)
    .execute()
}

/** What is about a thing, and the actions that came of that, for those alone who take part; answers what was for all colleagues. */
export async function closeToFew(tx: Tx, { room, kind, id }: Thing): Promise<{ id: string; number: string }[]> {
  const about = await tables(tx)
    .updateTable('decision')
    .set({ audience: 'restricted' })
    .where('audience', '<>', 'restricted')
    .where('id', 'in', (from) =>
      from.selectFrom('subject').select('decision_id').where('room', '=', room).where('kind', '=', kind).where('subject_id', '=', id),
    )
    .returning(['id', 'number'])
    .execute()
  if (about.length > 0)
    await tables(tx)
      .updateTable('action')
      .set({ audience: 'restricted' })
      .where('origin_kind', '=', 'decision')
      .where(
        'origin_id',
        'in',
        about.map((one) => one.id),
      )
      .execute()
  return about
}

/** Actions that came of a thing itself, or tell of it, for those alone who take part; answers those that were for all colleagues. */
export async function closeActionsOf(tx: Tx, { room, kind, id }: Thing): Promise<Pick<ActionTable, 'id' | 'number'>[]> {
  return tables(tx)
    .updateTable('action')
    .set({ audience: 'restricted' })
    .where('audience', '<>', 'restricted')
    .where('origin_kind', '=', kind)
    .where(sql<SqlBool>`origin ->> 'room' = ${room}`)
    .where(sql<SqlBool>`(origin_id = ${id} or origin -> 'also' @> to_jsonb(array[${id}::text]))`)
    .returning(['id', 'number'])
    .execute()
}
