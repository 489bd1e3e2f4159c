import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { HandbookTables } from '../tables.ts'

export const tables = (tx: Tx) => tablesOf<HandbookTables>(tx, 'handbook')
