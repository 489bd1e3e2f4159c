import { sql } from 'kysely'
import { onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { type Tx, tablesOf } from '../../../kernel/database.ts'
import type { DataTables, SourceTable, WriteKeyTable } from '../tables.ts'

const tables = (tx: Tx) => tablesOf<DataTables>(tx, 'data')

export type SourceRow = SourceTable
/** What ingest must know to take an event: which source a key stands for, and until when. */
export type KnownKey = { hash: string; source: string; subject: 'server' | 'person'; state: SourceTable['state']; until: Date | null }

export const byKey: Order<{ key: string }> = { columns: [{ by: 'key', type: 'text', of: (row) => row.key }], down: false }

export async function findSources(tx: Tx, page: Onward): Promise<SourceRow[]> {
  return onward(tables(tx).selectFrom('source').selectAll(), byKey, page).execute()
}

export async function findSource(tx: Tx, key: string): Promise<SourceRow | undefined> {
  return tables(tx).selectFrom('source').selectAll().where('key', '=', key).executeTakeFirst()
}

export async function takeSource(tx: Tx, key: string): Promise<SourceRow | undefined> {
  return tables(tx).selectFrom('source').selectAll().where('key', '=', key).forUpdate().executeTakeFirst()
}

export async function saveSource(tx: Tx, row: SourceRow): Promise<void> {
  await tables(tx).insertInto('source').values(row).execute()
}

export async function saveWriteKey(tx: Tx, row: WriteKeyTable): Promise<void> {
  await tables(tx).insertInto('write_key').values(row).execute()
}

/** Gives every valid key of a source an end. */
export async function endWriteKeys(tx: Tx, source: string, until: Date): Promise<void> {
  await tables(tx)
    .updateTable('write_key')
    .set({ valid_until: until })
    .where('source', '=', source)
    .where('valid_until', 'is', null)
    .execute()
}

export async function keysOf(tx: Tx, sources: string[], now: Date): Promise<WriteKeyTable[]> {
  if (sources.length === 0) return []
  return tables(tx)
    .selectFrom('write_key')
    .selectAll()
    .where('source', 'in', sources)
    .where((when) => when.or([when('valid_until', 'is', null), when('valid_until', '>', now)]))
    .orderBy('created_at', 'desc')
    .limit(1000)
    .execute()
}

/** Every key that may send, for the cache of the ingest door. */
export async function knownKeys(tx: Tx): Promise<KnownKey[]> {
  const rows = await tables(tx)
    .selectFrom('write_key')
    .innerJoin('source', 'source.id', 'write_key.source')
    .select(['write_key.hash', 'write_key.valid_until', 'source.key', 'source.subject', 'source.state'])
    .where('source.state', 'in', ['draft', 'testing', 'on', 'paused'])
    .limit(10_000)
    .execute()
  return rows.map((row) => ({ hash: row.hash.trim(), source: row.key, subject: row.subject, state: row.state, until: row.valid_until }))
}

export async function noteLastEvents(tx: Tx, seen: ReadonlyMap<string, Date>): Promise<void> {
  if (seen.size === 0) return
  await sql`update data.source set last_event_at = seen.at, state = 'on'
    from unnest(${[...seen.keys()]}::text[], ${[...seen.values()]}::timestamptz[]) seen (key, at)
    where source.key = seen.key and (source.last_event_at is null or source.last_event_at < seen.at)`.execute(tx)
}

/** Counts requests whose key nobody knows; only the first letters of the key are kept. */
export async function addDiscards(tx: Tx, day: string, counts: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...counts].map(([key_hint, requests]) => ({ day, key_hint, requests: BigInt(requests) }))
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('discard')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['day', 'key_hint']).doUpdateSet((set) => ({
        requests: set('discard.requests', '+', set.ref('excluded.requests')),
      })),
    )
    .execute()
}

/** The source that was heard last; before any was heard, one of them. */
export async function newestSource(tx: Tx): Promise<SourceRow | undefined> {
  return tables(tx)
    .selectFrom('source')
    .selectAll()
    .orderBy('last_event_at', (order) => order.desc().nullsLast())
    .limit(1)
    .executeTakeFirst()
}
