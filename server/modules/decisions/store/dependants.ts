import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { ActionTable, CarriedTable, DecisionTable, EffectTable } from '../tables.ts'
import { type Reader, seenBy } from './decisions.ts'
import { tables } from './tables.ts'

/** A decision that is open, or was accepted and has not ended: what it says of another still counts. */
function counts(day: Day): RawBuilder<SqlBool> {
  return sql<SqlBool>`(decision.state in ('collecting', 'ready') or (decision.outcome in ('accept', 'accept_changed')
    and decision.state <> 'withdrawn' and (decision.ended_on is null or decision.ended_on > ${day}::date)))`
}

const most = 20_000

/** What is about another decision, as a thing of its text of now. */
export async function citesAsSubject(tx: Tx, day: Day): Promise<{ from: string; to: string }[]> {
  return tables(tx)
    .selectFrom('subject')
    .innerJoin('decision', 'decision.id', 'subject.decision_id')
    .select(['decision.id as from', 'subject.subject_id as to'])
    .where('subject.room', '=', 'decisions')
    .where('subject.kind', '=', 'decision')
    .where(counts(day))
    .where(sql<SqlBool>`decision.supersedes::text is distinct from subject.subject_id`)
    .orderBy('decision.id')
    .limit(most)
    .execute()
}

/** What names another by its number, in its text of now or in what was decided. What would take another's place does not stand on it. */
export async function textsThatCite(tx: Tx, day: Day): Promise<{ id: string; supersedes: string | null; words: string }[]> {
  const words = sql<string>`concat_ws(' ', text.issue, text.proposal, decision.outcome_text, decision.rationale)`
  return tables(tx)
    .selectFrom('decision')
    .innerJoin('text', (join) => join.onRef('text.decision_id', '=', 'decision.id').onRef('text.no', '=', 'decision.text_no'))
    .select(['decision.id', 'decision.supersedes', words.as('words')])
    .where(counts(day))
    .where(sql<SqlBool>`${words} like '%DEC-%'`)
    .orderBy('decision.id')
    .limit(most)
    .execute()
}

export async function idsOfNumbers(tx: Tx, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('decision')
    .select(['id', 'number'])
    .where('number', 'in', [...numbers])
    .limit(most)
    .execute()
  return new Map(rows.map(({ id, number }) => [number, id]))
}

/** Decisions of a list, and whether the reader may see each. */
export async function decisionsSeen(tx: Tx, ids: readonly string[], reader: Reader): Promise<(DecisionTable & { seen: boolean })[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('decision')
    .selectAll('decision')
    .select(sql<boolean>`${seenBy(reader)}`.as('seen'))
    .where('id', 'in', [...ids])
    .limit(most)
    .execute()
}

/** What decisions change for machines today or later. */
export async function effectsFor(tx: Tx, ids: readonly string[], day: Day): Promise<EffectTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('effect')
    .selectAll()
    .where('decision_id', 'in', [...ids])
    .where((where) => where.or([where('until_day', 'is', null), where('until_day', '>=', day)]))
    .orderBy('id')
    .limit(most)
    .execute()
}

export async function openActionsFor(tx: Tx, ids: readonly string[]): Promise<ActionTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('action')
    .selectAll()
    .where('origin_kind', '=', 'decision')
    .where('origin_id', 'in', [...ids])
    .where('state', '=', 'open')
    .orderBy('id')
    .limit(most)
    .execute()
}

/** Agreements that were carried from sign-offs to other texts. */
export async function carriedFrom(tx: Tx, ids: readonly string[]): Promise<CarriedTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .selectFrom('carried')
    .selectAll()
    .where('decision_id', 'in', [...ids])
    .orderBy('id')
    .limit(most)
    .execute()
}
