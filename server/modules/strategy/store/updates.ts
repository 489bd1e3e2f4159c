import { sql } from 'kysely'
import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import { json, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ClosingMethodRow, ClosingRow, StatusUpdateRow, UpdateReadRow } from '../tables/updates.ts'
import { tables } from './tables.ts'

export async function addUpdate(tx: Tx, row: StatusUpdateRow): Promise<void> {
  await tables(tx)
    .insertInto('status_update')
    .values({ ...row, outcomes: json(row.outcomes), forecasts: json(row.forecasts) })
    .execute()
}

export async function getUpdate(tx: Tx, id: string): Promise<StatusUpdateRow> {
  const row = await tables(tx).selectFrom('status_update').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'update.unknown', 'There is no such update.')
  return row
}

export async function listUpdates(tx: Tx, editionId: string, page: Onward): Promise<StatusUpdateRow[]> {
  return onward(tables(tx).selectFrom('status_update').selectAll().where('edition_id', '=', editionId), newest(), page).execute()
}

/** The newest one of a measure, through the editions of its plan that it passed; or of an edition as a whole. */
export async function lastUpdate(tx: Tx, editionId: string, key: string | null): Promise<StatusUpdateRow | undefined> {
  const all = tables(tx).selectFrom('status_update').selectAll().orderBy('id', 'desc').limit(1)
  const own = key === null ? all.where('edition_id', '=', editionId).where('item_key', 'is', null) : all.where('item_key', '=', key)
  return own.executeTakeFirst()
}

/** What was said of an edition's measures, also before it was amended: the last word for each due day is the one that counts. */
export async function claimsOf(
  tx: Tx,
  planId: string,
  keys: readonly string[],
  from: string,
  to: string,
): Promise<{ item_key: string; by_id: string; by_name: string; confidence: number }[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ item_key: string; by_id: string; by_name: string; confidence: number }>`
    select distinct on (u.item_key, u.due_on) u.item_key, u.by_id, u.by_name, u.confidence
    from strategy.status_update u join strategy.edition e on e.id = u.edition_id
    where e.plan_id = ${planId}::uuid and u.item_key = any(${[...keys]}::uuid[]) and u.confidence is not null
      and u.posted_at::date between ${from}::date and ${to}::date
    order by u.item_key, u.due_on, u.id desc limit 5000`.execute(tx)
  return rows
}

export async function addRead(tx: Tx, row: UpdateReadRow): Promise<void> {
  await tables(tx)
    .insertInto('update_read')
    .values(row)
    .onConflict((same) => same.doNothing())
    .execute()
}

export async function readsOf(tx: Tx, ids: readonly string[]): Promise<UpdateReadRow[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('update_read')
    .selectAll()
    .where('update_id', 'in', [...ids])
    .orderBy('at')
    .limit(5000)
    .execute()
}

export async function findClosing(tx: Tx, editionId: string): Promise<(ClosingRow & { methods: ClosingMethodRow[] }) | undefined> {
  const row = await tables(tx).selectFrom('closing').selectAll().where('edition_id', '=', editionId).executeTakeFirst()
  if (!row) return undefined
  return {
    ...row,
    methods: await tables(tx).selectFrom('closing_method').selectAll().where('edition_id', '=', editionId).limit(500).execute(),
  }
}

export async function addClosing(tx: Tx, row: ClosingRow, methods: readonly ClosingMethodRow[]): Promise<void> {
  await tables(tx).insertInto('closing').values(row).execute()
  if (methods.length > 0)
    await tables(tx)
      .insertInto('closing_method')
      .values([...methods])
      .execute()
}
