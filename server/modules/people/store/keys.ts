import { type Insertable, type Selectable, sql } from 'kysely'
import { newest, onward, type Onward } from '../../../kernel/keyset.ts'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { KeyTable } from '../tables.ts'
import { people } from './tables.ts'

export type KeyRow = Selectable<KeyTable> & { owner_name: string; owner_kind: 'employee' | 'contractor' | 'service'; shut: boolean }

/** Keys, newest first; those that a person answers for or everybody's. `of` names whose. */
export async function listKeys(tx: Tx, filter: Onward & { personId?: string | undefined; of?: string | undefined }): Promise<KeyRow[]> {
  let query = withOwner(tx)
  if (filter.personId) query = query.where(answeredBy(filter.personId))
  if (filter.of) query = query.where('api_key.person_id', '=', filter.of)
  return onward(query, newest('api_key.id'), filter).execute()
}

export async function findKeyByHash(tx: Tx, secretHash: string): Promise<KeyRow | undefined> {
  return withOwner(tx).where('api_key.secret_hash', '=', secretHash).executeTakeFirst()
}

export async function getKey(tx: Tx, id: string, personId?: string): Promise<KeyRow> {
  let query = withOwner(tx).where('api_key.id', '=', id)
  if (personId) query = query.where(answeredBy(personId))
  const row = await query.executeTakeFirst()
  if (!row) throw new Refusal('missing', 'api_key.unknown', 'There is no such key.')
  return row
}

export async function addKey(tx: Tx, row: Insertable<KeyTable>): Promise<void> {
  await people(tx).insertInto('api_key').values(row).execute()
}

export async function revokeKey(tx: Tx, id: string, at: Date): Promise<void> {
  await people(tx).updateTable('api_key').set({ revoked_at: at }).where('id', '=', id).where('revoked_at', 'is', null).execute()
}

export async function revokeKeysOf(tx: Tx, personId: string, at: Date): Promise<void> {
  await people(tx)
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}

export async function stampKey(tx: Tx, id: string, at: Date): Promise<void> {
  await people(tx).updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
}

function withOwner(tx: Tx) {
  return people(tx)
    .selectFrom('api_key')
    .innerJoin('person', 'person.id', 'api_key.person_id')
    .selectAll('api_key')
    .select(['person.name as owner_name', 'person.kind as owner_kind'])
    .select(sql<boolean>`(person.left_at is not null or person.suspended_at is not null)`.as('shut'))
}

/** One's own keys and those of the programs that one answers for. */
function answeredBy(personId: string) {
  return sql<boolean>`(api_key.person_id = ${personId} or person.owner_id = ${personId})`
}
