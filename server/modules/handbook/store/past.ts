import type { Tx } from '../../../kernel/database.ts'
import type { ImportPastTable } from '../tables-trees.ts'
import { tables } from './tables.ts'

/** Rows of one statement: it takes 65,535 values. */
const rowsAtOnce = 1000

export async function savePast(tx: Tx, rows: readonly ImportPastTable[]): Promise<void> {
  for (let at = 0; at < rows.length; at += rowsAtOnce)
    await tables(tx)
      .insertInto('import_past')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
}

/** Texts that a file had, the oldest first. */
export async function pastOfFile(tx: Tx, importId: string, file: string): Promise<ImportPastTable[]> {
  return tables(tx)
    .selectFrom('import_past')
    .selectAll()
    .where('import_id', '=', importId)
    .where('file', '=', file)
    .orderBy('n')
    .limit(1000)
    .execute()
}
