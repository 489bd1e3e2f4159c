import { newest, onward } from '../../../kernel/keyset.ts'
import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { SessionTable, UsedCodeTable } from '../tables.ts'
import { people } from './tables.ts'

type SessionRow = Selectable<SessionTable> & { name: string }

export async function findSessionByHash(tx: Tx, tokenHash: string): Promise<(SessionRow & { left_at: Date | null }) | undefined> {
  return people(tx)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .selectAll('session')
    .select(['person.name', 'person.left_at'])
    .where('session.token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function findSession(tx: Tx, id: string): Promise<Selectable<SessionTable> | undefined> {
  return people(tx).selectFrom('session').selectAll().where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
}

/** Open sessions, newest first; of one person or of everybody. */
export async function listSessions(
  tx: Tx,
  filter: { personId?: string | undefined; now: Date; cursor?: string | undefined; limit: number },
): Promise<SessionRow[]> {
  let query = people(tx)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .selectAll('session')
    .select('person.name')
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', filter.now)
  if (filter.personId) query = query.where('session.person_id', '=', filter.personId)
  return onward(query, newest('session.id'), filter).execute()
}

export async function refreshSession(tx: Tx, id: string, expiresAt: Date, now: Date): Promise<void> {
  await people(tx).updateTable('session').set({ expires_at: expiresAt, updated_at: now }).where('id', '=', id).execute()
}

export async function endSession(tx: Tx, id: string, at: Date): Promise<void> {
  await people(tx).updateTable('session').set({ ended_at: at }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

export async function saveProof(tx: Tx, id: string, at: Date): Promise<void> {
  await people(tx).updateTable('session').set({ proved_at: at }).where('id', '=', id).execute()
}

/** Ends every open session of a person but one. */
export async function endSessionsOf(tx: Tx, personId: string, at: Date, butSession?: string): Promise<void> {
  let query = people(tx).updateTable('session').set({ ended_at: at }).where('person_id', '=', personId).where('ended_at', 'is', null)
  if (butSession) query = query.where('id', '<>', butSession)
  await query.execute()
}

/**
 * Wrong tries under a subject since an instant, and the last of them. Tries under one subject wait for each other, so that a burst of
 * guesses at the same moment is counted one by one.
 */
export async function takeAttempts(tx: Tx, subject: string, since: Date): Promise<{ wrong: number; last: Date | undefined }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${subject}, 0))`.execute(tx)
  const row = await people(tx)
    .selectFrom('attempt')
    .select(({ fn }) => [fn.countAll<bigint>().as('wrong'), fn.max('at').as('last')])
    .where('subject', '=', subject)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return { wrong: Number(row.wrong), last: row.last ?? undefined }
}

/** Has the person been signed in from this place with this browser before? */
export async function isKnownDevice(tx: Tx, personId: string, device: { address: string; agent: string }): Promise<boolean> {
  const known = people(tx).selectFrom('session').select('id').where('person_id', '=', personId)
  const row = await known.where('address', '=', device.address).where('agent', '=', device.agent).limit(1).executeTakeFirst()
  return row !== undefined
}

export async function addAttempts(tx: Tx, subjects: readonly string[], at: Date): Promise<void> {
  await people(tx)
    .insertInto('attempt')
    .values(subjects.map((subject) => ({ id: newId(), subject, at })))
    .execute()
}

export async function forgetAttempts(tx: Tx, subject: string): Promise<void> {
  await people(tx).deleteFrom('attempt').where('subject', '=', subject).execute()
}

/** Keeps a code that was taken; false when it was taken before. A code fits for a minute and a half, so older rows say nothing. */
export async function addUsedCode(tx: Tx, row: UsedCodeTable): Promise<boolean> {
  await people(tx)
    .deleteFrom('used_code')
    .where('person_id', '=', row.person_id)
    .where('at', '<', new Date(row.at.getTime() - 10 * 60_000))
    .execute()
  const added = await people(tx)
    .insertInto('used_code')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return Number(added.numInsertedOrUpdatedRows) > 0
}

/** Rows that no rule looks at any more: tries and codes of yesterday, sessions that ended half a year ago. */
export async function forgetOld(tx: Tx, now: Date): Promise<void> {
  await people(tx)
    .deleteFrom('attempt')
    .where('at', '<', new Date(now.getTime() - 86_400_000))
    .execute()
  await people(tx)
    .deleteFrom('session')
    .where('expires_at', '<', new Date(now.getTime() - 180 * 86_400_000))
    .execute()
  // challenges of second steps, which the sign-in library keeps
  await sql`delete from people.verification where expires_at < ${new Date(now.getTime() - 86_400_000)}`.execute(tx)
}
