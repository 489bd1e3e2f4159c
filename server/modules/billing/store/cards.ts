import { sql } from 'kysely'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { IntentTable } from '../tables.ts'
import type { WaitingDocument } from './money.ts'
import { saveRows, tables } from './rows.ts'

/** Notes whose token it is; the token itself is a bearer's word and is not kept. */
export async function saveTokenOwner(tx: Tx, token: string, owner: { accountId: string; at: Date; by: string }): Promise<void> {
  await saveRows(tx, 'card_token', [{ sha: sha256(token), account_id: owner.accountId, created_at: owner.at, created_by: owner.by }])
}

export async function findTokenOwner(tx: Tx, token: string): Promise<string | undefined> {
  const row = await tables(tx).selectFrom('card_token').select('account_id').where('sha', '=', sha256(token)).executeTakeFirst()
  return row?.account_id
}

/** One payment of a document at a time, until the transaction ends. */
export async function takeDocument(tx: Tx, id: string): Promise<void> {
  await sql`select 1 from billing.document where id = ${id} for update`.execute(tx)
}

/** The tries for documents that are not over: asked now, or declined and waiting for another card. */
export async function openIntentsOf(tx: Tx, documentIds: readonly string[]): Promise<IntentTable[]> {
  if (documentIds.length === 0) return []
  return tables(tx)
    .selectFrom('payment_intent')
    .selectAll()
    .where('document_id', 'in', [...documentIds])
    .where('state', 'in', ['processing', 'needs_method'])
    .execute()
}

/** Open invoices whose stored card was declined, oldest first, with the count of all. */
export async function declinedDocuments(tx: Tx, reach: Reach, limit: number): Promise<WaitingDocument[]> {
  const { rows } = await sql<WaitingDocument>`
    select d.id as document_id, d.number, p.legal_name, b.open_minor, d.currency, i.asked_at as at, count(*) over ()::int as total
    from billing.payment_intent i
    join billing.document d on d.id = i.document_id
    join billing.document_balance b on b.document_id = d.id
    join billing.profile p on p.id = d.profile_id
    where i.state = 'needs_method' and i.purpose = 'document' and b.open_minor > 0 and ${visibleAccounts(reach, 'd.account_id')}
    order by i.asked_at, d.id limit ${limit}`.execute(tx)
  return rows
}
