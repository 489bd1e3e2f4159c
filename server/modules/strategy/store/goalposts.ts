import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import type { Tx } from '../../../kernel/database.ts'
import type { GoalpostRow } from '../tables.ts'
import { tables } from './tables.ts'

export async function addGoalposts(tx: Tx, rows: readonly GoalpostRow[]): Promise<void> {
  if (rows.length > 0)
    await tables(tx)
      .insertInto('goalpost')
      .values([...rows])
      .execute()
}

/** Of these measures, oldest first. */
export async function goalpostsOf(tx: Tx, keys: readonly string[]): Promise<GoalpostRow[]> {
  if (keys.length === 0) return []
  return tables(tx)
    .selectFrom('goalpost')
    .selectAll()
    .where('item_key', 'in', [...keys])
    .orderBy('id')
    .limit(2000)
    .execute()
}

export async function listGoalposts(tx: Tx, planId: string, page: Onward): Promise<GoalpostRow[]> {
  return onward(tables(tx).selectFrom('goalpost').selectAll().where('plan_id', '=', planId), newest(), page).execute()
}
