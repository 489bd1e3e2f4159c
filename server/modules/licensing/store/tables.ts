import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { LicensingTables } from '../tables.ts'

/** The room's own tables in a transaction. */
export function tables(tx: Tx) {
  return tablesOf<LicensingTables>(tx, 'licensing')
}
