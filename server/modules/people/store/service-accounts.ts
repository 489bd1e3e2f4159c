import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { people } from './tables.ts'

/** For which a person answers, of those that are not closed; at most 500. */
export async function servicesOwnedBy(tx: Tx, ownerId: string): Promise<{ id: string; name: string }[]> {
  const rows = people(tx).selectFrom('person').select(['id', 'name']).where('owner_id', '=', ownerId).where('left_at', 'is', null)
  return rows.orderBy(sql`lower(name)`).limit(500).execute()
}

/** Gives them to another colleague; answers those that moved. */
export async function handServices(tx: Tx, change: { ids: readonly string[]; from: string; to: string }): Promise<string[]> {
  const rows = await people(tx)
    .updateTable('person')
    .set({ owner_id: change.to, version: sql`version + 1` as never })
    .where('id', 'in', [...change.ids])
    .where('owner_id', '=', change.from)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
