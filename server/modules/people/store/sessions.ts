import { type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import type { SessionTable, UsedCodeTable } from '../tables.ts'
import { people } from './tables.ts'

export type SessionRow = Selectable<SessionTable> & { name: string }

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
  filter: { personId?: string | undefined; now: Date; before?: string | undefined; limit: number },
): Promise<SessionRow[]> {
  let query = people(tx)
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .selectAll('session')
    .select('person.name')
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', filter.now)
    .orderBy('session.id', 'desc')
    .limit(filter.limit + 1)
  if (filter.personId) query = query.where('session.person_id', '=', filter.personId)
  if (filter.before) query = query.where('session.id', '<', filter.before)
  return query.execute()
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
 * Tries of the last minutes: of this address for this e-mail, and for this e-mail from anywhere. Tries for one e-mail wait for each
 * other, so that a burst of guesses at the same moment is counted one by one.
 */
export async function takeAttempts(tx: Tx, subjects: readonly [string, string], since: Date): Promise<{ here: number; anywhere: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${subjects[1]}, 0))`.execute(tx)
  const rows = await people(tx)
    .selectFrom('attempt')
    .select(({ fn }) => ['subject', fn.countAll<bigint>().as('tries')])
    .where('subject', 'in', [...subjects])
    .where('at', '>', since)
    .groupBy('subject')
    .execute()
  const triesOf = (subject: string) => Number(rows.find((row) => row.subject === subject)?.tries ?? 0)
  return { here: triesOf(subjects[0]), anywhere: triesOf(subjects[1]) }
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
