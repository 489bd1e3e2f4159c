import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Day } from '../../../kernel/period.ts'
import type { DecisionTable, ReadingTable } from '../tables.ts'
import { type Reader, seenBy } from './decisions.ts'
import { tables } from './tables.ts'

/** Accepted, stated for a later day than its own, and in force on it: an effect is looked for. */
const awaited = sql<boolean>`(decision.expected_on is not null and decision.outcome in ('accept', 'accept_changed')
  and decision.decided_day < decision.expected_on and decision.state <> 'withdrawn'
  and (decision.ended_on is null or decision.ended_on > decision.expected_on))`

/** How what was expected came out, for a row of `decision`; nothing where nothing is looked for. */
export const expectationRead = sql<'hit' | 'missed' | 'awaited' | null>`coalesce(
  (select case when r.hit then 'hit' else 'missed' end from decisions.reading r where r.decision_id = decision.id),
  case when ${awaited} then 'awaited' end)`

/** What is to be read by a day and was not, behind an id. */
export async function unreadOn(tx: Tx, day: Day, after: string | undefined, limit: number): Promise<DecisionTable[]> {
  let query = tables(tx)
    .selectFrom('decision')
    .selectAll()
    .where(awaited)
    .where('expected_on', '<=', day)
    .where(sql<boolean>`not exists (select from decisions.reading r where r.decision_id = decision.id)`)
    .orderBy('id')
    .limit(limit)
  if (after) query = query.where('id', '>', after)
  return query.execute()
}

export async function addReading(tx: Tx, row: ReadingTable): Promise<void> {
  await tables(tx).insertInto('reading').values(row).execute()
}

export async function readingOf(tx: Tx, decisionId: string): Promise<ReadingTable | undefined> {
  return tables(tx).selectFrom('reading').selectAll().where('decision_id', '=', decisionId).executeTakeFirst()
}

/** What was expected of decisions that a reader may see: type and whether it came; the newest of them. */
export async function expectations(tx: Tx, reader: Reader, limit: number) {
  return tables(tx)
    .selectFrom('decision')
    .leftJoin('reading', 'reading.decision_id', 'decision.id')
    .select(['decision.type', 'reading.hit'])
    .where((where) => where.or([where('reading.hit', 'is not', null), awaited]))
    .where(seenBy(reader))
    .orderBy('decision.expected_on', 'desc')
    .orderBy('decision.id', 'desc')
    .limit(limit)
    .execute()
}
