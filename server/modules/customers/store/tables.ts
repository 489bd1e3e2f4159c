import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { CustomersTables } from '../tables.ts'

export function customers(tx: Tx) {
  return tablesOf<CustomersTables>(tx, 'customers')
}
