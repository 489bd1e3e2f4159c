import { json, type Tx } from '../../../kernel/database.ts'
import type { PlaybookTable } from '../tables-trees.ts'
import { tables } from './tables.ts'

export async function addPlaybook(tx: Tx, { items, ...row }: PlaybookTable): Promise<void> {
  await tables(tx)
    .insertInto('playbook')
    .values({ ...row, items: json(items) })
    .execute()
}

export async function findPlaybook(tx: Tx, page: string): Promise<PlaybookTable | undefined> {
  return tables(tx).selectFrom('playbook').selectAll().where('page_id', '=', page).executeTakeFirst()
}
