import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { PeopleTables } from '../tables.ts'

export function people(tx: Tx) {
  return tablesOf<PeopleTables>(tx, 'people')
}
