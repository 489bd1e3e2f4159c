import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { NoteEditTable, PresenceTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Edits after a number, in order, at most `limit`. */
export async function editsAfter(tx: Tx, meeting: string, after: number, limit: number): Promise<NoteEditTable[]> {
  return tables(tx)
    .selectFrom('note_edit')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()
}

/** Whether the person has written in the notes before. */
export async function hasEdited(tx: Tx, meeting: string, person: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('note_edit')
    .select('number')
    .where('meeting_id', '=', meeting)
    .where('person_id', '=', person)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** An edit with the text that comes of it. The meeting's own version stays: whoever follows has the edit itself. */
export async function saveEdit(tx: Tx, row: NoteEditTable, notes: { text: string; state: Uint8Array }): Promise<void> {
  await tables(tx).insertInto('note_edit').values(row).execute()
  await tables(tx)
    .updateTable('meeting')
    .set({ notes: notes.text, notes_state: Buffer.from(notes.state), notes_version: row.number })
    .where('id', '=', row.meeting_id)
    .execute()
}

/** What is closed is written no more: its text stays, and how it came about is nobody's. */
export async function forgetEdits(tx: Tx, meeting: string): Promise<void> {
  await tables(tx).deleteFrom('note_edit').where('meeting_id', '=', meeting).execute()
}

export async function savePresence(tx: Tx, row: PresenceTable): Promise<void> {
  await tables(tx)
    .insertInto('presence')
    .values(row)
    .onConflict((same) =>
      same.columns(['meeting_id', 'person_id']).doUpdateSet({ name: row.name, seen_at: row.seen_at, gone_at: row.gone_at }),
    )
    .execute()
}

export async function endPresence(tx: Tx, meeting: string, person: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('presence')
    .set({ gone_at: at })
    .where('meeting_id', '=', meeting)
    .where('person_id', '=', person)
    .where('gone_at', 'is', null)
    .execute()
}

/** Whoever was last seen before an instant has gone, and went then. */
export async function endSilent(tx: Tx, meeting: string, before: Date): Promise<void> {
  await tables(tx)
    .updateTable('presence')
    .set({ gone_at: sql`seen_at` })
    .where('meeting_id', '=', meeting)
    .where('gone_at', 'is', null)
    .where('seen_at', '<', before)
    .execute()
}

/** All who were ever seen, by name. */
export async function presenceOf(tx: Tx, meeting: string): Promise<PresenceTable[]> {
  return tables(tx).selectFrom('presence').selectAll().where('meeting_id', '=', meeting).orderBy('name').limit(500).execute()
}
