import { type RawBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Onward, onward, type Order } from '../../../kernel/keyset.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { foundOrNear, holds } from '../../../kernel/words.ts'
import type { State } from '../rules/outcome.ts'
import type { DecisionTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Who looks: whoever may not see what is for the few sees where they take part or are told. */
export type Reader = { person: string; all: boolean }

export const newestOpened: Order<{ id: string; opened_at: Date }> = {
  columns: [
    { by: 'decision.opened_at', type: 'timestamptz', of: (row) => row.opened_at.toISOString() },
    { by: 'decision.id', type: 'uuid', of: (row) => row.id },
  ],
  down: true,
}

/** What a reader may see, for a row of `decision`. */
function seenBy({ person, all }: Reader): RawBuilder<SqlBool> {
  if (all) return sql<SqlBool>`true`
  return sql<SqlBool>`(decision.audience <> 'restricted' or decision.opened_by = ${person}
    or exists (select from decisions.party p where p.decision_id = decision.id and p.members @> array[${person}]::uuid[])
    or exists (select from decisions.informed i where i.decision_id = decision.id and i.person_id = ${person}::uuid))`
}

type LedgerFilter = Onward & {
  reader: Reader
  today: Day
  /** in whose place the reader answers today */
  away?: readonly string[]
  search?: string | undefined
  state?: State | undefined
  view?: 'mine_to_decide' | 'waiting_for_me' | 'late' | 'stale' | 'unreviewed' | undefined
}

/** A page of the ledger, one row more than `limit`. */
export async function listDecisions(tx: Tx, filter: LedgerFilter): Promise<DecisionTable[]> {
  return foundOrNear(tx, filter.search, async (nearness) => {
    let query = tables(tx).selectFrom('decision').selectAll().where(seenBy(filter.reader))
    if (filter.search)
      query = query.where(holds(sql<string>`kernel.fold(decision.number || ' ' || decision.issue)`, filter.search, nearness))
    if (filter.state) query = query.where('decision.state', '=', filter.state)
    if (filter.view) query = query.where(viewOf(filter.view, filter))
    return onward(query, newestOpened, filter).execute()
  })
}

function viewOf(view: NonNullable<LedgerFilter['view']>, { reader, today, away = [] }: LedgerFilter): RawBuilder<SqlBool> {
  const open = sql`decision.state in ('collecting', 'ready')`
  if (view === 'mine_to_decide') return sql<SqlBool>`${open} and decision.decider = ${reader.person}::uuid`
  if (view === 'waiting_for_me') return sql<SqlBool>`${open} and (${waitsFor(reader.person)} or ${waitsInPlace(reader.person, away)})`
  if (view === 'late') return sql<SqlBool>`${open} and decision.need_by < ${today}::date`
  if (view === 'unreviewed')
    return sql<SqlBool>`decision.review_on <= ${today}::date and decision.reviewed_at is null and decision.state in ('decided', 'performing', 'done')`
  return stale
}

/** An answer under a letter is missing on the text of now, or it is ready and waits for its decider. */
function waitsFor(person: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`((decision.state = 'ready' and decision.decider = ${person}::uuid) or exists (
    select from decisions.party p where p.decision_id = decision.id and p.letter in ('A', 'I', 'P') and p.members @> array[${person}]::uuid[]
      and not (p.letter = 'A' and decision.decider = ${person}::uuid) and ${unanswered}))`
}

const unanswered = sql<SqlBool>`not exists (select from decisions.answer a
  where a.party_id = p.id and a.text_no = decision.text_no and a.round = decision.round and a.source = 'given')`

/** The same for those in whose place a person answers who has no other part in it (`rules/seats.ts`) and answered for no other party. */
function waitsInPlace(person: string, away: readonly string[]): RawBuilder<SqlBool> {
  if (away.length === 0) return sql<SqlBool>`false`
  const absent = sql`${[...away]}::uuid[]`
  const beside = sql`select from decisions.answer b where b.decision_id = decision.id and b.person_id = ${person}::uuid`
  return sql<SqlBool>`(decision.opened_by <> ${person}
    and not exists (select from decisions.party q where q.decision_id = decision.id and q.members @> array[${person}]::uuid[])
    and ((decision.type = 2 and decision.state = 'ready' and decision.decider = any(${absent}) and not exists (${beside})) or exists (
      select from decisions.party p where p.decision_id = decision.id and p.letter in ('A', 'I', 'P') and p.members && ${absent}
        and ${unanswered} and not exists (${beside} and b.party_id <> p.id))))`
}

/** A thing that it is about stands in another version now. */
const stale = sql<SqlBool>`exists (select from decisions.subject s join decisions.subject_version v using (room, kind, subject_id)
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
  await tables(tx).selectFrom('decision').select('id').where('id', '=', id).forUpdate().execute()
  return getDecision(tx, id, reader)
}

export async function addDecision(tx: Tx, row: DecisionTable): Promise<void> {
  await tables(tx).insertInto('decision').values(row).execute()
}

export async function saveDecision(tx: Tx, id: string, change: Updateable<DecisionTable>): Promise<void> {
  await tables(tx).updateTable('decision').set(change).where('id', '=', id).execute()
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
  return tables(tx)
    .selectFrom('decision')
    .innerJoin('text', (join) => join.onRef('text.decision_id', '=', 'decision.id').onRef('text.no', '=', 'decision.text_no'))
    .select(['decision.id', 'number', 'decision.issue', 'state', 'outcome', 'decided_day', 'ended_on', 'text.proposal'])
    .where('decided_day', 'is not', null)
    .where(seenBy(reader))
    .orderBy('decision.opened_at', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(limit)
    .execute()
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
