import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { PageTable } from '../tables.ts'
import type { AttachmentTable } from '../tables-trees.ts'
import { tables } from './tables.ts'

/** Of one page. */
const mostFiles = 1000

/** Files of a page as its text of this number has them: of each name the newest one that was there by then. */
export async function attachmentsOf(tx: Tx, page: string, no: number): Promise<AttachmentTable[]> {
  return tables(tx)
    .selectFrom('attachment')
    .selectAll()
    .distinctOn('called')
    .where('page_id', '=', page)
    .where('no', '<=', no)
    .orderBy('called')
    .orderBy('no', 'desc')
    .limit(mostFiles)
    .execute()
}

/** The same of several pages as their texts are now. */
export async function attachmentsOfPages(tx: Tx, pages: readonly string[]): Promise<AttachmentTable[]> {
  return tables(tx)
    .selectFrom('attachment')
    .selectAll()
    .distinctOn(['page_id', 'called'])
    .where('page_id', '=', sql<string>`any(${[...pages]}::uuid[])`)
    .orderBy('page_id')
    .orderBy('called')
    .orderBy('no', 'desc')
    .limit(50_000)
    .execute()
}

export async function saveAttachment(tx: Tx, row: AttachmentTable): Promise<void> {
  await tables(tx)
    .insertInto('attachment')
    .values(row)
    .onConflict((same) => same.columns(['page_id', 'called', 'no']).doUpdateSet({ ...row }))
    .execute()
}

/** Pages for everyone that have a file with these bytes, with their texts of now. */
export async function publicUsers(tx: Tx, hash: string): Promise<(Pick<PageTable, 'id' | 'path' | 'no'> & { source: string })[]> {
  return tables(tx)
    .selectFrom('page')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .select(['page.id', 'page.path', 'page.no', 'text.source'])
    .where('page.id', 'in', (rows) => rows.selectFrom('attachment').select('page_id').where('sha256', '=', hash))
    .where('page.audience', '=', 'public')
    .where('page.draft', '=', false)
    .orderBy('page.id')
    .limit(50)
    .execute()
}

type TreeBytes = { file: string; sha256: string }

/** Files of a tree as an import brings them, else as they lie there: their hashes. */
export async function filesOfTree(tx: Tx, of: { import: string; tree: string }, files: readonly string[]): Promise<TreeBytes[]> {
  const { rows } = await sql<TreeBytes>`select distinct on (file) file, sha256 from (
      select file, encode(sha256(bytes), 'hex') as sha256, 1 as first from handbook.import_file
      where import_id = ${of.import} and file = any(${[...files]}::text[]) and bytes is not null
      union all select file, sha256, 2 from handbook.tree_file where tree = ${of.tree} and file = any(${[...files]}::text[])) as held
    order by file, first`.execute(tx)
  return rows
}

/** The same with their bytes. */
export async function bytesOfTree(
  tx: Tx,
  of: { import: string; tree: string },
  files: readonly string[],
): Promise<{ file: string; bytes: Buffer }[]> {
  const { rows } = await sql<{ file: string; bytes: Buffer }>`select distinct on (file) file, bytes from (
      select file, bytes, 1 as first from handbook.import_file
      where import_id = ${of.import} and file = any(${[...files]}::text[]) and bytes is not null
      union all select file, bytes, 2 from handbook.tree_file where tree = ${of.tree} and file = any(${[...files]}::text[])) as held
    order by file, first`.execute(tx)
  return rows
}
