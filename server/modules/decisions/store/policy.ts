import type { Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { PolicyTable } from '../tables.ts'
import { tables } from './tables.ts'

export async function getPolicy(tx: Tx): Promise<PolicyTable> {
  return tables(tx).selectFrom('policy').selectAll().where('id', '=', 1).executeTakeFirstOrThrow()
}

export async function takePolicy(tx: Tx): Promise<PolicyTable> {
  return tables(tx).selectFrom('policy').selectAll().where('id', '=', 1).forUpdate().executeTakeFirstOrThrow()
}

export async function savePolicy(tx: Tx, change: Updateable<PolicyTable>): Promise<void> {
  await tables(tx).updateTable('policy').set(change).where('id', '=', 1).execute()
}
