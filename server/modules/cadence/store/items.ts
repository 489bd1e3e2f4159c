import { sql, type Updateable } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { AgendaItemTable } from '../tables.ts'
import { tables } from './tables.ts'

export async function addItems(tx: Tx, rows: readonly AgendaItemTable[]): Promise<void> {
  if (rows.length === 0) return
  const added = tables(tx)
    .insertInto('agenda_item')
    .values(rows.map((row) => ({ ...row, link: row.link === null ? null : json(row.link) })))
    .onConflict((same) => same.doNothing())
  await sendAhead(tx, added)
}

export async function itemsOf(tx: Tx, meeting: string): Promise<AgendaItemTable[]> {
  return tables(tx)
    .selectFrom('agenda_item')
    .selectAll()
    .where('meeting_id', '=', meeting)
    .orderBy('position')
    .orderBy('id')
    .limit(500)
    .execute()
}

export async function saveItem(tx: Tx, id: string, change: Updateable<Omit<AgendaItemTable, 'link'>>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('agenda_item').set(change).where('id', '=', id))
}

/** Items that have gone on to another meeting. */
export async function saveCarried(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .updateTable('agenda_item')
    .set({ state: 'carried' })
    .where('id', 'in', [...ids])
    .execute()
}

/** How long each was talked about, in one statement. */
export async function saveUsed(tx: Tx, used: ReadonlyMap<string, number>): Promise<void> {
  if (used.size === 0) return
  const saved = sql`update cadence.agenda_item i set used_seconds = u.seconds
    from unnest(${[...used.keys()]}::uuid[], ${[...used.values()]}::int[]) as u(id, seconds)
    where i.id = u.id and i.used_seconds <> u.seconds`
  await sendAhead(tx, saved)
}

/** The order of a part, from one on. */
export async function saveOrder(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`update cadence.agenda_item i set position = o.position
    from unnest(${[...ids]}::uuid[]) with ordinality as o(id, position) where i.id = o.id`.execute(tx)
}

export async function removeItem(tx: Tx, id: string): Promise<void> {
  await tables(tx).deleteFrom('agenda_item').where('id', '=', id).execute()
}

/** What is left over in meetings of a series that are over: closed or cancelled while there was no next date. */
export async function leftInSeries(tx: Tx, series: string): Promise<AgendaItemTable[]> {
  return tables(tx)
    .selectFrom('agenda_item')
    .innerJoin('meeting', 'meeting.id', 'agenda_item.meeting_id')
    .selectAll('agenda_item')
    .where('meeting.series_id', '=', series)
    .where('meeting.state', 'in', ['closed', 'cancelled'])
    .where('agenda_item.state', 'in', ['open', 'parked'])
    .where('agenda_item.source', '<>', 'template')
    .orderBy('meeting.starts_at')
    .orderBy('agenda_item.position')
    .limit(200)
    .execute()
}

/** In how many meetings of the series before this one each row was an issue. */
export async function timesRaised(tx: Tx, rows: readonly string[], meeting: string): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map()
  const { rows: counted } = await sql<{ row_id: string; n: number }>`select i.row_id, count(distinct i.meeting_id)::int as n
    from cadence.agenda_item i where i.row_id = any(${[...rows]}::uuid[]) and i.meeting_id <> ${meeting}::uuid group by i.row_id`.execute(
    tx,
  )
  return new Map(counted.map(({ row_id, n }) => [row_id, n]))
}

/** Meetings that items came from and went to: item → meeting and day. */
export async function placesOf(tx: Tx, meeting: string) {
  const from = tables(tx)
    .selectFrom('agenda_item as i')
    .innerJoin('agenda_item as o', 'o.id', 'i.carried_from')
    .innerJoin('meeting as m', 'm.id', 'o.meeting_id')
    .select(['i.id', 'm.id as meeting_id', 'm.day'])
    .where('i.meeting_id', '=', meeting)
    .limit(500)
    .execute()
  const to = tables(tx)
    .selectFrom('agenda_item as i')
    .innerJoin('agenda_item as o', 'o.carried_from', 'i.id')
    .innerJoin('meeting as m', 'm.id', 'o.meeting_id')
    .select(['i.id', 'm.id as meeting_id', 'm.day'])
    .where('i.meeting_id', '=', meeting)
    .limit(500)
    .execute()
  const map = (rows: { id: string; meeting_id: string; day: string }[]) =>
    new Map(rows.map(({ id, meeting_id, day }) => [id, { meeting_id, day }]))
  const [cameFrom, wentTo] = await Promise.all([from, to])
  return { from: map(cameFrom), to: map(wentTo) }
}
