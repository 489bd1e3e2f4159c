import type { Insertable, Selectable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { CodeTable, PortalSessionTable } from '../tables.ts'
import { customers } from './tables.ts'

/** The newest code of a contact, locked: guesses at the same moment are counted one by one. */
export async function takeCode(tx: Tx, contactId: string): Promise<Selectable<CodeTable> | undefined> {
  return customers(tx)
    .selectFrom('portal_code')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

export async function countCodes(tx: Tx, contactId: string, since: Date): Promise<number> {
  const row = await customers(tx)
    .selectFrom('portal_code')
    .select(({ fn }) => fn.countAll<bigint>().as('codes'))
    .where('contact_id', '=', contactId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.codes)
}

/** Ends the contact's other codes: only the newest letter counts. */
export async function addCode(tx: Tx, row: Insertable<CodeTable>): Promise<void> {
  await customers(tx)
    .updateTable('portal_code')
    .set({ ended_at: row.created_at })
    .where('contact_id', '=', row.contact_id)
    .where('ended_at', 'is', null)
    .execute()
  await customers(tx).insertInto('portal_code').values(row).execute()
}

export async function saveCode(tx: Tx, id: string, change: { tries?: number; ended_at?: Date }): Promise<void> {
  await customers(tx).updateTable('portal_code').set(change).where('id', '=', id).execute()
}

export async function addPortalSession(tx: Tx, row: Insertable<PortalSessionTable>): Promise<void> {
  await customers(tx).insertInto('portal_session').values(row).execute()
}

export async function findPortalSession(tx: Tx, tokenHash: string) {
  return customers(tx)
    .selectFrom('portal_session')
    .innerJoin('contact', 'contact.id', 'portal_session.contact_id')
    .selectAll('portal_session')
    .select(['contact.name', 'contact.account_id', 'contact.roles', 'contact.removed_at'])
    .where('portal_session.token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function refreshPortalSession(tx: Tx, id: string, expiresAt: Date, now: Date): Promise<void> {
  await customers(tx).updateTable('portal_session').set({ expires_at: expiresAt, updated_at: now }).where('id', '=', id).execute()
}

export async function endPortalSession(tx: Tx, id: string, at: Date): Promise<void> {
  await customers(tx).updateTable('portal_session').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

export async function endPortalSessionsOf(tx: Tx, contactId: string, at: Date): Promise<void> {
  await customers(tx)
    .updateTable('portal_session')
    .set({ ended_at: at })
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is', null)
    .execute()
}

/** Codes of yesterday and sessions that ended half a year ago. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await customers(tx)
    .deleteFrom('portal_code')
    .where('expires_at', '<', new Date(now.getTime() - 86_400_000))
    .execute()
  await customers(tx)
    .deleteFrom('portal_session')
    .where('expires_at', '<', new Date(now.getTime() - 180 * 86_400_000))
    .execute()
}
