import { sql } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { AttendanceTable, CaughtTable, FrozenRowTable, MessageTable, RatingTable, VoteTable } from '../tables.ts'
import { tables } from './tables.ts'

/** What a meeting consists of beside its agenda. */
export async function saveAttendance(tx: Tx, rows: readonly AttendanceTable[]): Promise<void> {
  if (rows.length === 0) return
  const saved = tables(tx)
    .insertInto('attendance')
    .values([...rows])
    .onConflict((same) =>
      same
        .columns(['meeting_id', 'person_id'])
        .doUpdateSet((eb) => ({ here: eb.ref('excluded.here'), left_at: eb.ref('excluded.left_at') })),
    )
  await sendAhead(tx, saved)
}

export async function attendanceOf(tx: Tx, meeting: string): Promise<AttendanceTable[]> {
  return tables(tx).selectFrom('attendance').selectAll().where('meeting_id', '=', meeting).orderBy('name').limit(1000).execute()
}

export async function replaceVotes(tx: Tx, meeting: string, person: string, items: readonly string[]): Promise<void> {
  await tables(tx).deleteFrom('vote').where('meeting_id', '=', meeting).where('person_id', '=', person).execute()
  if (items.length > 0)
    await tables(tx)
      .insertInto('vote')
      .values(items.map((item_id) => ({ item_id, person_id: person, meeting_id: meeting })))
      .execute()
}

export async function votesOf(tx: Tx, meeting: string): Promise<VoteTable[]> {
  return tables(tx).selectFrom('vote').selectAll().where('meeting_id', '=', meeting).limit(5000).execute()
}

export async function saveRating(tx: Tx, row: RatingTable): Promise<void> {
  await tables(tx)
    .insertInto('rating')
    .values(row)
    .onConflict((same) => same.columns(['meeting_id', 'person_id']).doUpdateSet({ score: row.score, at: row.at }))
    .execute()
}

export async function ratingsOf(tx: Tx, meetings: readonly string[]): Promise<RatingTable[]> {
  if (meetings.length === 0) return []
  return tables(tx)
    .selectFrom('rating')
    .selectAll()
    .where('meeting_id', 'in', [...meetings])
    .limit(50_000)
    .execute()
}

export async function addCaught(tx: Tx, row: CaughtTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('caught').values(row))
}

export async function caughtOf(tx: Tx, meetings: readonly string[]): Promise<CaughtTable[]> {
  if (meetings.length === 0) return []
  return tables(tx)
    .selectFrom('caught')
    .selectAll()
    .where('meeting_id', 'in', [...meetings])
    .orderBy('at')
    .orderBy('id')
    .limit(50_000)
    .execute()
}

export async function addMessage(tx: Tx, row: MessageTable): Promise<void> {
  await tables(tx).insertInto('message').values(row).execute()
}

/** So many messages has one meeting. */
export const mostMessages = 100

export async function messagesOf(tx: Tx, meeting: string): Promise<MessageTable[]> {
  return tables(tx)
    .selectFrom('message')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .orderBy('at')
    .orderBy('id')
    .limit(mostMessages)
    .execute()
}

/** Takes one back that has not gone out; answers whether there was one. */
export async function removeMessage(tx: Tx, meeting: string, id: string): Promise<boolean> {
  const gone = await tables(tx)
    .deleteFrom('message')
    .where('id', '=', id)
    .where('meeting_id', '=', meeting)
    .where('sent_at', 'is', null)
    .returning('id')
    .execute()
  return gone.length > 0
}

export async function saveSent(tx: Tx, sent: readonly { id: string; to: readonly string[] }[], now: Date): Promise<void> {
  if (sent.length === 0) return
  const told = JSON.stringify(sent.map(({ id, to }) => ({ id, to })))
  await sql`update cadence.message m set sent_at = ${now}, delivered_to = array(select jsonb_array_elements_text(s."to")::uuid)
    from jsonb_to_recordset(${told}::jsonb) as s(id uuid, "to" jsonb) where m.id = s.id`.execute(tx)
}

export async function addFrozen(tx: Tx, rows: readonly FrozenRowTable[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('frozen_row')
    .values(rows.map((row) => ({ ...row, row: json(row.row) })))
    .execute()
}

export async function frozenOf(tx: Tx, meeting: string): Promise<FrozenRowTable[]> {
  return tables(tx).selectFrom('frozen_row').selectAll().where('meeting_id', '=', meeting).orderBy('position').limit(100).execute()
}
