import { sendAhead, type Tx } from '../../../kernel/database.ts'
import type { PageTable } from '../tables.ts'
import { tables } from './tables.ts'

/** From which pages the text of one takes passages, in place of what its last one did. */
export async function saveIncludes(tx: Tx, from: string, to: readonly string[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('page_include').where('from_page', '=', from))
  if (to.length === 0) return
  const rows = to.map((to_page) => ({ from_page: from, to_page }))
  await sendAhead(tx, tables(tx).insertInto('page_include').values(rows))
}

/** So many pages at most take a passage from one. */
const mostIncluding = 1000

/** Pages in force whose texts take a passage from one, by address. */
export async function includedBy(tx: Tx, page: string): Promise<PageTable[]> {
  return tables(tx)
    .selectFrom('page_include')
    .innerJoin('page', 'page.id', 'page_include.from_page')
    .selectAll('page')
    .where('to_page', '=', page)
    .where('page.retired_on', 'is', null)
    .orderBy('page.path')
    .limit(mostIncluding)
    .execute()
}

/** Pages from which somebody takes words are neither closed nor retired until that is done; in one order, so that nobody waits in a circle. */
export async function holdGiven(tx: Tx, paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  const at = tables(tx)
    .selectFrom('path')
    .select('page_id')
    .where('path', 'in', [...paths])
  await tables(tx).selectFrom('page').select('id').where('id', 'in', at).orderBy('id').forShare().execute()
}

export type Given = PageTable & { asked: string; source: string }

/** Pages that have or had these addresses, with their texts of now. */
export async function givenAt(tx: Tx, paths: readonly string[]): Promise<Given[]> {
  if (paths.length === 0) return []
  return tables(tx)
    .selectFrom('path')
    .innerJoin('page', 'page.id', 'path.page_id')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .selectAll('page')
    .select(['path.path as asked', 'text.source'])
    .where('path.path', 'in', [...paths])
    .limit(paths.length)
    .execute()
}
