import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { CustomerTables } from '../tables.ts'

export function customers(tx: Tx) {
  return tablesOf<CustomerTables>(tx, 'customers')
}
