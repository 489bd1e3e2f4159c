import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { CadenceTables } from '../tables.ts'

export const tables = (tx: Tx) => tablesOf<CadenceTables>(tx, 'cadence')
