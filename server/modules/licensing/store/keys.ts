import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { KeyState, SigningKeyRow } from '../tables.ts'
import { tables } from './tables.ts'

export type Environment = SigningKeyRow['environment']
export type KeyInUse = SigningKeyRow & { licences: number; last_expiry: Date | null }

/** One change of the key ring at a time, until the transaction ends. */
export async function takeKeyRing(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('licensing.signing_key'))`.execute(tx)
}

export async function findActiveKey(tx: Tx, environment: Environment): Promise<SigningKeyRow | undefined> {
  return tables(tx)
    .selectFrom('signing_key')
    .selectAll()
    .where('purpose', '=', 'mattermost')
    .where('environment', '=', environment)
    .where('state', '=', 'active')
    .executeTakeFirst()
}

/** The whole key ring, newest first. A house has tens of keys in its life; the limit is a fuse. */
export async function listKeys(tx: Tx): Promise<SigningKeyRow[]> {
  return tables(tx).selectFrom('signing_key').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').limit(500).execute()
}

export async function getKey(tx: Tx, kid: string): Promise<SigningKeyRow> {
  const row = await tables(tx).selectFrom('signing_key').selectAll().where('kid', '=', kid).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'key.unknown', 'There is no signing key with this id.')
  return row
}

export async function findKeyByPublic(tx: Tx, publicSha256: string): Promise<SigningKeyRow | undefined> {
  return tables(tx).selectFrom('signing_key').selectAll().where('public_sha256', '=', publicSha256).executeTakeFirst()
}

export async function saveKey(tx: Tx, row: SigningKeyRow): Promise<void> {
  await tables(tx).insertInto('signing_key').values(row).execute()
}

export async function saveKeyState(tx: Tx, id: string, state: KeyState): Promise<void> {
  await tables(tx).updateTable('signing_key').set({ state }).where('id', '=', id).execute()
}

/** The key ring with what relies on each key, counted in an index by key. It is for the page that shows them and for nothing hot. */
export async function keysInUse(tx: Tx): Promise<KeyInUse[]> {
  const rows = await tables(tx)
    .selectFrom('signing_key as k')
    .selectAll('k')
    .select([
      sql<bigint>`(select count(*) from licensing.licence l where l.key_id = k.id)`.as('licences'),
      sql<Date | null>`(select l.expires_at from licensing.licence l where l.key_id = k.id order by l.expires_at desc limit 1)`.as(
        'last_expiry',
      ),
    ])
    .orderBy('k.created_at', 'desc')
    .orderBy('k.id', 'desc')
    .limit(500)
    .execute()
  return rows.map((row) => ({ ...row, licences: Number(row.licences) }))
}
