import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { tables } from './tables.ts'

/** Closed meetings whose minutes are still there though they were held on this day or before; locked, the oldest first. */
export async function takeOldMinutes(tx: Tx, last: Day, limit: number) {
  return tables(tx)
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .select(['meeting.id', 'meeting.day', 'meeting.minutes_hash', 'series.title', 'series.audience'])
    .where('meeting.minutes_text', 'is not', null)
    .where('meeting.day', '<=', last)
    .orderBy('meeting.day')
    .orderBy('meeting.id')
    .limit(limit)
    .forUpdate('meeting')
    .skipLocked()
    .execute()
}

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
}
