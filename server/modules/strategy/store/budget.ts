import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { BudgetLineRow } from '../tables/budget.ts'
import { tables } from './tables.ts'

/** So many lines a plan's budget holds, all of which are read and summed: more than anybody reads on one page. */
export const mostLines = 1000

/** What stands of a plan’s budget, in the order in which it was added. */
export async function listBudget(tx: Tx, planId: string): Promise<BudgetLineRow[]> {
  return tables(tx)
    .selectFrom('budget_line')
    .selectAll()
    .where('plan_id', '=', planId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(mostLines)
    .execute()
}

/** The same of many plans at once. */
export async function budgetsOf(tx: Tx, planIds: readonly string[]): Promise<BudgetLineRow[]> {
  if (planIds.length === 0) return []
  return tables(tx)
    .selectFrom('budget_line')
    .selectAll()
    .where('plan_id', 'in', [...planIds])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(100_000)
    .execute()
}

export async function getBudgetLine(tx: Tx, planId: string, id: string): Promise<BudgetLineRow> {
  const row = await tables(tx)
    .selectFrom('budget_line')
    .selectAll()
    .where('id', '=', id)
    .where('plan_id', '=', planId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'budget.unknown', 'This plan has no such line in its budget.')
  return row
}

/** Whether a method stands in an edition of its plan that is vetted. */
export async function isVettedMethod(tx: Tx, planId: string, key: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('item')
    .innerJoin('edition', 'edition.id', 'item.edition_id')
    .select('edition.id')
    .where('edition.plan_id', '=', planId)
    .where('edition.state', '=', 'vetted')
    .where('item.item_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

export async function addBudgetLine(tx: Tx, row: BudgetLineRow): Promise<void> {
  await tables(tx).insertInto('budget_line').values(row).execute()
}

export async function saveBudgetLine(tx: Tx, id: string, change: Partial<BudgetLineRow>): Promise<void> {
  await tables(tx).updateTable('budget_line').set(change).where('id', '=', id).execute()
}
