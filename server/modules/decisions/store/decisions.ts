import { type RawBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { DecisionTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Who looks: whoever may not see what is for the few sees where they take part, are told, or were stood in for. */
export type Reader = { person: string; all: boolean }

/** What a reader may see, for a row of `decision`. */
export function seenBy({ person, all }: Reader): RawBuilder<SqlBool> {
  if (all) return sql<SqlBool>`true`
  return sql<SqlBool>`(decision.audience <> 'restricted' or decision.opened_by = ${person} or decision.decided_for = ${person}::uuid
    or exists (select from decisions.party p where p.decision_id = decision.id and p.members @> array[${person}]::uuid[])
    or exists (select from decisions.informed i where i.decision_id = decision.id and i.person_id = ${person}::uuid))`
}

/** A thing that it is about stands in another version now. */
export const stale = sql<SqlBool>`exists (select from decisions.subject s join decisions.subject_version v using (room, kind, subject_id)
  where s.decision_id = decision.id and s.version_hash is not null and v.hash <> s.version_hash)`

/** Which of several are stale. */
export async function staleAmong(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tables(tx)
    .selectFrom('decision')
    .select('id')
    .where('id', 'in', [...ids])
    .where(stale)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** By id or number, if the reader may see it. */
export async function findDecision(tx: Tx, sign: string, reader: Reader): Promise<DecisionTable | undefined> {
  return tables(tx)
    .selectFrom('decision')
    .selectAll()
    .where(isId(sign) ? 'id' : 'number', '=', sign)
    .where(seenBy(reader))
    .executeTakeFirst()
}

/** Refuses `decision.unknown`, also for what the reader may not see. */
export async function getDecision(tx: Tx, sign: string, reader: Reader): Promise<DecisionTable> {
  const row = await findDecision(tx, sign, reader)
  if (!row) throw new Refusal('missing', 'decision.unknown', 'There is no such decision.')
  return row
}

/** The same, locked: acts on one decision follow one another. */
export async function takeDecision(tx: Tx, id: string, reader: Reader): Promise<DecisionTable> {
  await sendAhead(tx, tables(tx).selectFrom('decision').select('id').where('id', '=', id).forUpdate())
  return getDecision(tx, id, reader)
}

export async function addDecision(tx: Tx, row: DecisionTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('decision').values(row))
}

export async function saveDecision(tx: Tx, id: string, change: Updateable<DecisionTable>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('decision').set(change).where('id', '=', id))
}

/** Open ones, for the daily look; oldest first, behind an id. */
export async function openDecisions(tx: Tx, after: string | undefined, limit: number): Promise<DecisionTable[]> {
  let query = tables(tx).selectFrom('decision').selectAll().where('state', 'in', ['collecting', 'ready']).orderBy('id').limit(limit)
  if (after) query = query.where('id', '>', after)
  return query.execute()
}

type Known = Pick<DecisionTable, 'id' | 'number' | 'issue' | 'state' | 'outcome' | 'decided_day' | 'ended_on'> & { proposal: string }

/** Decided ones that a reader may see, newest first, with what was proposed. */
export async function decidedTexts(tx: Tx, reader: Reader, limit: number): Promise<Known[]> {
  return (
    tables(tx)
      .selectFrom('decision')
      .innerJoin('text', (join) => join.onRef('text.decision_id', '=', 'decision.id').onRef('text.no', '=', 'decision.text_no'))
      .select(['decision.id', 'number', 'decision.issue', 'state', 'outcome', 'decided_day', 'ended_on', 'text.proposal'])
      .where('decided_day', 'is not', null)
      // a sign-off agrees to one version of a thing: the next one is no second decision of the same matter
      .where('decision.kind', '=', 'decision')
      .where(seenBy(reader))
      .orderBy('decision.opened_at', 'desc')
      .orderBy('decision.id', 'desc')
      .limit(limit)
      .execute()
  )
}

/** Number and question of some, by id. */
export async function namesOfDecisions(tx: Tx, ids: readonly string[], reader: Reader) {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('decision')
    .select(['id', 'number', 'issue', 'supersedes', 'state'])
    .where((where) => where.or([where('id', 'in', [...ids]), where('supersedes', 'in', [...ids])]))
    .where(seenBy(reader))
    .orderBy('opened_at')
    .limit(1000)
    .execute()
}

export function isId(sign: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(sign)
}
