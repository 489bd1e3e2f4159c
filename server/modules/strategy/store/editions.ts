import { onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { json, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { EditionRow, ItemRow, PartyRow, PlanRow, RevisionRow } from '../tables.ts'
import { tables } from './tables.ts'

export async function getEdition(tx: Tx, id: string): Promise<EditionRow> {
  const row = await tables(tx).selectFrom('edition').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw unknown()
  return row
}

/** Locks an edition for a change of its text. */
export async function takeEdition(tx: Tx, id: string): Promise<EditionRow> {
  const row = await tables(tx).selectFrom('edition').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw unknown()
  return row
}

function unknown(): Refusal {
  return new Refusal('missing', 'edition.unknown', 'There is no such edition of a plan.')
}

export async function planOf(tx: Tx, edition: EditionRow): Promise<PlanRow & { parent_slug: string | null; parent_title: string | null }> {
  return tables(tx)
    .selectFrom('plan as p')
    .leftJoin('plan as parent', 'parent.id', 'p.parent_id')
    .selectAll('p')
    .select(['parent.slug as parent_slug', 'parent.title as parent_title'])
    .where('p.id', '=', edition.plan_id)
    .executeTakeFirstOrThrow()
}

/** A plan's editions, newest first, with when and by whom each text was last changed. */
export async function listEditions(tx: Tx, planId: string): Promise<(EditionRow & { changed_at: Date; changed_by: string })[]> {
  return tables(tx)
    .selectFrom('edition as e')
    .innerJoin('revision as r', (join) => join.onRef('r.edition_id', '=', 'e.id').onRef('r.rev', '=', 'e.head_rev'))
    .selectAll('e')
    .select(['r.at as changed_at', 'r.actor_name as changed_by'])
    .where('e.plan_id', '=', planId)
    .orderBy('e.no', 'desc')
    .limit(200)
    .execute()
}

export async function getRevision(tx: Tx, editionId: string, rev: number): Promise<RevisionRow> {
  return tables(tx).selectFrom('revision').selectAll().where('edition_id', '=', editionId).where('rev', '=', rev).executeTakeFirstOrThrow()
}

export const lastFirst: Order<{ rev: number }> = { columns: [{ by: 'rev', type: 'int', of: (row) => String(row.rev) }], down: true }

export async function listRevisions(tx: Tx, editionId: string, page: Onward): Promise<RevisionRow[]> {
  return onward(tables(tx).selectFrom('revision').selectAll().where('edition_id', '=', editionId), lastFirst, page).execute()
}

export async function saveEdition(tx: Tx, row: EditionRow): Promise<void> {
  await tables(tx).insertInto('edition').values(row).execute()
}

export async function saveHead(tx: Tx, id: string, head: Partial<EditionRow>): Promise<void> {
  await tables(tx).updateTable('edition').set(head).where('id', '=', id).execute()
}

export async function saveRevision(tx: Tx, row: RevisionRow): Promise<void> {
  await tables(tx)
    .insertInto('revision')
    .values({ ...row, reading: json(row.reading) })
    .execute()
}

export async function listItems(tx: Tx, editionId: string): Promise<ItemRow[]> {
  return tables(tx).selectFrom('item').selectAll().where('edition_id', '=', editionId).orderBy('place').limit(1000).execute()
}

/** Puts the items of the newest revision in the place of the former ones. */
export async function replaceItems(tx: Tx, editionId: string, rows: ItemRow[]): Promise<void> {
  await tables(tx).deleteFrom('item').where('edition_id', '=', editionId).execute()
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('item')
    .values(rows.map((row) => ({ ...row, systems: json(row.systems), projects: json(row.projects) })))
    .execute()
}

export async function replaceParties(tx: Tx, editionId: string, rows: PartyRow[]): Promise<void> {
  await tables(tx).deleteFrom('party').where('edition_id', '=', editionId).execute()
  if (rows.length > 0) await tables(tx).insertInto('party').values(rows).execute()
}

export async function lastNo(tx: Tx, planId: string): Promise<{ no: number; id: string | null }> {
  const row = await tables(tx)
    .selectFrom('edition')
    .select(['no', 'id'])
    .where('plan_id', '=', planId)
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? { no: 0, id: null }
}
