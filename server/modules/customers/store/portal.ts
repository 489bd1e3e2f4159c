import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { CodeTable, PortalSessionTable } from '../tables.ts'
import { customers } from './tables.ts'

/** The codes of a contact that still live, locked, newest first: guesses at the same moment are counted one by one. */
export async function takeCodes(tx: Tx, contactId: string, now: Date): Promise<Selectable<CodeTable>[]> {
  const live = customers(tx).selectFrom('portal_code').selectAll().where('contact_id', '=', contactId).where('ended_at', 'is', null)
  return live.where('expires_at', '>', now).orderBy('id', 'desc').limit(100).forUpdate().execute()
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

export async function addCode(tx: Tx, row: Insertable<CodeTable>): Promise<void> {
  await customers(tx).insertInto('portal_code').values(row).execute()
}

/** Whoever asks while enough letters are out may use them like those who asked first. */
export async function joinAskers(tx: Tx, asker: { contactId: string; source: string; most: number; now: Date }): Promise<void> {
  await sql`update customers.portal_code set askers = array_append(askers, ${asker.source})
    where contact_id = ${asker.contactId} and ended_at is null and expires_at > ${asker.now}
      and not ${asker.source} = any(askers) and cardinality(askers) < ${asker.most}`.execute(tx)
}

/** A wrong guess counts against those who asked, or against all strangers together. */
export async function countWrong(tx: Tx, ids: readonly string[], source: string): Promise<void> {
  if (ids.length === 0) return
  await sql`update customers.portal_code set
      tries = tries + (case when ${source} = any(askers) then 1 else 0 end),
      stray_tries = stray_tries + (case when ${source} = any(askers) then 0 else 1 end)
    where id = any(${[...ids]}::uuid[])`.execute(tx)
}

export async function endCodesOf(tx: Tx, contactId: string, at: Date): Promise<void> {
  await customers(tx)
    .updateTable('portal_code')
    .set({ ended_at: at })
    .where('contact_id', '=', contactId)
    .where('ended_at', 'is', null)
    .execute()
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
