import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { Signed } from '../rules/life.ts'
import type { OverrideRow } from '../tables.ts'
import { tables } from './tables.ts'

export async function addOverride(tx: Tx, row: OverrideRow): Promise<void> {
  await tables(tx).insertInto('override').values(row).execute()
}

/** Why it goes ahead against objections, newest first. */
export async function overridesOf(tx: Tx, editionId: string): Promise<OverrideRow[]> {
  return tables(tx).selectFrom('override').selectAll().where('edition_id', '=', editionId).orderBy('id', 'desc').limit(100).execute()
}

/** The vetted editions of a plan beside one of it. */
export async function vettedBeside(tx: Tx, planId: string, editionId: string) {
  return tables(tx)
    .selectFrom('edition')
    .select(['id', 'no', 'title_core as title', 'period_start', 'period_end', 'legacy'])
    .where('plan_id', '=', planId)
    .where('id', '<>', editionId)
    .where('state', '=', 'vetted')
    .orderBy('no')
    .limit(200)
    .execute()
}

/** What was signed here of plans: by plan, whatever became of it. */
export async function signedOf(tx: Tx, planIds: readonly string[]): Promise<Map<string, Signed[]>> {
  if (planIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('edition')
    .select(['plan_id', 'period_start', 'period_end', 'vetted_on'])
    .where('plan_id', 'in', [...planIds])
    .where('signed_at', 'is not', null)
    .limit(20_000)
    .execute()
  return Map.groupBy(rows, ({ plan_id }) => plan_id)
}

/** The edition that took the place of one. */
export async function successorOf(tx: Tx, editionId: string): Promise<{ id: string; title: string } | undefined> {
  return tables(tx)
    .selectFrom('edition')
    .select(['id', 'title_core as title'])
    .where('predecessor', '=', editionId)
    .where('signed_at', 'is not', null)
    .orderBy('no')
    .limit(1)
    .executeTakeFirst()
}

/** An amendment of an edition that is being written or agreed to. */
export async function openAmendment(tx: Tx, editionId: string): Promise<{ id: string; title: string } | undefined> {
  return tables(tx)
    .selectFrom('edition')
    .select(['id', 'title_core as title'])
    .where('amends', '=', editionId)
    .where('state', 'in', ['draft', 'input', 'agreed'])
    .orderBy('no')
    .limit(1)
    .executeTakeFirst()
}

/** Vetted ones whose last day is over, in order of their ids. */
export async function overOn(tx: Tx, today: Day, after: string | undefined, limit: number): Promise<string[]> {
  const rows = tables(tx).selectFrom('edition').select('id').where('state', '=', 'vetted').where('period_end', '<', today)
  const onward = after === undefined ? rows : rows.where('id', '>', after)
  return (await onward.orderBy('id').limit(limit).execute()).map(({ id }) => id)
}

/** An edition that is no longer in the running does not count for its plan by anybody's word. */
export async function countNoMore(tx: Tx, planId: string, editionId: string): Promise<void> {
  await tables(tx)
    .updateTable('plan')
    .set({ current_edition_id: null, current_since: null, current_by: null })
    .where('id', '=', planId)
    .where('current_edition_id', '=', editionId)
    .execute()
}
