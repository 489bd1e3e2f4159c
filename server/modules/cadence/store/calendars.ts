import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { FeedTable, InvitationTable, MeetingTable } from '../tables.ts'
import { tables } from './tables.ts'

export async function findFeed(tx: Tx, person: string): Promise<FeedTable | undefined> {
  return tables(tx).selectFrom('feed').selectAll().where('person_id', '=', person).where('revoked_at', 'is', null).executeTakeFirst()
}

export async function findFeedByHash(tx: Tx, hash: string): Promise<FeedTable | undefined> {
  return tables(tx).selectFrom('feed').selectAll().where('token_hash', '=', hash).where('revoked_at', 'is', null).executeTakeFirst()
}

export async function addFeed(tx: Tx, row: FeedTable): Promise<void> {
  await tables(tx).insertInto('feed').values(row).execute()
}

/** Answers whether there was one. */
export async function revokeFeed(tx: Tx, person: string, at: Date): Promise<boolean> {
  const gone = await tables(tx)
    .updateTable('feed')
    .set({ revoked_at: at })
    .where('person_id', '=', person)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute()
  return gone.length > 0
}

/** At most once an hour: calendars look often. */
export async function noteRead(tx: Tx, id: string, at: Date): Promise<void> {
  await tables(tx)
    .updateTable('feed')
    .set({ read_at: at })
    .where('id', '=', id)
    .where((where) => where.or([where('read_at', 'is', null), where('read_at', '<', new Date(at.getTime() - 3_600_000))]))
    .execute()
}

/** Whose calendar has looked since an instant. */
export async function readersSince(tx: Tx, persons: readonly string[], since: Date): Promise<Set<string>> {
  if (persons.length === 0) return new Set()
  const rows = await tables(tx)
    .selectFrom('feed')
    .select('person_id')
    .where('person_id', 'in', [...persons])
    .where('revoked_at', 'is', null)
    .where('read_at', '>', since)
    .execute()
  return new Set(rows.map(({ person_id }) => person_id))
}

type Dated = MeetingTable & { title: string; purpose: string; chair: string }

/** Dates in [from, to) to which a person belongs, cancelled ones with them where a calendar may have seen them. */
export async function datesOf(tx: Tx, person: string, from: Day, to: Day): Promise<Dated[]> {
  return tables(tx)
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .selectAll('meeting')
    .select(['series.title', 'series.purpose', 'series.chair'])
    .where(sql<boolean>`series.participants @> array[${person}]::uuid[]`)
    .where('meeting.day', '>=', from)
    .where('meeting.day', '<', to)
    .orderBy('meeting.starts_at')
    .limit(4000)
    .execute()
}

/** Dates of a series from a day on, held ones left out. */
export async function datesToTell(tx: Tx, series: string, from: Day): Promise<MeetingTable[]> {
  return tables(tx)
    .selectFrom('meeting')
    .selectAll()
    .where('series_id', '=', series)
    .where('day', '>=', from)
    .where('state', '<>', 'closed')
    .orderBy('starts_at')
    .limit(500)
    .execute()
}

/** What each guest was told last of each of these dates. */
export async function toldOf(tx: Tx, meetings: readonly string[]): Promise<InvitationTable[]> {
  if (meetings.length === 0) return []
  return tables(tx)
    .selectFrom('invitation')
    .selectAll()
    .distinctOn(['meeting_id', 'person_id'])
    .where('meeting_id', 'in', [...meetings])
    .orderBy('meeting_id')
    .orderBy('person_id')
    .orderBy('at', 'desc')
    .orderBy('sequence', 'desc')
    .execute()
}

export async function addInvitations(tx: Tx, rows: readonly InvitationTable[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('invitation')
    .values([...rows])
    .execute()
}

export async function getInvitation(tx: Tx, id: string): Promise<InvitationTable> {
  return tables(tx).selectFrom('invitation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}
