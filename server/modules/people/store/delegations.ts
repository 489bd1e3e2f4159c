import { onward, type Order } from '../../../kernel/keyset.ts'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { DelegationTable } from '../tables.ts'
import { people } from './tables.ts'

type DelegationRow = Selectable<DelegationTable>
export type NamedDelegation = DelegationRow & { from_name: string; to_name: string }

export const latestFirst: Order<{ from_day: string; id: string }> = {
  columns: [
    { by: 'd.from_day', type: 'date', of: (row) => row.from_day },
    { by: 'd.id', type: 'uuid', of: (row) => row.id },
  ],
  down: true,
}

/** Newest first, one more than `limit`; `open` holds on the day or begins later. */
export async function listDelegations(
  tx: Tx,
  filter: { person?: string | undefined; state: 'open' | 'over' | 'all'; day: Day; cursor?: string | undefined; limit: number },
): Promise<NamedDelegation[]> {
  let query = named(tx)
  const { person } = filter
  if (person) query = query.where(({ eb, or }) => or([eb('d.from_id', '=', person), eb('d.to_id', '=', person)]))
  const open = sql<boolean>`(d.until_day >= ${filter.day} and (d.ended_on is null or d.ended_on > ${filter.day}))`
  if (filter.state === 'open') query = query.where(open)
  if (filter.state === 'over') query = query.where(sql<boolean>`not ${open}`)
  return onward(query, latestFirst, filter).execute()
}

export async function getDelegation(tx: Tx, id: string): Promise<NamedDelegation> {
  const row = await named(tx).where('d.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'delegation.unknown', 'Nobody stands in for anybody by this id.')
  return row
}

/** Locks it until the transaction ends. */
export async function takeDelegation(tx: Tx, id: string): Promise<NamedDelegation> {
  await people(tx).selectFrom('delegation').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  return getDelegation(tx, id)
}

/** All of these persons that hold on the day or begin later, from them or to them; at most 500. */
export async function openDelegations(tx: Tx, personIds: readonly string[], day: Day): Promise<NamedDelegation[]> {
  const ids = [...personIds]
  return named(tx)
    .where(({ eb, or }) => or([eb('d.from_id', 'in', ids), eb('d.to_id', 'in', ids)]))
    .where('d.until_day', '>=', day)
    .where('d.ended_on', 'is', null)
    .orderBy('d.from_day')
    .limit(500)
    .execute()
}

/** Those from these persons that hold on a day, to somebody whose doors are open. */
export async function delegationsFrom(tx: Tx, fromIds: readonly string[], day: Day): Promise<NamedDelegation[]> {
  return named(tx)
    .where('d.from_id', 'in', [...fromIds])
    .where('b.suspended_at', 'is', null)
    .where('d.from_day', '<=', day)
    .where('d.until_day', '>=', day)
    .where(({ eb, or }) => or([eb('d.ended_on', 'is', null), eb('d.ended_on', '>', day)]))
    .orderBy('d.id')
    .execute()
}

export async function addDelegation(tx: Tx, row: Insertable<DelegationTable>): Promise<void> {
  await people(tx).insertInto('delegation').values(row).execute()
}

export async function endDelegation(tx: Tx, id: string, on: Day): Promise<void> {
  await people(tx).updateTable('delegation').set({ ended_on: on }).where('id', '=', id).execute()
}

/** Those whose last day is over and that nobody has closed yet. */
export async function takeElapsed(tx: Tx, day: Day): Promise<NamedDelegation[]> {
  return named(tx).where('d.ended_on', 'is', null).where('d.until_day', '<', day).orderBy('d.id').limit(500).forUpdate('d').execute()
}

function named(tx: Tx) {
  return people(tx)
    .selectFrom('delegation as d')
    .innerJoin('person as a', 'a.id', 'd.from_id')
    .innerJoin('person as b', 'b.id', 'd.to_id')
    .selectAll('d')
    .select(['a.name as from_name', 'b.name as to_name'])
}

/** Those to one person that hold on a day for one thing: in whose place they answer. */
export async function delegationsTo(tx: Tx, toId: string, day: Day): Promise<DelegationRow[]> {
  return people(tx)
    .selectFrom('delegation')
    .selectAll()
    .where('to_id', '=', toId)
    .where('from_day', '<=', day)
    .where('until_day', '>=', day)
    .where(({ eb, or }) => or([eb('ended_on', 'is', null), eb('ended_on', '>', day)]))
    .orderBy('id')
    .limit(100)
    .execute()
}
