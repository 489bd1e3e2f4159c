import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Asked as ListAsked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { missedList } from '../contract.ts'
import type { AskedTable, MissedTable, PageTable } from '../tables.ts'
import { candidateAliases } from './candidates.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/**
 * Once more that a question found nothing; whether it was counted. Of those that were never asked before so many a day are kept of a tier:
 * whoever sends words that mean nothing fills nothing.
 */
export async function countMissed(
  tx: Tx,
  { words, tier, day }: Pick<MissedTable, 'words' | 'tier'> & { day: string },
  newADay: number | null,
): Promise<boolean> {
  const { rows } = await sql`insert into handbook.missed (id, words, tier, first_day, last_day, times)
    select ${newId()}::uuid, ${words}::text, ${tier}::text, ${day}::date, ${day}::date, 1
    where ${newADay}::int is null or exists (select from handbook.missed where words = ${words} and tier = ${tier})
      or (select count(*) from (select from handbook.missed where first_day = ${day}::date and last_day >= ${day}::date and tier = ${tier}
        limit ${newADay}::int) of_today) < ${newADay}::int
    on conflict (words, tier) do update set times = missed.times + 1, last_day = greatest(missed.last_day, excluded.last_day)
    returning 1`.execute(tx)
  return rows.length > 0
}

/** That the search was asked once more on a day. */
export async function countSearch(
  tx: Tx,
  { day, tier, missed }: { day: string; tier: MissedTable['tier']; missed: boolean },
): Promise<void> {
  await sql`insert into handbook.searched as was (day, tier, asked, missed) values (${day}::date, ${tier}, 1, ${missed ? 1 : 0})
    on conflict (day, tier) do update set asked = was.asked + 1, missed = was.missed + excluded.missed`.execute(tx)
}

/** Questions as the list was asked. */
export async function listMissed(
  tx: Tx,
  asking: Asking,
  looks: Looks,
  asked: ListAsked,
): Promise<Page<MissedTable & { title: string | null }>> {
  const title = sql<string | null>`(case when ${seenBy(looks)} then page.title end)`
  const rows = tables(tx)
    .selectFrom('missed')
    .leftJoin('page', 'page.id', 'missed.page_id')
    .selectAll('missed')
    .select(title.as('title')) as never
  const by: Expressed<typeof missedList.list> = {
    words: sql`missed.words`,
    tier: sql`missed.tier`,
    times: sql`missed.times`,
    last: sql`missed.last_day`,
    first: sql`missed.first_day`,
    state: sql`coalesce(missed.answer, 'open')`,
  }
  const search = async (words: string, nearness: Nearness) => [holds(sql<string>`kernel.fold(missed.words)`, words, nearness)]
  return askList(tx, { list: missedList.list, asking, rows, id: 'missed.id', by, search }, asked)
}

/** Refuses `missed.unknown`, and `edit.stale` where another version stands. */
export async function takeMissed(tx: Tx, id: string, version: number | undefined): Promise<MissedTable> {
  const row = await tables(tx).selectFrom('missed').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'missed.unknown', 'Nobody asked that, or it is a year ago.')
  fitVersion(version, row.version)
  return row
}

export async function saveMissed(tx: Tx, { id, ...change }: MissedTable): Promise<void> {
  await tables(tx).updateTable('missed').set(change).where('id', '=', id).execute()
}

/** What was asked last before a day, and was not said to be a page’s name. */
export async function dropMissed(tx: Tx, before: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`with gone as (delete from handbook.missed where id in (
    select id from handbook.missed where last_day < ${before}::date and answer is distinct from 'alias' order by last_day limit 5000) returning 1)
    select count(*)::int as n from gone`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Another name of a page, and by whom it was asked for. */
export type Alias = Pick<MissedTable, 'words' | 'tier'>

/** Other names of pages, as readers asked for them. */
export async function aliasesOf(tx: Tx, pages: readonly string[]): Promise<Map<string, Alias[]>> {
  if (pages.length === 0) return new Map()
  const asked = tables(tx)
    .selectFrom('missed')
    .select(['page_id', 'words', 'tier'])
    .where('answer', '=', 'alias')
    .where('page_id', 'in', [...pages])
    .orderBy('words')
    .limit(5000)
  // what colleagues ask again and again was said among them
  const candidates = candidateAliases(tx, pages).then((rows) => rows.map((row) => ({ ...row, tier: 'house' as const })))
  const rows = (await Promise.all([asked.execute(), candidates])).flat()
  return Map.groupBy(rows, ({ page_id }) => page_id ?? '')
}

/** Words by which other pages link to some, the most used first: as far as all colleagues may read them. */
export async function wordsOfLinksTo(tx: Tx, pages: readonly string[]): Promise<Map<string, string[]>> {
  if (pages.length === 0) return new Map()
  const { rows } = await sql<{ page_id: string; words: string }>`select p.page_id, l.words from handbook.link l
    join handbook.path p on p.path = l.path join handbook.page f on f.id = l.page_id
    where p.page_id = any(${[...pages]}::uuid[]) and l.page_id <> p.page_id and l.words <> '' and not l.narrow and f.audience <> 'restricted'
    group by p.page_id, l.words order by p.page_id, count(*) desc, l.words limit 20000`.execute(tx)
  return new Map([...Map.groupBy(rows, ({ page_id }) => page_id)].map(([page, own]) => [page, own.map(({ words }) => words)]))
}

/** A page was closed: what it links to is not asked for by the words of links any more, until it is looked for again. */
export async function forgetWordsOf(tx: Tx, page: string): Promise<void> {
  await sql`delete from handbook.asked where asked_as = 'link' and page_id in
    (select p.page_id from handbook.link l join handbook.path p on p.path = l.path where l.page_id = ${page})`.execute(tx)
}

/** What pages are asked for by, in place of what they were. */
export async function saveAsked(tx: Tx, pages: readonly string[], rows: readonly AskedTable[]): Promise<void> {
  if (pages.length === 0) return
  await tables(tx)
    .deleteFrom('asked')
    .where('page_id', 'in', [...pages])
    .execute()
  if (rows.length > 0)
    await tables(tx)
      .insertInto('asked')
      .values([...rows])
      .execute()
}

const proceduresForAll = (tx: Tx) =>
  tables(tx)
    .selectFrom('procedure')
    .innerJoin('page', 'page.id', 'procedure.page_id')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .selectAll('page')
    .select('text.source')
    .where('page.retired_on', 'is', null)
    .where('page.audience', '<>', 'restricted')
    .orderBy('page.id')

/** Procedures in force for all colleagues behind an id: what is for the few is found by the few. */
export async function proceduresFrom(tx: Tx, after: string, limit: number): Promise<(PageTable & { source: string })[]> {
  return proceduresForAll(tx).where('page.id', '>', after).limit(limit).execute()
}

export async function proceduresAmong(tx: Tx, ids: readonly string[]): Promise<(PageTable & { source: string })[]> {
  return proceduresForAll(tx)
    .where('page.id', 'in', [...ids])
    .limit(ids.length)
    .execute()
}

type FoundLine = AskedTable & Pick<PageTable, 'title' | 'number'> & { first_title: string | null }

/** What procedures are asked for by, and where the search has them, as far as the reader may open them. */
export async function findability(tx: Tx, looks: Looks): Promise<FoundLine[]> {
  return tables(tx)
    .selectFrom('asked')
    .innerJoin('page', 'page.id', 'asked.page_id')
    .leftJoin('page as other', (on) => on.onRef('other.id', '=', 'asked.first_page').on(seenBy(looks, 'other')))
    .selectAll('asked')
    .select(['page.title', 'page.number', 'other.title as first_title'])
    .where('page.retired_on', 'is', null)
    .where(seenBy(looks))
    .orderBy('page.title')
    .orderBy('page.id')
    .limit(5000)
    .execute()
}
