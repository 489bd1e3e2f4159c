import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { InvitationTable, ResetTable } from '../tables.ts'
import { people } from './tables.ts'

export type InvitationRow = Selectable<InvitationTable>

export async function getInvitation(tx: Tx, id: string): Promise<InvitationRow> {
  const row = await people(tx).selectFrom('invitation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'invitation.unknown', 'There is no such invitation.')
  return row
}

/** The invitation behind a link, locked: a link works once. */
export async function takeInvitationByHash(tx: Tx, tokenHash: string): Promise<InvitationRow | undefined> {
  return people(tx).selectFrom('invitation').selectAll().where('token_hash', '=', tokenHash).forUpdate().executeTakeFirst()
}

export async function addInvitation(tx: Tx, row: Insertable<InvitationTable>): Promise<InvitationRow> {
  return people(tx).insertInto('invitation').values(row).returningAll().executeTakeFirstOrThrow()
}

export async function saveInvitation(tx: Tx, id: string, change: Updateable<InvitationTable>): Promise<InvitationRow> {
  return people(tx).updateTable('invitation').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()
}

/** Takes back what is still open for an address, so that the new link is the only one. */
export async function revokeInvitationsTo(tx: Tx, email: string, at: Date): Promise<void> {
  await people(tx)
    .updateTable('invitation')
    .set({ revoked_at: at })
    .where('email', '=', email)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Links that were mailed to a person since an instant. Those who ask at the same moment wait for each other. */
export async function countResets(tx: Tx, personId: string, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reset:${personId}`}, 0))`.execute(tx)
  const row = await people(tx)
    .selectFrom('password_reset')
    .select(({ fn }) => fn.countAll<bigint>().as('letters'))
    .where('person_id', '=', personId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.letters)
}

export async function addReset(tx: Tx, row: Insertable<ResetTable>): Promise<void> {
  await people(tx)
    .updateTable('password_reset')
    .set({ used_at: row.created_at })
    .where('person_id', '=', row.person_id)
    .where('used_at', 'is', null)
    .execute()
  await people(tx).insertInto('password_reset').values(row).execute()
}

export async function takeResetByHash(tx: Tx, tokenHash: string): Promise<Selectable<ResetTable> | undefined> {
  return people(tx).selectFrom('password_reset').selectAll().where('token_hash', '=', tokenHash).forUpdate().executeTakeFirst()
}

export async function addPassword(tx: Tx, given: { personId: string; hash: string; at: Date }): Promise<void> {
  await people(tx)
    .insertInto('credential')
    .values({
      id: newId(),
      person_id: given.personId,
      provider: 'credential',
      provider_account: given.personId,
      password: given.hash,
      created_at: given.at,
      updated_at: given.at,
    })
    .execute()
}

export async function findPasswordHash(tx: Tx, personId: string): Promise<string | undefined> {
  const own = people(tx).selectFrom('credential').select('password').where('person_id', '=', personId)
  return (await own.where('provider', '=', 'credential').executeTakeFirst())?.password ?? undefined
}

/** Ends what a person could still prove themselves with by mail or half-way through a sign-in. */
export async function endLinksOf(tx: Tx, personId: string, at: Date): Promise<void> {
  await people(tx)
    .updateTable('password_reset')
    .set({ used_at: at })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute()
  // challenges of second steps, which the sign-in library keeps under the person's id
  await sql`delete from people.verification where value = ${personId} or value like ${`%"${personId}"%`}`.execute(tx)
}

export async function savePasswordHash(tx: Tx, personId: string, hash: string | null, at: Date): Promise<void> {
  await people(tx)
    .updateTable('credential')
    .set({ password: hash, updated_at: at })
    .where('person_id', '=', personId)
    .where('provider', '=', 'credential')
    .execute()
}
