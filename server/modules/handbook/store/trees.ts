import { type Insertable, type Selectable, sql } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'
import { newest, onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ImportFileTable, ImportTable, TreePageTable } from '../tables-trees.ts'
import { tables } from './tables.ts'

export type ImportRow = Selectable<ImportTable>
export type ImportFileRow = Selectable<ImportFileTable>

/** Rows of one statement: it takes 65,535 values. */
const rowsAtOnce = 1000

export async function saveImport(tx: Tx, row: Insertable<ImportTable>, files: readonly ImportFileRow[]): Promise<void> {
  await tables(tx)
    .insertInto('import')
    .values({ ...row, parts: json(storable(row.parts)) as never, contents: json(storable(row.contents)) as never })
    .execute()
  for (let at = 0; at < files.length; at += rowsAtOnce) {
    const some = files.slice(at, at + rowsAtOnce).map((file) => ({
      ...{ ...file, title: storable(file.title), says: storable(file.says) },
      ...{ notes: json(storable(file.notes)) as never, wanted: json(storable(file.wanted)) as never },
    }))
    await tables(tx).insertInto('import_file').values(some).execute()
  }
}

/** Letters that no table takes (halves of one, and the zero) become the sign for what cannot be shown: one odd name stops no tree. */
function storable<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'string' ? one.toWellFormed().replaceAll('\0', '\ufffd') : one)))
}

/** Refuses `import.unknown`. */
export async function getImport(tx: Tx, id: string, { lock = false } = {}): Promise<ImportRow> {
  const row = await tables(tx)
    .selectFrom('import')
    .selectAll()
    .where('id', '=', id)
    .$if(lock, (rows) => rows.forUpdate())
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'import.unknown', 'There is no such import.')
  return row
}

export async function changeImport(
  tx: Tx,
  id: string,
  change: Partial<Pick<ImportRow, 'state' | 'owner' | 'with_contents' | 'taken' | 'asked_kind' | 'asked_id' | 'begun_at' | 'ended_at'>>,
): Promise<void> {
  await tables(tx).updateTable('import').set(change).where('id', '=', id).execute()
}

export async function listImports(tx: Tx, asked: Onward): Promise<ImportRow[]> {
  return onward(tables(tx).selectFrom('import').selectAll(), newest(), asked).execute()
}

export type Counted = { import_id: string; verdict: ImportFileRow['verdict']; state: ImportFileRow['state']; files: number }

export async function countFiles(tx: Tx, imports: readonly string[]): Promise<Counted[]> {
  if (imports.length === 0) return []
  return tables(tx)
    .selectFrom('import_file')
    .select(['import_id', 'verdict', 'state', sql<number>`count(*)::int`.as('files')])
    .where('import_id', 'in', [...imports])
    .groupBy(['import_id', 'verdict', 'state'])
    .orderBy('verdict')
    .orderBy('state')
    .execute()
}

/** What is to be known of the texts of an import, by kind, the most frequent first. */
export async function countMarks(tx: Tx, id: string): Promise<{ code: string; text: string; files: number; example: string }[]> {
  const { rows } = await sql<{ code: string; text: string; files: number; example: string }>`
    select note ->> 'code' as code, note ->> 'text' as text, count(distinct file)::int as files, min(file || coalesce(':' || (note ->> 'line'), '')) as example
    from handbook.import_file, jsonb_array_elements(notes) as note where import_id = ${id}
    group by 1, 2 order by 3 desc, 1, 2 limit 60`.execute(tx)
  return rows
}

export const inPlace: Order<Pick<ImportFileRow, 'place'>> = {
  columns: [{ by: 'place', type: 'int', of: (row) => String(row.place) }],
  down: false,
}

const parts = { ask: ['conflict'], changed: ['update', 'move'], new: ['create'], alone: ['same', 'skip', 'gone', 'keep'] } as const

type Shown = Omit<ImportFileRow, 'source' | 'bytes' | 'encoding' | 'import_id'>

export async function filesOf(
  tx: Tx,
  id: string,
  {
    part,
    verdict,
    state,
    ...asked
  }: Onward & { part?: keyof typeof parts | undefined; verdict?: string | undefined; state?: string | undefined },
): Promise<Shown[]> {
  const rows = tables(tx)
    .selectFrom('import_file')
    .select(['place', 'file', 'kind', 'verdict', 'code', 'says', 'title', 'path', 'page_id', 'notes', 'wanted', 'state'])
    .where('import_id', '=', id)
    .$if(verdict !== undefined, (some) => some.where('verdict', '=', verdict as never))
    .$if(part !== undefined, (some) => some.where('verdict', 'in', [...parts[part ?? 'ask']]))
    .$if(state !== undefined, (some) => some.where('state', '=', state as never))
  return onward(rows, inPlace, asked).execute()
}

/** The next file of a kind that waits, locked; others that work on the same import take another. */
export async function takeFile(tx: Tx, id: string, state: 'waiting' | 'placed'): Promise<ImportFileRow | undefined> {
  return tables(tx)
    .selectFrom('import_file')
    .selectAll()
    .where('import_id', '=', id)
    .where('state', '=', state)
    .where('kind', '=', 'page')
    .orderBy('place')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

export async function saveFile(
  tx: Tx,
  row: Pick<ImportFileRow, 'import_id' | 'place'>,
  change: Partial<Pick<ImportFileRow, 'state' | 'code' | 'says' | 'page_id' | 'path'>>,
): Promise<void> {
  await tables(tx).updateTable('import_file').set(change).where('import_id', '=', row.import_id).where('place', '=', row.place).execute()
}

/** A file that cannot be done stays as it is, with the reason, unless another has done it meanwhile. */
export async function leaveFile(
  tx: Tx,
  { import_id, place }: Pick<ImportFileRow, 'import_id' | 'place'>,
  state: 'waiting' | 'placed',
  why: Pick<ImportFileRow, 'says'> & { code: string },
): Promise<void> {
  await tables(tx)
    .updateTable('import_file')
    .set({ ...why, state: 'left' })
    .where('import_id', '=', import_id)
    .where('place', '=', place)
    .where('state', '=', state)
    .execute()
}

/** Whether some page of an import is still to be placed or linked. */
export async function isUnderWay(tx: Tx, id: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('import_file')
    .select('place')
    .where('import_id', '=', id)
    .where('kind', '=', 'page')
    .where('state', 'in', ['waiting', 'placed'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Files that are no pages lie in the tree from now on; answers how many. */
export async function keepRest(tx: Tx, id: string, tree: string): Promise<void> {
  await sql`insert into handbook.tree_file (tree, file, sha256, bytes)
    select ${tree}, file, encode(sha256(bytes), 'hex'), bytes from handbook.import_file
    where import_id = ${id} and kind = 'rest' and verdict = 'keep' and bytes is not null
    on conflict (tree, file) do update set sha256 = excluded.sha256, bytes = excluded.bytes`.execute(tx)
  await sql`update handbook.import_file set state = 'done' where import_id = ${id} and kind = 'rest' and state = 'waiting'`.execute(tx)
}

/** Files that are no pages stay outside, with the reason. */
export async function leaveRest(tx: Tx, id: string, why: Pick<ImportFileRow, 'says'> & { code: string }): Promise<void> {
  await tables(tx)
    .updateTable('import_file')
    .set({ ...why, state: 'left' })
    .where('import_id', '=', id)
    .where('kind', '=', 'rest')
    .where('state', '=', 'waiting')
    .execute()
}

/** What an import held goes once it has ended: pages have their texts, and what was left is in the archive from which it came. */
export async function emptyImport(tx: Tx, id: string): Promise<void> {
  await tables(tx).updateTable('import_file').set({ source: null, bytes: null }).where('import_id', '=', id).execute()
  await tables(tx).deleteFrom('import_past').where('import_id', '=', id).execute()
}

/** The rest of a tree as it is kept, by its file. */
export async function restHashes(tx: Tx, tree: string): Promise<Map<string, string>> {
  const rows = await tables(tx).selectFrom('tree_file').select(['file', 'sha256']).where('tree', '=', tree).limit(50_000).execute()
  return new Map(rows.map(({ file, sha256 }) => [file, sha256]))
}

export async function restOfTrees(tx: Tx): Promise<{ tree: string; file: string; bytes: Buffer }[]> {
  return tables(tx).selectFrom('tree_file').select(['tree', 'file', 'bytes']).orderBy('tree').orderBy('file').limit(50_000).execute()
}

/** Where pages lie in the trees from which they came. */
export async function placesOf(tx: Tx): Promise<Map<string, TreePageTable>> {
  const rows = await tables(tx).selectFrom('tree_page').selectAll().orderBy('tree').orderBy('file').limit(50_000).execute()
  return new Map(rows.map((row) => [row.page_id, row]))
}

/** A page lies in a tree at this file from now on, and no other does. */
export async function placePage(tx: Tx, row: TreePageTable): Promise<void> {
  await tables(tx)
    .deleteFrom('tree_page')
    .where('tree', '=', row.tree)
    .where('file', '=', row.file)
    .where('page_id', '<>', row.page_id)
    .execute()
  await tables(tx)
    .insertInto('tree_page')
    .values(row)
    .onConflict((same) =>
      same.column('page_id').doUpdateSet({ tree: row.tree, file: row.file, encoding: row.encoding, no: row.no, held: row.held }),
    )
    .execute()
}

/** Addresses lead to a page from now on, those that no other page has or had. */
export async function takeFormer(tx: Tx, page: string, paths: readonly string[], at: Date): Promise<void> {
  if (paths.length === 0) return
  await tables(tx)
    .insertInto('path')
    .values(paths.map((path) => ({ path, page_id: page, kind: 'imported' as const, at })))
    .onConflict((same) => same.column('path').doNothing())
    .execute()
}

/** Which page each file of an import became. */
export async function pagesOfFiles(tx: Tx, id: string): Promise<Map<string, string>> {
  const rows = await tables(tx)
    .selectFrom('import_file')
    .select(['file', 'page_id'])
    .where('import_id', '=', id)
    .where('state', '=', 'done')
    .where('page_id', 'is not', null)
    .limit(50_000)
    .execute()
  return new Map(rows.map(({ file, page_id }) => [file, page_id ?? '']))
}

/** How many pages of a tree its contents do not list. */
export async function outsideContents(tx: Tx, id: string, listed: readonly string[]): Promise<number> {
  const row = await tables(tx)
    .selectFrom('import_file')
    .select(sql<number>`count(*)::int`.as('files'))
    .where('import_id', '=', id)
    .where('kind', '=', 'page')
    .where('verdict', '<>', 'gone')
    .where(sql<boolean>`file <> all(${listed}::text[])`)
    .executeTakeFirstOrThrow()
  return row.files
}
