import { sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { SourceTable } from '../tables-sources.ts'
import { tables } from './tables.ts'

/** Of one house. */
export const mostSources = 50

export async function sourcesNow(tx: Tx): Promise<SourceTable[]> {
  return tables(tx).selectFrom('source').selectAll().where('ended_at', 'is', null).orderBy('tree').limit(mostSources).execute()
}

export async function addSource(tx: Tx, row: SourceTable): Promise<void> {
  await tables(tx).insertInto('source').values(row).execute()
}

/** Refuses `source.unknown`. */
export async function takeSource(tx: Tx, id: string): Promise<SourceTable> {
  const row = await tables(tx)
    .selectFrom('source')
    .selectAll()
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'source.unknown', 'There is no such repository.')
  return row
}

export async function findSource(tx: Tx, id: string): Promise<SourceTable | undefined> {
  return tables(tx).selectFrom('source').selectAll().where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
}

export async function saveSource(tx: Tx, id: string, change: Updateable<SourceTable>): Promise<void> {
  await tables(tx).updateTable('source').set(change).where('id', '=', id).execute()
}

/** Files of imports that wait for somebody to choose. */
export async function waitingIn(tx: Tx, imports: readonly string[]): Promise<Map<string, number>> {
  if (imports.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('import_file')
    .select(['import_id', sql<number>`count(*)::int`.as('files')])
    .where('import_id', 'in', [...imports])
    .where('verdict', '=', 'conflict')
    .where('state', '=', 'left')
    .groupBy('import_id')
    .execute()
  return new Map(rows.map(({ import_id, files }) => [import_id, files]))
}

/** Pages whose files an import finds gone, and no import of the tree before it. */
export async function goneFirst(tx: Tx, importId: string, tree: string): Promise<string[]> {
  const { rows } = await sql<{ page_id: string }>`select distinct page_id from handbook.import_file
    where import_id = ${importId} and verdict = 'gone' and page_id is not null and page_id not in (
      select f.page_id from handbook.import_file f join handbook.import i on i.id = f.import_id
      where i.tree = ${tree} and i.id <> ${importId} and i.state = 'applied' and f.verdict = 'gone' and f.page_id is not null)
    order by page_id limit 1000`.execute(tx)
  return rows.map(({ page_id }) => page_id)
}
