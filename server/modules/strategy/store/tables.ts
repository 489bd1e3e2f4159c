import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { StrategyTables } from '../tables.ts'

/** The room's own tables in a transaction. */
export function tables(tx: Tx) {
  return tablesOf<StrategyTables>(tx, 'strategy')
}
