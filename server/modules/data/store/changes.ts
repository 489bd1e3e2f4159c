import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'

/** Something that moved in a published view: rows with this value in this column, or all of it (`*`). */
export type Moved = { id: bigint; view: string; col: string; key: string }

/** What has moved since it was last taken away, oldest first. */
export async function findMoved(tx: Tx, limit: number): Promise<Moved[]> {
  const { rows } = await sql<Moved>`select id, view, col, key from kernel.view_change order by id limit ${limit}`.execute(tx)
  return rows
}

/**
 * Takes away what is in the warehouse now. Only the owner may: one that slept while another took over would take away what that one has
 * not read; what was there before the other's whole read is in it. A note that a writer is about to replace is left to the next read.
 */
export async function dropMoved(tx: Tx, ids: bigint[], owner: { owner: string; fence: bigint }): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from kernel.view_change
    where id in (select id from kernel.view_change where id = any(${ids.map(String)}::bigint[]) for update skip locked)
      and exists (select 1 from data.warehouse_owner where name = 'warehouse' and owner = ${owner.owner} and fence = ${owner.fence})`.execute(
    tx,
  )
}

/** Says of every view at once through when it is complete. */
export async function saveComplete(tx: Tx, views: string[], through: Date): Promise<void> {
  await sql`update data.view_pull set complete_through = ${through} where view = any(${views})`.execute(tx)
}

export async function saveDrift(tx: Tx, view: string): Promise<void> {
  await sql`update data.view_pull set drifted_at = clock_timestamp() where view = ${view}`.execute(tx)
}
