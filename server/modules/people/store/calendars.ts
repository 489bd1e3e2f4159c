import { type Insertable, type Selectable, sql } from 'kysely'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import { json, type Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { CalendarTable } from '../tables.ts'
import { people } from './tables.ts'

export type CalendarRow = Selectable<CalendarTable>

/** The version of each calendar that is in force on a day, by name; at most 500. */
export async function calendarsOn(tx: Tx, day: Day): Promise<CalendarRow[]> {
  const rows = people(tx).selectFrom('calendar').selectAll().distinctOn('key').where('valid_from', '<=', day)
  return rows.orderBy('key').orderBy('valid_from', 'desc').orderBy('version', 'desc').limit(500).execute()
}

export async function findCalendar(tx: Tx, key: string, day: Day): Promise<CalendarRow | undefined> {
  const rows = people(tx).selectFrom('calendar').selectAll().where('key', '=', key).where('valid_from', '<=', day)
  return rows.orderBy('valid_from', 'desc').orderBy('version', 'desc').limit(1).executeTakeFirst()
}

/** The newest version, whenever it begins; those who change a calendar wait for each other. */
export async function takeNewest(tx: Tx, key: string): Promise<CalendarRow> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`people.calendar:${key}`}, 0))`.execute(tx)
  const rows = people(tx).selectFrom('calendar').selectAll().where('key', '=', key)
  const row = await rows.orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!row) throw unknownCalendar()
  return row
}

export async function versionsOf(tx: Tx, key: string): Promise<{ version: number; valid_from: Day }[]> {
  const rows = people(tx).selectFrom('calendar').select(['version', 'valid_from']).where('key', '=', key)
  return rows.orderBy('version', 'desc').limit(200).execute()
}

/** Answers whether the version went in: of two who make the same calendar one finds it made. */
export async function addCalendar(
  tx: Tx,
  row: Omit<Insertable<CalendarTable>, 'weekly' | 'holidays' | 'closures'> & Calendar,
): Promise<boolean> {
  const { weekly, holidays, closures, ...rest } = row
  const added = await people(tx)
    .insertInto('calendar')
    .values({ ...rest, weekly: json(weekly), holidays: json(holidays), closures: json(closures) } as never)
    .onConflict((conflict) => conflict.columns(['key', 'version']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export function unknownCalendar(): Refusal {
  return new Refusal('missing', 'calendar.unknown', 'There is no such calendar.')
}
