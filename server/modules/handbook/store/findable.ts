import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { unfindableList } from '../contract.ts'
import type { Wanting } from '../rules/checks.ts'
import type { PageTable } from '../tables.ts'
import type { UnfindableTable } from '../tables-findable.ts'
import { type Looks, seenBy, shownToAll } from './pages.ts'
import { tables } from './tables.ts'

export type Sendable = Pick<PageTable, 'id' | 'title' | 'number' | 'path' | 'public_since' | 'created_at' | 'retired_on'> & {
  source: string
}

/** Texts of pages for everyone: those behind an address, or those among some ids. */
export async function sendable(tx: Tx, { among, after = '', limit }: { among?: readonly string[]; after?: string; limit: number }) {
  return shownToAll(tx)
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .select(['page.id', 'page.title', 'page.number', 'page.path', 'page.public_since', 'page.created_at', 'page.retired_on'])
    .select('text.source')
    .where('page.path', '>', after)
    .$if(among !== undefined, (rows) => rows.where('page.id', 'in', [...(among ?? [])]))
    .orderBy('page.path')
    .limit(limit)
    .execute()
}

/** What a change of a page may move: the page itself, and those to which it links. Nothing where everyone never saw the page. */
export async function movedBy(tx: Tx, page: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`with it as (select id from handbook.page where id = ${page}
      and (audience = 'public' and not draft and retired_on is null or exists (select from handbook.findable f where f.page_id = page.id)))
    select id from it union select l.to_page from it join handbook.page_link l on l.from_page = it.id limit ${most}`.execute(tx)
  return rows.map(({ id }) => id)
}

const openLinks = sql`handbook.link l join handbook.path p on p.path = l.path join handbook.page f on f.id = l.page_id
  and f.audience = 'public' and not f.draft and f.retired_on is null and not l.narrow and f.id <> p.page_id`

/** How many pages for everyone link to some, in what everyone sees of them. */
export async function linkedBy(tx: Tx, pages: readonly string[]): Promise<Map<string, number>> {
  if (pages.length === 0) return new Map()
  const { rows } = await sql<{ id: string; n: number }>`select p.page_id as id, count(distinct f.id)::int as n from ${openLinks}
    where p.page_id = any(${[...pages]}::uuid[]) group by 1 limit ${pages.length}`.execute(tx)
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** Every link between pages for everyone, by their paths. */
export async function linksForAll(tx: Tx): Promise<{ from: string; to: string }[]> {
  const { rows } = await sql<{ from: string; to: string }>`select distinct f.path as from, t.path as to from ${openLinks}
    join handbook.page t on t.id = p.page_id order by 1, 2 limit 200000`.execute(tx)
  return rows
}

export type Audited = { page: Pick<PageTable, 'id' | 'number'>; wanting: readonly Wanting[] }

/** What was found of some pages, in place of what was known of them; `pages` that are not among it are for everyone no more. Whether a day’s row is another. */
export async function saveAudit(
  tx: Tx,
  { day, at }: { day: string; at: Date },
  pages: readonly string[],
  audited: readonly Audited[],
): Promise<boolean> {
  const failing = audited.flatMap(({ page, wanting }) => wanting.map((one) => ({ page: page.id, ...one })))
  const [ids, keys, says] = [failing.map(({ page }) => page), failing.map(({ check }) => check), failing.map((one) => one.says)]
  // by page and check, so that two who look at the same pages wait for each other and never both
  await sql`select pg_advisory_xact_lock(hashtext('handbook.findability'))`.execute(tx)
  await sql`delete from handbook.unfindable where page_id = any(${[...pages]}::uuid[])
    and (page_id, "check") not in (select * from unnest(${ids}::uuid[], ${keys}::text[]))`.execute(tx)
  await sql`insert into handbook.unfindable (id, page_id, "check", says, since, at)
    select now.id, now.page_id, now.key, now.says, ${day}::date, ${at} from unnest(${ids.map(() => newId())}::uuid[], ${ids}::uuid[], ${keys}::text[], ${says}::text[])
      as now (id, page_id, key, says)
    on conflict (page_id, "check") do update set says = excluded.says, at = excluded.at`.execute(tx)
  const gone = await sql`delete from handbook.findable where day = ${day}::date and page_id = any(${[...pages]}::uuid[])
    and page_id <> all(${audited.map(({ page }) => page.id)}::uuid[])`.execute(tx)
  const [own, numbered, counts] = [
    audited.map(({ page }) => page.id),
    audited.map(({ page }) => page.number !== null),
    audited.map(({ wanting }) => wanting.length),
  ]
  const come = await sql<{ moved: boolean }>`with was as (select page_id, procedure, failing from handbook.findable
      where day = ${day}::date and page_id = any(${own}::uuid[])),
    now as (select * from unnest(${own}::uuid[], ${numbered}::boolean[], ${counts}::int[]) as one (page_id, procedure, failing)),
    kept as (insert into handbook.findable (day, page_id, procedure, failing, at) select ${day}::date, page_id, procedure, failing, ${at} from now
      on conflict (day, page_id) do update set procedure = excluded.procedure, failing = excluded.failing, at = excluded.at)
    select exists (select page_id, procedure, failing from now except select page_id, procedure, failing from was) as moved`.execute(tx)
  return Number(gone.numAffectedRows ?? 0n) > 0 || come.rows[0]?.moved === true
}

/** Pages that were looked at and that everyone sees no more. */
export async function noLongerPublic(tx: Tx, day: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from handbook.page page
    where (exists (select from handbook.unfindable u where u.page_id = page.id) or exists (select from handbook.findable f where f.page_id = page.id and f.day = ${day}::date))
      and (page.audience <> 'public' or page.draft or page.retired_on is not null) order by id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** How many pages were looked at on the last day, how many of them everyone finds, and when. */
export async function lastAudit(tx: Tx): Promise<{ pages: number; findable: number; at: Date | null }> {
  const { rows } = await sql<{ pages: number; findable: number; at: Date | null }>`select count(*)::int as pages,
      count(*) filter (where f.failing = 0)::int as findable, max(f.at) as at
    from handbook.findable f join handbook.page page on page.id = f.page_id
    where f.day = (select max(day) from handbook.findable) and page.audience = 'public' and not page.draft and page.retired_on is null`.execute(
    tx,
  )
  return rows[0] ?? { pages: 0, findable: 0, at: null }
}

export type Unfindable = UnfindableTable & Pick<PageTable, 'title' | 'number' | 'path'>

/** Checks that fail, as the list was asked. */
export async function listUnfindable(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Unfindable>> {
  const rows = tables(tx)
    .selectFrom('unfindable')
    .innerJoin('page', 'page.id', 'unfindable.page_id')
    .selectAll('unfindable')
    .select(['page.title', 'page.number', 'page.path'])
    .where('page.audience', '=', 'public')
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.path || ' ' || unfindable.says)`, words, nearness),
  ]
  const by: Expressed<typeof unfindableList.list> = {
    title: sql`lower(page.title)`,
    check: sql`unfindable."check"`,
    kind: sql`(case when page.number is null then 'page' else 'procedure' end)`,
    since: sql`unfindable.since`,
    page: sql`unfindable.page_id::text`,
  }
  return askList<typeof unfindableList.list, Unfindable>(
    tx,
    { list: unfindableList.list, asking, rows, id: 'unfindable.id', by, search },
    asked,
  )
}
