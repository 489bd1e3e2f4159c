import { type RawBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ActionTable } from '../tables.ts'
import { isId, type Reader } from './decisions.ts'
import { tables } from './tables.ts'

/** What a reader may see, for a row of `action`. */
export function seenBy({ person, all }: Reader): RawBuilder<SqlBool> {
  return all
    ? sql<SqlBool>`true`
    : sql<SqlBool>`(action.audience <> 'restricted' or action.dri = ${person}::uuid or action.opened_by = ${person})`
}

/** Refuses `action.unknown`, also for what the reader may not see. */
export async function getAction(tx: Tx, sign: string, reader: Reader): Promise<ActionTable> {
  const row = await tables(tx)
    .selectFrom('action')
    .selectAll()
    .where(isId(sign) ? 'id' : 'number', '=', sign)
    .where(seenBy(reader))
    .executeTakeFirst()
  if (!row) throw new Refusal('missing', 'action.unknown', 'There is no such action.')
  return row
}

export async function takeAction(tx: Tx, id: string, reader: Reader): Promise<ActionTable> {
  await sendAhead(tx, tables(tx).selectFrom('action').select('id').where('id', '=', id).forUpdate())
  return getAction(tx, id, reader)
}

export async function addActions(tx: Tx, rows: readonly ActionTable[]): Promise<void> {
  if (rows.length === 0) return
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('action')
      .values(rows.map((row) => ({ ...row, origin: json(row.origin) }))),
  )
}

export async function saveAction(tx: Tx, id: string, change: Updateable<ActionTable>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('action').set(change).where('id', '=', id))
}

/** What came of one thing, oldest first. */
export async function actionsFrom(tx: Tx, kind: string, id: string): Promise<ActionTable[]> {
  return tables(tx)
    .selectFrom('action')
    .selectAll()
    .where('origin_kind', '=', kind)
    .where('origin_id', '=', id)
    .orderBy('id')
    .limit(500)
    .execute()
}

/** What came of several things of one kind, oldest first. */
export async function actionsFromAll(tx: Tx, kind: string, ids: readonly string[]): Promise<ActionTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('action')
    .selectAll()
    .where('origin_kind', '=', kind)
    .where('origin_id', 'in', [...ids])
    .orderBy('id')
    .limit(20_000)
    .execute()
}

/** Open ones of a person, at most some thousands. */
export async function openActionsOf(tx: Tx, person: string): Promise<ActionTable[]> {
  return tables(tx)
    .selectFrom('action')
    .selectAll()
    .where('dri', '=', person)
    .where('state', '=', 'open')
    .orderBy('due')
    .orderBy('id')
    .limit(2000)
    .execute()
}

/** Late ones whose person was not told since the day was last moved; locked, so that nobody is told twice. */
export async function takeLateActions(tx: Tx, today: Day, limit: number): Promise<ActionTable[]> {
  return tables(tx)
    .selectFrom('action')
    .selectAll()
    .where('state', '=', 'open')
    .where('due', '<', today)
    .where((where) => where.or([where('told_late', 'is', null), where('told_late', '<=', where.ref('due'))]))
    .orderBy('due')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

/** Their people were told on a day that they are late. */
export async function saveToldLate(tx: Tx, ids: readonly string[], day: Day): Promise<void> {
  await tables(tx)
    .updateTable('action')
    .set({ told_late: day })
    .where('id', 'in', [...ids])
    .execute()
}

/** Open ones of one person become another's; what was closed or given on meanwhile stays. */
export async function handActions(tx: Tx, ids: readonly string[], from: string, to: string): Promise<{ id: string; number: string }[]> {
  return tables(tx)
    .updateTable('action')
    .set(({ eb }) => ({ dri: to, version: eb('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .where('dri', '=', from)
    .where('state', '=', 'open')
    .returning(['id', 'number'])
    .execute()
}
