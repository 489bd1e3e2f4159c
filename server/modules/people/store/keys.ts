import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Scope } from '../../../kernel/context.ts'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { KeyTable } from '../tables.ts'
import { people } from './tables.ts'

export type KeyRow = Selectable<KeyTable> & {
  owner_name: string
  owner_kind: 'employee' | 'contractor' | 'service'
  maker_name: string | null
  shut: boolean
}
/** A key of a program, with who answers for that one. */
export type KnownKey = Pick<KeyRow, 'id' | 'name' | 'person_id' | 'created_at'> & { program: string; answers_id: string | null }

/** Keys that a person answers for and that end before an instant, of those that open something; at most 100. */
export async function endingKeys(tx: Tx, personId: string, now: Date, before: Date): Promise<KeyRow[]> {
  const open = withOwner(tx).where(answeredBy(personId)).where(opens(now)).where('api_key.expires_at', '<', before)
  return open.orderBy('api_key.id', 'desc').limit(100).execute()
}

/** Keys of programs that open something and whose secret somebody may have at hand; at most 500. */
export async function findKnownKeys(tx: Tx, personId: string, now: Date): Promise<KnownKey[]> {
  return people(tx)
    .selectFrom('api_key')
    .innerJoin('person', 'person.id', 'api_key.person_id')
    .select(['api_key.id', 'api_key.name', 'api_key.person_id', 'api_key.created_at'])
    .select(['person.name as program', 'person.owner_id as answers_id'])
    .where(knownTo(personId))
    .where(opens(now))
    .orderBy('api_key.id')
    .limit(500)
    .execute()
}

export async function findKeyByHash(tx: Tx, secretHash: string): Promise<KeyRow | undefined> {
  return withOwner(tx).where('api_key.secret_hash', '=', secretHash).executeTakeFirst()
}

export async function findKey(tx: Tx, id: string): Promise<KeyRow | undefined> {
  return withOwner(tx).where('api_key.id', '=', id).executeTakeFirst()
}

export async function getKey(tx: Tx, id: string, personId?: string): Promise<KeyRow> {
  let query = withOwner(tx).where('api_key.id', '=', id)
  if (personId) query = query.where(answeredBy(personId))
  const row = await query.executeTakeFirst()
  if (!row) throw new Refusal('missing', 'api_key.unknown', 'There is no such key.')
  return row
}

/** Locks the key until the transaction ends. */
export async function takeKey(tx: Tx, id: string): Promise<KeyRow> {
  await people(tx).selectFrom('api_key').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getKey(tx, id)
}

export async function addKey(tx: Tx, row: Insertable<KeyTable>): Promise<void> {
  await people(tx).insertInto('api_key').values(row).execute()
}

export async function revokeKeys(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await people(tx)
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('id', 'in', [...ids])
    .where('revoked_at', 'is', null)
    .execute()
}

export async function revokeKeysOf(tx: Tx, personId: string, at: Date): Promise<void> {
  await people(tx)
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function stampKey(tx: Tx, id: string, stamp: Updateable<KeyTable>): Promise<void> {
  await people(tx).updateTable('api_key').set(stamp).where('id', '=', id).execute()
}

/** Rights as the table keeps them. */
export function reachesOf(rights: ReadonlyMap<string, Scope>): Record<string, Scope> {
  return Object.fromEntries(rights)
}

/** Keys with whom they act for and who made them. */
export function withOwner(tx: Tx) {
  return people(tx)
    .selectFrom('api_key')
    .innerJoin('person', 'person.id', 'api_key.person_id')
    .leftJoin('person as maker', 'maker.id', 'api_key.made_by')
    .selectAll('api_key')
    .select(['person.name as owner_name', 'person.kind as owner_kind', 'maker.name as maker_name'])
    .select(sql<boolean>`(person.left_at is not null or person.suspended_at is not null)`.as('shut'))
}

/** One's own keys and those of the programs that one answers for. */
export function answeredBy(personId: string) {
  return sql<boolean>`(api_key.person_id = ${personId} or person.owner_id = ${personId})`
}

/** Who made it was shown its secret; who answers for the program may have put it where the program reads it, while they were in. */
export function knownTo(personId: string) {
  return sql<boolean>`(person.kind = 'service' and (api_key.made_by = ${personId} or (person.owner_id = ${personId} and api_key.created_at <=
    (select coalesce(least(knower.left_at, knower.suspended_at), 'infinity') from people.person knower where knower.id = ${personId}))))`
}

/** Of keys that open something. */
export function opens(now: Date) {
  return sql<boolean>`(api_key.revoked_at is null and api_key.expires_at > ${now})`
}
