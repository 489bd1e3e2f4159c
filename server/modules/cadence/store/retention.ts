import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { tables } from './tables.ts'

/** Meetings of this day or before whose words are still there, closed or not; locked, the oldest first. */
export async function takeOldMinutes(tx: Tx, last: Day, limit: number) {
  return tables(tx)
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .select(['meeting.id', 'meeting.day', 'meeting.minutes_hash', 'series.title', 'series.audience'])
    .where('meeting.minutes_deleted_on', 'is', null)
    .where((is) => is.or([is('meeting.minutes_text', 'is not', null), is('meeting.notes', '<>', ''), written]))
    .where('meeting.day', '<=', last)
    .orderBy('meeting.day')
    .orderBy('meeting.id')
    .limit(limit)
    .forUpdate('meeting')
    .skipLocked()
    .execute()
}

/** What was never closed has an agenda, people or messages though it has no minutes. */
const written = sql<boolean>`(meeting.notes_state is not null or meeting.state = 'in_progress'
  or exists (select from cadence.agenda_item i where i.meeting_id = meeting.id)
  or exists (select from cadence.message m where m.meeting_id = meeting.id))`

/** What was said and by whom goes; that it was held, how long and with how many stays, and so do the decisions and actions in their own ledger. */
export async function deleteMinutes(tx: Tx, meetings: readonly string[], today: Day): Promise<void> {
  const own = tables(tx)
  const gone = (table: 'vote' | 'rating' | 'caught' | 'message' | 'note_edit' | 'presence' | 'invitation' | 'frozen_row' | 'attendance') =>
    own.deleteFrom(table).where('meeting_id', 'in', meetings).execute()
  await gone('vote')
  await gone('rating')
  await gone('caught')
  await gone('message')
  await gone('note_edit')
  await gone('presence')
  await gone('invitation')
  await gone('frozen_row')
  await gone('attendance')
  await own
    .updateTable('agenda_item')
    .set({ title: 'Deleted with the minutes', note: null, outcome_text: null, owner: null, raised_by: null, link: null })
    .where('meeting_id', 'in', meetings)
    .execute()
  await own
    .updateTable('meeting')
    .set((row) => ({
      ...{ notes: '', notes_state: null, minutes_text: null, minutes_deleted_on: today, closed_by: null, closed_by_name: null, lead: null },
      version: row('version', '+', 1),
    }))
    .where('id', 'in', meetings)
    .execute()
  // nobody closes what has nothing in it any more
  await own
    .updateTable('meeting')
    .set({ state: 'cancelled', cancelled_reason: 'It was never closed.', running_since: null, current_item: null })
    .where('id', 'in', meetings)
    .where('state', 'in', ['draft', 'open', 'in_progress'])
    .execute()
}
