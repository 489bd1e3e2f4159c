import { json, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { CsvColumn } from '../rules/goals-csv.ts'
import type { CreatedPlan, DocumentRow, ImportRow, KeptSegment } from '../tables.ts'
import { tables } from './tables.ts'

export async function saveImport(tx: Tx, document: DocumentRow, row: ImportRow): Promise<void> {
  await tables(tx).insertInto('document').values(document).execute()
  await tables(tx)
    .insertInto('plan_import')
    .values({ ...row, segments: json(row.segments), created: json(row.created), columns: row.columns && json(row.columns) })
    .execute()
}

export async function getImport(tx: Tx, id: string): Promise<ImportRow & { name: string; bytes: Buffer; sha256: string }> {
  const row = await joined(tx, id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'import.unknown', 'There is no such import.')
  return row
}

/** Locks an import, so that it is confirmed once. */
export async function takeImport(tx: Tx, id: string): Promise<ImportRow & { name: string; bytes: Buffer; sha256: string }> {
  const row = await joined(tx, id).forUpdate('i').executeTakeFirst()
  if (!row) throw new Refusal('missing', 'import.unknown', 'There is no such import.')
  return row
}

function joined(tx: Tx, id: string) {
  return tables(tx)
    .selectFrom('plan_import as i')
    .innerJoin('document as d', 'd.id', 'i.document_id')
    .selectAll('i')
    .select(['d.name', 'd.bytes', 'd.sha256'])
    .where('i.id', '=', id)
}

export async function saveColumns(tx: Tx, id: string, columns: CsvColumn[], segments: KeptSegment[]): Promise<void> {
  await tables(tx)
    .updateTable('plan_import')
    .set({ columns: json(columns), segments: json(segments) })
    .where('id', '=', id)
    .execute()
}

export async function saveConfirmation(
  tx: Tx,
  id: string,
  segments: KeptSegment[],
  created: CreatedPlan[],
  at: Date,
  by: string,
): Promise<void> {
  await tables(tx)
    .updateTable('plan_import')
    .set({ segments: json(segments), created: json(created), confirmed_at: at, confirmed_by: by })
    .where('id', '=', id)
    .execute()
}
