import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Day } from '../../../kernel/period.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { decisionsList } from '../contract.ts'
import type { DecisionTable } from '../tables.ts'
import { type Reader, seenBy, stale } from './decisions.ts'
import { expectationRead } from './expected.ts'
import { tables } from './tables.ts'

/** Who looks, and in whose place the reader answers today. */
type Seen = { asking: Asking; reader: Reader; away: readonly string[] }
export type ListedDecision = DecisionTable & { to_review: boolean; expectation: 'awaited' | 'hit' | 'missed' | null }

/** The ledger as a list was asked. Words are looked for in number and question. */
export async function listDecisions(tx: Tx, { asking, reader, away }: Seen, asked: Asked): Promise<Page<ListedDecision>> {
  const by = columns(asking.today, reader.person, away)
  const rows = tables(tx)
    .selectFrom('decision')
    .selectAll('decision')
    .select([toReview(asking.today).as('to_review'), expectationRead.as('expectation')])
    .where(seenBy(reader))
  const search = async (words: string, nearness: Nearness) => [holds(decisionWords, words, nearness)]
  return askList(tx, { list: decisionsList.list, asking, rows, id: 'decision.id', by, search }, asked)
}

const decisionWords = sql<string>`kernel.fold(decision.number || ' ' || decision.issue)`

function columns(today: Day, person: string, away: readonly string[]): Expressed<typeof decisionsList.list> {
  return {
    issue: sql`decision.issue`,
    number: sql`decision.number`,
    decider: { name: sql`(select lower(d.name) from people.person d where d.id = decision.decider)`, id: sql`decision.decider` },
    need_by: sql`decision.need_by`,
    state: sql`decision.state`,
    outcome: sql`decision.outcome`,
    decided_day: sql`decision.decided_day`,
    review_on: sql`decision.review_on`,
    type: sql`decision.type::text`,
    kind: sql`decision.kind`,
    opened_by: sql`decision.opened_by_name`,
    opened_day: sql`decision.opened_day`,
    late: sql`(${open} and decision.need_by < ${today}::date)`,
    stale,
    to_review: toReview(today),
    expectation: expectationRead,
    waits_for_me: sql`(${open} and (${waitsFor(person)} or ${waitsInPlace(person, away)}))`,
    audience: sql`decision.audience`,
  }
}

const open = sql<SqlBool>`decision.state in ('collecting', 'ready')`

function toReview(today: Day): RawBuilder<boolean> {
  return sql<boolean>`(decision.review_on is not null and decision.review_on <= ${today}::date and decision.reviewed_at is null
    and decision.state in ('decided', 'performing', 'done'))`
}

/** An answer under a letter is missing on the text of now, or it is ready and waits for its decider. */
function waitsFor(person: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`((decision.state = 'ready' and decision.decider = ${person}::uuid) or exists (
    select from decisions.party p where p.decision_id = decision.id and p.letter in ('A', 'I', 'P') and p.members @> array[${person}]::uuid[]
      and not (p.letter = 'A' and decision.decider = ${person}::uuid) and ${unanswered}))`
}

const unanswered = sql<SqlBool>`p.kept_no is distinct from decision.text_no and not exists (
  select from decisions.answer a join decisions.text was on was.decision_id = a.decision_id and was.no = a.text_no
    join decisions.text now on now.decision_id = a.decision_id and now.no = decision.text_no
  where a.party_id = p.id and a.round = decision.round and a.source = 'given'
    and (was.hash = now.hash or was.items @> now.items)
    and not exists (select from decisions.answer b where b.party_id = p.id and b.source = 'given' and b.id > a.id))`

/** The same for those in whose place a person answers who has no other part in it (`rules/seats.ts`) and answered for no other party. */
function waitsInPlace(person: string, away: readonly string[]): RawBuilder<SqlBool> {
  if (away.length === 0) return sql<SqlBool>`false`
  const absent = sql`${[...away]}::uuid[]`
  const beside = sql`select from decisions.answer b where b.decision_id = decision.id and b.person_id = ${person}::uuid`
  return sql<SqlBool>`(decision.opened_by <> ${person}
    and not exists (select from decisions.party q where q.decision_id = decision.id and q.members @> array[${person}]::uuid[])
    and ((decision.type = 2 and decision.state = 'ready' and decision.decider = any(${absent}) and not exists (${beside})) or exists (
      select from decisions.party p where p.decision_id = decision.id and p.letter in ('A', 'I', 'P')
        and p.members && case p.letter when 'A' then array_remove(${absent}, decision.decider) else ${absent} end and ${unanswered} and not exists (${beside} and b.party_id <> p.id))))`
}
