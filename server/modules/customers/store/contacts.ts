import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ContactTable } from '../tables.ts'
import { customers } from './tables.ts'

export type ContactRow = Selectable<ContactTable>

/** The open contact with an address; whoever asks for the same address meanwhile waits, so that one address never gets two. */
export async function takeByEmail(tx: Tx, email: string): Promise<ContactRow | undefined> {
  const key = mailKey(email)
  await sendAhead(tx, sql`select pg_advisory_xact_lock(hashtextextended(${`contact:${key}`}, 0))`)
  return customers(tx).selectFrom('contact').selectAll().where('email_key', '=', key).where('removed_at', 'is', null).executeTakeFirst()
}

export async function findContact(tx: Tx, id: string): Promise<ContactRow | undefined> {
  return customers(tx).selectFrom('contact').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Locks an open contact. */
export async function takeContact(tx: Tx, id: string): Promise<ContactRow> {
  const row = await customers(tx)
    .selectFrom('contact')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'customers.contact.unknown', 'There is no such contact.')
  return row
}

/** The open contacts of an account, oldest first. */
export async function listContacts(tx: Tx, accountId: string): Promise<ContactRow[]> {
  return customers(tx)
    .selectFrom('contact')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(500)
    .execute()
}

/** The open contacts of an account, locked: two owners who leave at once must not both find the other one still there. */
export async function takeContacts(tx: Tx, accountId: string): Promise<ContactRow[]> {
  const open = customers(tx).selectFrom('contact').selectAll().where('account_id', '=', accountId).where('removed_at', 'is', null)
  return open.orderBy('id').limit(500).forUpdate().execute()
}

/** The open contacts of many accounts, oldest first; for letters, which a run writes by the hundred. */
export async function contactsOfAccounts(tx: Tx, accountIds: readonly string[]): Promise<ContactRow[]> {
  if (accountIds.length === 0) return []
  return customers(tx)
    .selectFrom('contact')
    .selectAll()
    .where('account_id', 'in', [...new Set(accountIds)])
    .where('removed_at', 'is', null)
    .orderBy('id')
    .limit(20_000)
    .execute()
}

export async function addContact(tx: Tx, row: Insertable<ContactTable>): Promise<ContactRow> {
  return customers(tx).insertInto('contact').values(row).returningAll().executeTakeFirstOrThrow()
}

export async function saveContact(tx: Tx, id: string, change: Updateable<ContactTable>): Promise<ContactRow> {
  return customers(tx)
    .updateTable('contact')
    .set({ ...change, version: sql`version + 1` as never })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}
