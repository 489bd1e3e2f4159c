import type { Tx } from '../../../kernel/database.ts'
import type { TakenOverRow } from '../tables.ts'
import { tables } from './tables.ts'

/** Who has taken each of these editions over: edition → person. */
export async function takenOver(tx: Tx, editionIds: readonly string[]): Promise<Map<string, string>> {
  if (editionIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('taken_over')
    .select(['edition_id', 'person_id'])
    .where('edition_id', 'in', [...editionIds])
    .execute()
  return new Map(rows.map((row) => [row.edition_id, row.person_id]))
}

export async function saveTakenOver(tx: Tx, editions: readonly string[], taken: Omit<TakenOverRow, 'edition_id'>): Promise<void> {
  if (editions.length === 0) return
  await tables(tx)
    .insertInto('taken_over')
    .values(editions.map((edition_id) => ({ edition_id, ...taken })))
    .onConflict((conflict) => conflict.column('edition_id').doUpdateSet(taken))
    .execute()
}

/** The text names who answers for it again. */
export async function forgetTakenOver(tx: Tx, editions: readonly string[]): Promise<void> {
  if (editions.length === 0) return
  await tables(tx)
    .deleteFrom('taken_over')
    .where('edition_id', 'in', [...editions])
    .execute()
}
