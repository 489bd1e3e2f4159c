import { json, type Tx } from '../../../kernel/database.ts'
import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import type { MeasureRow } from '../tables.ts'
import type { AssessmentRow } from '../tables/updates.ts'
import { tables } from './tables.ts'

export async function addAssessment(tx: Tx, row: AssessmentRow): Promise<void> {
  await tables(tx).insertInto('assessment').values(row).execute()
}

/** Of a measure through the editions of its plan that it passed, newest first. */
export async function listAssessments(tx: Tx, itemKey: string, page: Onward): Promise<AssessmentRow[]> {
  return onward(tables(tx).selectFrom('assessment').selectAll().where('item_key', '=', itemKey), newest(), page).execute()
}

/** What is known of a measure by now; what it promises is another matter. */
export async function saveReported(
  tx: Tx,
  { edition_id, item_key, milestones, scores }: Pick<MeasureRow, 'edition_id' | 'item_key' | 'milestones' | 'scores'>,
): Promise<void> {
  await tables(tx)
    .updateTable('measure')
    .set({ milestones: json(milestones), scores: json(scores) })
    .where('edition_id', '=', edition_id)
    .where('item_key', '=', item_key)
    .execute()
}
