import { sql, type Updateable } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { MeetingTable } from '../tables.ts'
import { type Reader, seenBy } from './series.ts'
import { tables } from './tables.ts'

/** By id, if the reader may see its series. */
export async function findMeeting(tx: Tx, id: string, reader: Reader): Promise<MeetingTable | undefined> {
  return tables(tx)
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .selectAll('meeting')
    .where('meeting.id', '=', id)
    .where(seenBy(reader))
    .executeTakeFirst()
}

/** Refuses `meeting.unknown`, also for what the reader may not see. */
export async function getMeeting(tx: Tx, id: string, reader: Reader): Promise<MeetingTable> {
  const row = await findMeeting(tx, id, reader)
  if (!row) throw new Refusal('missing', 'meeting.unknown', 'There is no such meeting.')
  return row
}

/** The same, locked: acts in one meeting follow one another. */
export async function takeMeeting(tx: Tx, id: string, reader: Reader): Promise<MeetingTable> {
  // goes with the read behind it, which then sees what was committed while this one waited
  await sendAhead(tx, tables(tx).selectFrom('meeting').select('id').where('id', '=', id).forUpdate())
  return getMeeting(tx, id, reader)
}

/** New dates; one that is there already stays as it is. Answers how many are new. */
export async function addMeetings(tx: Tx, rows: readonly MeetingTable[]): Promise<number> {
  if (rows.length === 0) return 0
  const added = await tables(tx)
    .insertInto('meeting')
    .values([...rows])
    .onConflict((same) => same.doNothing())
    .returning('id')
    .execute()
  return added.length
}

/** Every change of a meeting is counted, so that whoever watches it sees that there is one. */
export async function saveMeeting(tx: Tx, id: string, change: Updateable<MeetingTable>): Promise<void> {
  const saved = tables(tx)
    .updateTable('meeting')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
  await sendAhead(tx, saved)
}

/** Whether a meeting of a series was ever begun. */
export async function wasHeld(tx: Tx, series: string): Promise<boolean> {
  const begun = tables(tx).selectFrom('meeting').select('id').where('series_id', '=', series).where('started_at', 'is not', null)
  return (await begun.limit(1).executeTakeFirst()) !== undefined
}

/** Something on it moved that is no column of its own. */
export async function touchMeeting(tx: Tx, id: string): Promise<void> {
  await saveMeeting(tx, id, {})
}

/** Dates of a series from a day on that have not begun, with what was put on their agenda. */
const raised = sql<number>`(select count(*)::int from cadence.agenda_item i where i.meeting_id = meeting.id and i.source <> 'template')`.as(
  'items',
)

export async function datesAhead(tx: Tx, series: string, from: Day): Promise<(MeetingTable & { items: number })[]> {
  return tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .select(raised)
    .where('series_id', '=', series)
    .where('state', 'in', ['draft', 'open'])
    .where('day', '>=', from)
    .orderBy('starts_at')
    .limit(500)
    .execute()
}

/** Dates of a series that are under way, whichever day they began on. */
export async function underWay(tx: Tx, series: string): Promise<(MeetingTable & { items: number })[]> {
  return tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .select(raised)
    .where('series_id', '=', series)
    .where('state', '=', 'in_progress')
    .orderBy('starts_at')
    .limit(10)
    .execute()
}

/** Several are cancelled at once; `dropped`: the rule has them no more, and they stand for calendars that were told of them. */
export async function cancelMeetings(tx: Tx, ids: readonly string[], reason: string, dropped: boolean): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .updateTable('meeting')
    .set((eb) => ({
      state: 'cancelled',
      cancelled_reason: reason,
      dropped,
      sequence: eb('sequence', '+', 1),
      version: eb('version', '+', 1),
    }))
    .where('id', 'in', [...ids])
    .execute()
}

/** Dates that were dropped and that the rule has again. Answers how many came back. */
export async function reviveMeetings(tx: Tx, series: string, planned: readonly string[]): Promise<number> {
  if (planned.length === 0) return 0
  const back = await tables(tx)
    .updateTable('meeting')
    .set((eb) => ({
      state: 'draft',
      cancelled_reason: null,
      dropped: false,
      sequence: eb('sequence', '+', 1),
      version: eb('version', '+', 1),
    }))
    .where('series_id', '=', series)
    .where('dropped', '=', true)
    .where('planned_start', 'in', [...planned])
    .returning('id')
    .execute()
  return back.length
}

/** What has not begun is as long as its series is now. */
export async function saveLength(tx: Tx, series: string, from: Day, minutes: number): Promise<void> {
  await tables(tx)
    .updateTable('meeting')
    .set((eb) => ({ minutes, shortened: false, sequence: eb('sequence', '+', 1), version: eb('version', '+', 1) }))
    .where('series_id', '=', series)
    .where('state', 'in', ['draft', 'open'])
    .where('day', '>=', from)
    .where((where) => where.or([where('minutes', '<>', minutes), where('shortened', '=', true)]))
    .execute()
}

/** The newest that were held, before an instant. */
export async function lastHeld(tx: Tx, series: string, before: Date, limit: number): Promise<MeetingTable[]> {
  return tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .where('series_id', '=', series)
    .where('state', '=', 'closed')
    .where('starts_at', '<', before)
    .orderBy('starts_at', 'desc')
    .limit(limit)
    .execute()
}

/** Dates of some series in [from, to), dropped ones left out. */
export async function datesBetween(tx: Tx, series: readonly string[], from: Day, to: Day): Promise<MeetingTable[]> {
  if (series.length === 0) return []
  return tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .where('series_id', 'in', [...series])
    .where('dropped', '=', false)
    .where('day', '>=', from)
    .where('day', '<', to)
    .orderBy('starts_at')
    .limit(20_000)
    .execute()
}

/** Agendas that open by a day, and dates that went by unheld: what the day brings. At most so many. */
export async function meetingsDue(tx: Tx, series: string, until: Day): Promise<MeetingTable[]> {
  return tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .where('series_id', '=', series)
    .where('state', 'in', ['draft', 'open'])
    .where('day', '<=', until)
    .orderBy('starts_at')
    .limit(100)
    .execute()
}

type Asked = { person: string; today: Day; until: Day }
type Waiting = MeetingTable & { title: string; audience: 'internal' | 'restricted'; chair: string; prework_days: number }

/** Meetings around today that want something of a person: those they lead, and those that they get ready for. */
export async function meetingsWaiting(tx: Tx, { person, today, until }: Asked): Promise<Waiting[]> {
  return tables(tx)
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .selectAll('meeting')
    .select(['series.title', 'series.audience', 'series.chair', 'series.prework_days'])
    .where('meeting.state', 'in', ['draft', 'open', 'in_progress'])
    .where('meeting.day', '>=', sql<Day>`(${today}::date - 1)`)
    .where('meeting.day', '<=', until)
    .where(sql<boolean>`series.participants @> array[${person}]::uuid[]`)
    .orderBy('meeting.starts_at')
    .limit(40)
    .execute()
}
