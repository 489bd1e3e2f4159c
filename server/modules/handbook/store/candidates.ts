import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { fitVersion } from '../../../kernel/edits.ts'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { candidatesList } from '../contract.ts'
import type { CandidateTable, QuestionTable } from '../tables-mining.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** Who may see what a candidate is made of: everybody who looks at candidates, or those who read the channels alone. */
function open({ person, groups }: Looks): RawBuilder<SqlBool> {
  return sql<SqlBool>`(candidate.readers is null or candidate.readers && ${[person, ...groups]}::text[])`
}

export type CandidateLine = CandidateTable & { best_title: string | null; page_title: string | null; rank: number }

const rankAt = (now: Date) => sql<number>`(candidate.items * ln(1 + candidate.askers) / ln(2)
  * power(0.5, greatest(0, extract(epoch from ${now}::timestamptz - candidate.last_at) / 86400) / 60))::float8`

function lines(tx: Tx, looks: Looks, now: Date) {
  return tables(tx)
    .selectFrom('candidate')
    .leftJoin('page as best', (on) => on.onRef('best.id', '=', 'candidate.best_page').on(seenBy(looks, 'best')))
    .leftJoin('page as own', (on) => on.onRef('own.id', '=', 'candidate.page_id').on(seenBy(looks, 'own')))
    .selectAll('candidate')
    .select(['best.title as best_title', 'own.title as page_title', rankAt(now).as('rank')])
    .where(open(looks))
}

export async function listCandidates(
  tx: Tx,
  { asking, looks, now }: { asking: Asking; looks: Looks; now: Date },
  asked: Asked,
): Promise<Page<CandidateLine>> {
  const by: Expressed<typeof candidatesList.list> = {
    title: sql`lower(candidate.title)`,
    state: sql`candidate.state`,
    rank: sql`round((${rankAt(now)})::numeric, 1)`,
    items: sql`candidate.items`,
    askers: sql`candidate.askers`,
    answers: sql`candidate.answers`,
    cover: sql`candidate.best_cover`,
    best: sql`lower(best.title)`,
    last: sql`candidate.last_at`,
    held: sql`(candidate.held_by is not null)`,
    raised: sql`candidate.raised_day`,
  }
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(candidate.title || ' ' || coalesce(candidate.alias, ''))`, words, nearness),
    holds(sql<string>`kernel.fold(coalesce(best.title, ''))`, words, nearness),
  ]
  const rows = lines(tx, looks, now) as never
  return askList<typeof candidatesList.list, CandidateLine>(
    tx,
    { list: candidatesList.list, asking, rows, id: 'candidate.id', by, search },
    asked,
  )
}

/** Refuses `candidate.unknown`, also for one whose channels the asker does not read. */
export async function getCandidate(tx: Tx, id: string, looks: Looks, now: Date): Promise<CandidateLine> {
  const row = await lines(tx, looks, now).where('candidate.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'candidate.unknown', 'There is no such candidate.')
  return row
}

/** The same, locked. Refuses `edit.stale` where another version stands. */
export async function takeCandidate(
  tx: Tx,
  id: string,
  looks: Looks,
  { now, version }: { now: Date; version: number | undefined },
): Promise<CandidateLine> {
  await tables(tx).selectFrom('candidate').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const row = await getCandidate(tx, id, looks, now)
  fitVersion(version, row.version)
  return row
}

type Judged = Pick<
  CandidateTable,
  'state' | 'accepted_as' | 'page_id' | 'alias' | 'reason' | 'judged_by' | 'judged_by_name' | 'judged_at' | 'items_then' | 'version'
>

export async function judgeCandidate(tx: Tx, id: string, change: Partial<Judged>): Promise<void> {
  await tables(tx).updateTable('candidate').set(change).where('id', '=', id).execute()
}

/** What a candidate is made of, the newest first: what has other readers by now than it is none of it, also before the next look at all of them. */
export async function evidenceOf(tx: Tx, candidate: string, limit: number): Promise<QuestionTable[]> {
  return (
    tables(tx)
      .selectFrom('question')
      .innerJoin('candidate', 'candidate.id', 'question.candidate_id')
      .selectAll('question')
      .where('question.candidate_id', '=', candidate)
      .where(sql<SqlBool>`question.readers is not distinct from candidate.readers`)
      // what was said of a page that some may not open any more is for those who may
      .where(
        sql<SqlBool>`(question.source <> 'flag' or exists (select from handbook.flag f join handbook.page p on p.id = f.page_id
        where f.id::text = question.ref and p.audience <> 'restricted'))`,
      )
      .orderBy('question.at', 'desc')
      .orderBy('question.id', 'desc')
      .limit(limit)
      .execute()
  )
}

/** Other names of pages, as candidates were said to be them. */
export async function candidateAliases(tx: Tx, pages: readonly string[]): Promise<{ page_id: string | null; words: string }[]> {
  return tables(tx)
    .selectFrom('candidate')
    .select(['page_id', sql<string>`coalesce(alias, '')`.as('words')])
    .where('accepted_as', '=', 'alias')
    .where('readers', 'is', null)
    .where('page_id', 'in', [...pages])
    .orderBy('alias')
    .limit(5000)
    .execute()
}
