import type { Tx } from '../../../kernel/database.ts'
import type { ApprovalTable } from '../tables.ts'
import { tables } from './rows.ts'

/** What was said of deals before the ledger kept it, oldest first; locked, so that two houses that open at once enter it once. */
export async function takeApprovals(tx: Tx): Promise<ApprovalTable[]> {
  return tables(tx).selectFrom('approval').selectAll().orderBy('at').orderBy('role').limit(100_000).forUpdate().execute()
}

export async function dropApprovals(tx: Tx): Promise<void> {
  await tables(tx).deleteFrom('approval').execute()
}
