import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { json, type Tx } from '../../../kernel/database.ts'
import { type Reach, visible } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { AccountTable } from '../tables.ts'
import { customers } from './tables.ts'

export type AccountRow = Selectable<AccountTable>

export async function addAccount(tx: Tx, row: Insertable<AccountTable>): Promise<AccountRow> {
  return customers(tx)
    .insertInto('account')
    .values({ ...row, billing_address: row.billing_address ? json(row.billing_address) : null })
    .returningAll()
    .executeTakeFirstOrThrow()
}

async function findAccount(tx: Tx, id: string): Promise<AccountRow | undefined> {
  return customers(tx).selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function getAccount(tx: Tx, id: string): Promise<AccountRow> {
  return (await findAccount(tx, id)) ?? unknown()
}

/** By id or number, among the confirmed ones that the actor reaches: a foreign account is as unknown as none. */
export async function getReached(tx: Tx, id: string, reach: Reach): Promise<AccountRow> {
  const row = await reached(tx, reach)
    .selectAll('account')
    .where(id.startsWith('A-') ? 'account.number' : 'account.id', '=', id)
    .executeTakeFirst()
  return row ?? unknown()
}

/** Locks an account that the actor reaches. */
export async function takeReached(tx: Tx, id: string, reach: Reach): Promise<AccountRow> {
  const row = await reached(tx, reach).selectAll('account').where('account.id', '=', id).forUpdate('account').executeTakeFirst()
  return row ?? unknown()
}

export async function saveAccount(tx: Tx, id: string, change: Updateable<AccountTable>): Promise<AccountRow> {
  const address = change.billing_address
  return customers(tx)
    .updateTable('account')
    .set({ ...change, ...(address ? { billing_address: json(address) as never } : {}), version: sql`version + 1` as never })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Accounts that may be the same customer: the same company domain, or the same name but for case, accents and legal form. */
export async function findTwins(tx: Tx, key: string, domain: string | undefined): Promise<{ id: string; number: string; name: string }[]> {
  return customers(tx)
    .selectFrom('account')
    .select(['id', 'number', 'name'])
    .where('confirmed_at', 'is not', null)
    .where(({ eb, or }) => or([eb('name_key', '=', key), ...(domain ? [eb('domain', '=', domain)] : [])]))
    .orderBy('id')
    .limit(10)
    .execute()
}

/** Sign-ups that nobody confirmed within a week, with all that hangs on them. */
export async function forgetUnconfirmed(tx: Tx, before: Date): Promise<void> {
  const old = sql`select id from customers.account where confirmed_at is null and created_at < ${before}`
  const people = sql`select id from customers.contact where account_id in (${old})`
  await sql`delete from customers.portal_code where contact_id in (${people})`.execute(tx)
  await sql`delete from customers.portal_session where contact_id in (${people})`.execute(tx)
  await sql`delete from customers.contact where account_id in (${old})`.execute(tx)
  await sql`delete from customers.account where confirmed_at is null and created_at < ${before}`.execute(tx)
}

/** The confirmed accounts that an actor reaches. */
export function reached(tx: Tx, reach: Reach) {
  const confirmed = customers(tx).selectFrom('account').where('account.confirmed_at', 'is not', null)
  return reach.of === 'all' ? confirmed : confirmed.where(visible(reach, { account: 'account.id', owner: 'account.owner_id' }))
}

function unknown(): never {
  throw new Refusal('missing', 'customers.account.unknown', 'There is no such account.')
}

export async function accountsOwnedBy(tx: Tx, personId: string): Promise<{ id: string; name: string }[]> {
  return customers(tx).selectFrom('account').select(['id', 'name']).where('owner_id', '=', personId).orderBy('id').limit(10_000).execute()
}

export async function releaseOwned(tx: Tx, personId: string, by: { at: Date; who: string }): Promise<void> {
  await customers(tx)
    .updateTable('account')
    .set({ owner_id: null, updated_at: by.at, updated_by: by.who, version: sql`version + 1` as never })
    .where('owner_id', '=', personId)
    .execute()
}

/** Gives accounts on that this person, or nobody, owns; what somebody else has taken meanwhile stays. */
export async function handAccounts(
  tx: Tx,
  change: { ids: readonly string[]; from: string; to: string | null },
  by: { at: Date; who: string },
): Promise<{ id: string; name: string }[]> {
  return customers(tx)
    .updateTable('account')
    .set({ owner_id: change.to, updated_at: by.at, updated_by: by.who, version: sql`version + 1` as never })
    .where('id', 'in', [...change.ids])
    .where(({ eb, or }) => or([eb('owner_id', '=', change.from), eb('owner_id', 'is', null)]))
    .returning(['id', 'name'])
    .execute()
}
