import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ScheduleTable } from '../expected-tables.ts'
import { tables } from './tables.ts'

export async function addSchedule(tx: Tx, row: ScheduleTable): Promise<void> {
  await tables(tx).insertInto('schedule').values(row).execute()
}

/** Of a procedure those that have not ended, the oldest first. */
export async function schedulesOf(tx: Tx, page: string): Promise<ScheduleTable[]> {
  return tables(tx)
    .selectFrom('schedule')
    .selectAll()
    .where('page_id', '=', page)
    .where('ended_at', 'is', null)
    .orderBy('at')
    .limit(50)
    .execute()
}

/** Refuses `schedule.unknown`. */
export async function getSchedule(tx: Tx, id: string): Promise<ScheduleTable> {
  const row = await tables(tx).selectFrom('schedule').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw noSchedule()
  return row
}

export function noSchedule(): Refusal {
  return new Refusal('missing', 'schedule.unknown', 'There is no such rhythm.')
}

/** The same, locked: its days are opened one after another, whoever looks. */
export async function takeSchedule(tx: Tx, id: string): Promise<ScheduleTable> {
  const row = await tables(tx).selectFrom('schedule').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw noSchedule()
  return row
}

export async function saveSchedule(tx: Tx, id: string, change: Partial<ScheduleTable>): Promise<void> {
  await tables(tx).updateTable('schedule').set(change).where('id', '=', id).execute()
}

/** Rhythms with days that nobody has looked at yet. */
export async function schedulesDue(tx: Tx, today: string, limit: number): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('schedule')
    .select('id')
    .where('done_to', '<', today)
    .where('ended_at', 'is', null)
    .where('paused_at', 'is', null)
    .orderBy('done_to')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Rhythms of which somebody is the one who follows. */
export async function schedulesBy(tx: Tx, person: string): Promise<(ScheduleTable & { number: string | null })[]> {
  return tables(tx)
    .selectFrom('schedule')
    .innerJoin('page', 'page.id', 'schedule.page_id')
    .selectAll('schedule')
    .select('page.number')
    .where('runner', '=', person)
    .where('ended_at', 'is', null)
    .where('page.retired_on', 'is', null)
    .orderBy('page.number')
    .limit(1000)
    .execute()
}

/** They are followed by somebody else; answers those that were. */
export async function handSchedules(
  tx: Tx,
  ids: readonly string[],
  from: string,
  to: { id: string; name: string },
): Promise<{ id: string; page_id: string }[]> {
  return tables(tx)
    .updateTable('schedule')
    .set({ runner: to.id, runner_name: to.name })
    .where('id', 'in', [...ids])
    .where('runner', '=', from)
    .where(sql<boolean>`ended_at is null`)
    .returning(['id', 'page_id'])
    .execute()
}
