import type { Tx } from '../../../../kernel/database.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { EdgeRow } from '../../tables.ts'
import { tables } from '../tables.ts'

/** More than this no house draws; what lies beyond is not looked at. */
const most = 200_000

/** Edges that begin or end in one of these plans; all of them where none are named. */
export async function edgesOf(tx: Tx, planIds?: readonly string[]): Promise<EdgeRow[]> {
  const rows = tables(tx).selectFrom('edge').selectAll().orderBy('id').limit(most)
  if (planIds === undefined) return rows.execute()
  if (planIds.length === 0) return []
  return rows.where((where) => where.or([where('from_plan_id', 'in', [...planIds]), where('to_plan_id', 'in', [...planIds])])).execute()
}

/** Edges that lead to any of these items: those of whoever serves the same. */
export async function edgesInto(tx: Tx, keys: readonly string[]): Promise<EdgeRow[]> {
  if (keys.length === 0) return []
  return tables(tx)
    .selectFrom('edge')
    .selectAll()
    .where('to_key', 'in', [...keys])
    .orderBy('id')
    .limit(most)
    .execute()
}

/** What serves what, by item. */
export async function servesEdges(tx: Tx): Promise<{ from_key: string; to_key: string }[]> {
  return tables(tx).selectFrom('edge').select(['from_key', 'to_key']).where('type', '=', 'serves').limit(most).execute()
}

/** Locks an edge, so that it is answered or taken away once. */
export async function takeEdge(tx: Tx, id: string): Promise<EdgeRow> {
  const row = await tables(tx).selectFrom('edge').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'edge.unknown', 'There is no such edge.')
  return row
}

/** Whether it was drawn: one that is there already is not drawn twice. */
export async function addEdge(tx: Tx, row: EdgeRow): Promise<boolean> {
  const added = await tables(tx)
    .insertInto('edge')
    .values(row)
    .onConflict((there) => there.columns(['type', 'from_key', 'to_key']).doNothing())
    .executeTakeFirst()
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function answerEdge(
  tx: Tx,
  id: string,
  answer: Pick<EdgeRow, 'answer' | 'answered_by' | 'answered_by_name' | 'answered_at' | 'answer_reason' | 'answer_hash'>,
): Promise<void> {
  await tables(tx).updateTable('edge').set(answer).where('id', '=', id).execute()
}

export async function dropEdge(tx: Tx, id: string): Promise<void> {
  await tables(tx).deleteFrom('edge').where('id', '=', id).execute()
}
