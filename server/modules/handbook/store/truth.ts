import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { CheckedTable, FindingTable, LinkTable, PageTable, PassageTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** Until the transaction ends nobody else reads texts. Whoever will lock a page takes this before it, so that no two wait for one another. */
export async function oneAtATime(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('handbook.truth'))`.execute(tx)
}

/** What a text of now was read as, in place of what its last one was. */
export async function saveReading(
  tx: Tx,
  checked: CheckedTable,
  links: readonly LinkTable[],
  passages: readonly PassageTable[],
): Promise<void> {
  await tables(tx)
    .insertInto('checked')
    .values(checked)
    .onConflict((same) => same.column('page_id').doUpdateSet({ no: checked.no, anchors: checked.anchors, at: checked.at }))
    .execute()
  await dropReading(tx, checked.page_id)
  for (const some of partsOf(links)) await tables(tx).insertInto('link').values(some).execute()
  for (const some of partsOf(passages)) await tables(tx).insertInto('passage').values(some).execute()
}

/** A statement holds 65,535 values at most: a long page has more. */
function partsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / together) }, (_none, at) => all.slice(at * together, (at + 1) * together))
}

const together = 1000

async function dropReading(tx: Tx, page: string): Promise<void> {
  await tables(tx).deleteFrom('link').where('page_id', '=', page).execute()
  await tables(tx).deleteFrom('passage').where('page_id', '=', page).execute()
}

/** A page that is no more in force has nothing that is not right, and is compared with nothing. */
export async function forgetReading(tx: Tx, page: string): Promise<void> {
  await dropReading(tx, page)
  await tables(tx).deleteFrom('checked').where('page_id', '=', page).execute()
  await tables(tx)
    .deleteFrom('finding')
    .where((where) => where.or([where('page_id', '=', page), where('other_page', '=', page)]))
    .execute()
}

/** How many pages were not looked at as they stand; of those for the few nothing. */
export async function countUnchecked(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from handbook.page page
    left join handbook.checked on checked.page_id = page.id and checked.no = page.no
    where page.retired_on is null and page.audience <> 'restricted' and checked.page_id is null`.execute(tx)
  return rows[0]?.n ?? 0
}

export async function checkedNo(tx: Tx, page: string): Promise<number | undefined> {
  return (await tables(tx).selectFrom('checked').select('no').where('page_id', '=', page).executeTakeFirst())?.no
}

/** A page in force whose text of now was not read yet, the next one behind `after`. */
export async function uncheckedPage(tx: Tx, after?: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('page')
    .leftJoin('checked', 'checked.page_id', 'page.id')
    .select('page.id')
    .where('page.retired_on', 'is', null)
    .where((where) => where.or([where('checked.no', 'is', null), where('checked.no', '<>', where.ref('page.no'))]))
    .$if(after !== undefined, (rows) => rows.where('page.id', '>', after ?? ''))
    .orderBy('page.id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

export type Followed = LinkTable & {
  target: string | null
  retired: boolean
  replaced_by: string | null
  /** the address is a former one */
  former: boolean
  /** nothing where the page was not read yet */
  arrives: boolean | null
}

/** Links of some pages with where they lead. */
export async function followedLinks(tx: Tx, pages: readonly string[]): Promise<Followed[]> {
  if (pages.length === 0) return []
  const { rows } = await sql<Followed>`
    select l.*, target.id as target, target.retired_on is not null as retired, coalesce(heir.id, null) as replaced_by,
      coalesce(target.path <> l.path, false) as former,
      case when l.anchor = '' or lower(l.anchor) = 'top' or l.anchor like ':~:%' then true
        when c.page_id is null then null else lower(l.anchor) = any(c.anchors) end as arrives
    from handbook.link l
    left join handbook.path p on p.path = l.path
    left join handbook.page target on target.id = case when l.path is null then l.page_id else p.page_id end
    left join handbook.page heir on heir.id = target.replaced_by and heir.retired_on is null
    left join handbook.checked c on c.page_id = target.id
    where l.page_id = any(${[...pages]}::uuid[]) order by l.page_id, l.place limit 100000`.execute(tx)
  return rows
}

/** Pages whose links lead to one of its addresses, or are about to: what changes there changes for them. */
export async function pagesLinkingAt(tx: Tx, page: string): Promise<string[]> {
  const { rows } = await sql<{ page_id: string }>`select distinct l.page_id from handbook.link l
    join handbook.path p on p.path = l.path where p.page_id = ${page} and l.page_id <> ${page} order by 1 limit 5000`.execute(tx)
  return rows.map(({ page_id }) => page_id)
}

/** Links from other pages to places of one page, as far as a reader may open them; of parts for some nothing. */
export async function linksToPlaces(
  tx: Tx,
  page: string,
  places: readonly string[],
  looks: Looks,
): Promise<{ id: string; title: string; line: number; anchor: string }[]> {
  if (places.length === 0) return []
  const { rows } = await sql<{ id: string; title: string; line: number; anchor: string }>`
    select page.id, page.title, l.line, l.anchor from handbook.link l
    join handbook.path p on p.path = l.path join handbook.page on page.id = l.page_id
    where p.page_id = ${page} and l.page_id <> ${page} and page.retired_on is null and not l.narrow and ${seenBy(looks)}
      and lower(l.anchor) = any(${[...places]}::text[]) order by page.path, l.place limit 1000`.execute(tx)
  return rows
}

/** Every page in force by address and title, for what a link may have meant. */
export async function pagesToLinkTo(tx: Tx): Promise<Pick<PageTable, 'id' | 'path' | 'title'>[]> {
  return tables(tx)
    .selectFrom('page')
    .select(['id', 'path', 'title'])
    .where('retired_on', 'is', null)
    .orderBy('path')
    .limit(20_000)
    .execute()
}

export type Compared = PassageTable & { title: string; procedure: boolean }

const comparedOf = (tx: Tx) =>
  tables(tx)
    .selectFrom('passage')
    .innerJoin('page', 'page.id', 'passage.page_id')
    .selectAll('passage')
    .select(['page.title', sql<boolean>`page.number is not null`.as('procedure')])

/** So many passages of other pages are laid beside those of one page. */
export const mostNear = 5000

/** Passages of other pages that have three words in a row with one of these hashes. */
export async function passagesNear(tx: Tx, page: string, shingles: readonly number[]): Promise<Compared[]> {
  if (shingles.length === 0) return []
  return comparedOf(tx)
    .where('passage.page_id', '<>', page)
    .where(sql<boolean>`passage.shingles && ${[...shingles]}::int[]`)
    .orderBy('passage.page_id')
    .orderBy('passage.place')
    .limit(mostNear)
    .execute()
}

export type Found = Omit<FindingTable, 'id' | 'first_seen' | 'version' | `judged_${string}`> & { id: string; first_seen: Date }

/** Findings of pages by some rules, in place of those that they had: one that is found again stays what it is, with what was said of it. */
export async function settleFindings(
  tx: Tx,
  pages: readonly string[],
  which: readonly FindingTable['rule'][],
  found: readonly Found[],
): Promise<string[]> {
  const [ids, keys] = [found.map(({ page_id }) => page_id), found.map(({ key }) => key)]
  await sql`delete from handbook.finding where page_id = any(${[...pages]}::uuid[]) and rule = any(${[...which]}::text[])
    and (page_id, key) not in (select * from unnest(${ids}::uuid[], ${keys}::text[]))`.execute(tx)
  return addFindings(tx, found)
}

/** The same for what a page has with others, on whichever side it stands. */
export async function settlePairs(tx: Tx, page: string, found: readonly Found[]): Promise<string[]> {
  const keys = found.map(({ key }) => key)
  await sql`delete from handbook.finding where (page_id = ${page} or other_page = ${page}) and rule in ('conflict', 'copy')
    and key <> all(${keys}::text[])`.execute(tx)
  return addFindings(tx, found)
}

/** Ids of those that are new. */
export async function addFindings(tx: Tx, found: readonly Found[]): Promise<string[]> {
  const rows: { id: string }[] = []
  for (const some of partsOf(found)) rows.push(...(await addSome(tx, some)))
  const given = new Set(found.map(({ id }) => id))
  return rows.map(({ id }) => id).filter((id) => given.has(id))
}

async function addSome(tx: Tx, found: readonly Found[]): Promise<{ id: string }[]> {
  return tables(tx)
    .insertInto('finding')
    .values(
      found.map((one) => ({
        ...one,
        judged_as: null,
        judged_reason: null,
        judged_by: null,
        judged_by_name: null,
        judged_at: null,
        version: 1,
      })),
    )
    .onConflict((same) =>
      same.columns(['page_id', 'key']).doUpdateSet(({ ref }) => ({
        line: ref('excluded.line'),
        from_at: ref('excluded.from_at'),
        to_at: ref('excluded.to_at'),
        says: ref('excluded.says'),
        narrow: ref('excluded.narrow'),
        level: ref('excluded.level'),
        near: ref('excluded.near'),
        other_line: ref('excluded.other_line'),
      })),
    )
    .returning('id')
    .execute()
}

/** Pages in no contents to which no other page in force links, and which none includes: a line each for those that became so, none for those that are not so any more. */
export async function settleOrphans(tx: Tx, now: Date): Promise<void> {
  await oneAtATime(tx)
  const orphan = sql`page.retired_on is null and not exists (select from handbook.entry e where e.page_id = page.id)
    and not exists (select from handbook.page_link l join handbook.page f on f.id = l.from_page
      where l.to_page = page.id and l.from_page <> page.id and f.retired_on is null)
    and not exists (select from handbook.page_include i join handbook.page f on f.id = i.from_page
      where i.to_page = page.id and f.retired_on is null)`
  await sql`delete from handbook.finding using handbook.page page where finding.rule = 'page_orphan' and page.id = finding.page_id and not (${orphan})`.execute(
    tx,
  )
  await sql`insert into handbook.finding (id, rule, level, page_id, says, what, narrow, near, key, first_seen)
    select gen_random_uuid(), 'page_orphan', 'info', page.id, '', page.path, false, '{}', 'page_orphan', ${now}
    from handbook.page page where ${orphan} and not exists (select from handbook.finding f where f.page_id = page.id and f.rule = 'page_orphan')
    order by page.id limit 20000 on conflict (page_id, key) do nothing`.execute(tx)
}
