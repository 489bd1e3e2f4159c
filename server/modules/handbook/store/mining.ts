import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { CandidateTable, QuestionTable } from '../tables-mining.ts'
import type { MissedTable, PageTable } from '../tables.ts'
import type { FlagTable } from '../following-tables.ts'
import { tables } from './tables.ts'

/** Keeps questions; one that is known by its source gets what was said to it since. Answers how many are new. */
export async function keepQuestions(tx: Tx, questions: readonly QuestionTable[]): Promise<number> {
  const rows = [...new Map(questions.map((row) => [`${row.source}\n${row.ref}`, row])).values()]
  if (rows.length === 0) return 0
  const { rows: kept } = await sql<{ fresh: boolean }>`
    insert into handbook.question as q (id, source, ref, place, import_id, at, excerpt, asker, replies, answer, solid, answerer, thanked, links, readers)
    select id, source, ref, place, import_id, at, excerpt, asker, replies, answer, solid, answerer, thanked, links, readers
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, source text, ref text, place text, import_id uuid, at timestamptz,
      excerpt text, asker text, replies int, answer text, solid boolean, answerer text, thanked boolean, links text[], readers text[])
    on conflict (source, ref) do update set place = excluded.place, at = excluded.at, excerpt = excluded.excerpt, replies = excluded.replies,
      answer = excluded.answer, solid = excluded.solid, answerer = excluded.answerer, thanked = excluded.thanked, links = excluded.links,
      readers = excluded.readers
    returning (q.xmax = 0) as fresh`.execute(tx)
  return kept.filter(({ fresh }) => fresh).length
}

/** One mining at a time: two would raise the same twice. */
export async function lockMining(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('handbook.mining', 0))`.execute(tx)
}

const mostQuestions = 50_000

/** Questions since an instant, the newest so many, in the order of time. */
export async function questionsSince(tx: Tx, since: Date): Promise<QuestionTable[]> {
  const rows = await tables(tx)
    .selectFrom('question')
    .selectAll()
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostQuestions)
    .execute()
  return rows.reverse()
}

/** Searches that found nothing, and of which nobody has said anything. */
export async function searchesOpen(tx: Tx): Promise<MissedTable[]> {
  return tables(tx).selectFrom('missed').selectAll().where('answer', 'is', null).orderBy('last_day', 'desc').limit(5000).execute()
}

/** Flags with words, on pages that all colleagues may open. */
export async function flagsWithWords(tx: Tx, since: Date): Promise<(FlagTable & Pick<PageTable, 'title'>)[]> {
  return tables(tx)
    .selectFrom('flag')
    .innerJoin('page', 'page.id', 'flag.page_id')
    .selectAll('flag')
    .select('page.title')
    .where('flag.note', 'is not', null)
    .where('flag.at', '>=', since)
    .where('page.audience', '<>', 'restricted')
    .orderBy('flag.at', 'desc')
    .limit(5000)
    .execute()
}

/** Questions of a source that are none any more: somebody has answered the search, or closed the page. */
export async function dropOthers(tx: Tx, source: QuestionTable['source'], refs: readonly string[]): Promise<void> {
  await sql`delete from handbook.question where source = ${source} and ref <> all(${[...refs]}::text[])`.execute(tx)
}

/** Questions that came from a chat: it is thrown away with what was found in it. */
export async function dropQuestionsOf(tx: Tx, chat: string): Promise<number> {
  const gone = await tables(tx).deleteFrom('question').where('import_id', '=', chat).executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Locked: what somebody says of one meanwhile would be written over. */
export async function allCandidates(tx: Tx): Promise<CandidateTable[]> {
  return tables(tx).selectFrom('candidate').selectAll().orderBy('id').limit(20_000).forUpdate().execute()
}

export async function saveCandidates(tx: Tx, rows: readonly CandidateTable[]): Promise<void> {
  if (rows.length === 0) return
  const columns = [
    'title',
    'state',
    'items',
    'askers',
    'answers',
    'linked',
    'last_at',
    'best_page',
    'best_cover',
    'held_by',
    'terms',
  ] as const
  const more = ['raised_at', 'raised_day', 'version'] as const
  await tables(tx)
    .insertInto('candidate')
    .values([...rows])
    .onConflict((same) =>
      same
        .column('id')
        .doUpdateSet(({ ref }) => Object.fromEntries([...columns, ...more].map((column) => [column, ref(`excluded.${column}`)]))),
    )
    .execute()
}

/** To which candidate each question belongs, and those that belong to none. */
export async function assignQuestions(tx: Tx, belongs: readonly { id: string; candidate: string | null }[]): Promise<void> {
  if (belongs.length === 0) return
  const [ids, candidates] = [belongs.map(({ id }) => id), belongs.map(({ candidate }) => candidate)]
  await sql`update handbook.question set candidate_id = now.candidate
    from unnest(${ids}::uuid[], ${candidates}::uuid[]) as now (id, candidate)
    where question.id = now.id and question.candidate_id is distinct from now.candidate`.execute(tx)
}

/** Of those nobody has said anything, and they are asked for no more. */
export async function dropCandidates(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .deleteFrom('candidate')
    .where('id', 'in', [...ids])
    .where('state', 'in', ['raised', 'known'])
    .execute()
}

/** Questions of before a day, with what was said to them. */
export async function dropQuestions(tx: Tx, before: Date): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from handbook.question where id in (
    select id from handbook.question where at < ${before} order by at limit 5000) returning 1) select count(*)::int as n from gone`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** Pages in force that all colleagues may open: what is covered is covered by one of them. */
export async function openPages(tx: Tx): Promise<Pick<PageTable, 'id' | 'path' | 'number'>[]> {
  return tables(tx)
    .selectFrom('page')
    .select(['id', 'path', 'number'])
    .where('retired_on', 'is', null)
    .where('audience', '<>', 'restricted')
    .orderBy('id')
    .limit(20_000)
    .execute()
}
