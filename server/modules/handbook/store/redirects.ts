import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { redirectsList } from '../contract.ts'
import type { RedirectKind, Standing } from '../rules/redirects.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

export type Redirect = {
  id: string
  path: string
  /** whose address it is or was; the page to which it leads is another one where this one is retired */
  page_id: string
  owner: string
  backup: string | null
  kind: RedirectKind
  score: string | null
  sure: boolean
  at: Date | null
  to_id: string
  to_title: string
  to_path: string
  public: boolean
}

const retired = sql<boolean>`(page.retired_on is not null and page.replaced_by is null)`
const kind = sql<RedirectKind>`(case when path.path <> page.path then coalesce(path.kind, 'moved')
  when page.replaced_by is not null then 'replaced' else 'inferred' end)`
const sure = sql<boolean>`(not ${retired} and not coalesce(path.path <> page.path and path.kind = 'inferred' and path.confirmed_at is null, false))`
/** Everyone may open what it leads to, and what it was. */
const isPublic = sql<boolean>`(page.audience = 'public' and not page.draft and target.audience = 'public' and not target.draft)`

/** Addresses that lead on to a page in force, as far as a reader may open both. */
const ways = (tx: Tx, looks: Looks) =>
  tables(tx)
    .selectFrom('path')
    .innerJoin('page', 'page.id', 'path.page_id')
    .innerJoin('page as target', (on) =>
      on
        .on(sql<boolean>`target.id = case when page.retired_on is null then page.id else coalesce(page.replaced_by, page.heir) end`)
        .on('target.retired_on', 'is', null),
    )
    .where(sql<boolean>`(path.path <> page.path or page.retired_on is not null)`)
    .where(seenBy(looks))
    .where(seenBy(looks, 'target'))
    .select(['path.id', 'path.path', 'path.page_id', 'page.owner', 'page.backup', 'path.at'])
    .select([kind.as('kind'), sure.as('sure'), isPublic.as('public')])
    .select(sql<string | null>`(case when ${retired} then page.heir_score else path.score end)`.as('score'))
    .select(['target.id as to_id', 'target.title as to_title', 'target.path as to_path'])

/** Redirects as the list was asked. */
export async function listRedirects(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Redirect>> {
  const by: Expressed<typeof redirectsList.list> = {
    path: sql`path.path`,
    to: sql`lower(target.title)`,
    kind,
    state: sql`(case when ${sure} then 'confirmed' else 'waiting' end)`,
    public: isPublic,
    at: sql`path.at`,
    to_id: sql`target.id::text`,
  }
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(path.path)`, words, nearness),
    holds(sql<string>`kernel.fold(target.title || ' ' || target.summary || ' ' || target.path)`, words, nearness),
  ]
  const rows = ways(tx, looks) as never
  return askList<typeof redirectsList.list, Redirect>(tx, { list: redirectsList.list, asking, rows, id: 'path.id', by, search }, asked)
}

/** Refuses `redirect.unknown`, also for what the reader may not see. */
export async function getRedirect(tx: Tx, id: string, looks: Looks): Promise<Redirect> {
  const row = await ways(tx, looks).where('path.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'redirect.unknown', 'No such address leads on, or not any more.')
  return row
}

/** The same, locked. */
export async function takeRedirect(tx: Tx, id: string, looks: Looks): Promise<Redirect> {
  await sendAhead(tx, tables(tx).selectFrom('path').select('id').where('id', '=', id).forUpdate())
  return getRedirect(tx, id, looks)
}

/** What stands at an address, whoever asks: an address is one page's for good. */
export async function standingAt(tx: Tx, path: string): Promise<Standing> {
  const row = await tables(tx)
    .selectFrom('path')
    .innerJoin('page', 'page.id', 'path.page_id')
    .select(['page.id', 'page.path', 'page.retired_on', 'page.replaced_by'])
    .where('path.path', '=', path)
    .executeTakeFirst()
  return row && { page: row.id, own: row.path === path, retired: row.retired_on !== null, led: row.replaced_by !== null }
}

type Leading = { kind: 'moved' | 'rename' | 'inferred' | 'manual' | 'alias'; score: number | null; at: Date }

/** Says why an address of a page leads on from now. */
export async function leadOn(tx: Tx, path: string, { kind: why, score, at }: Leading): Promise<void> {
  const change = { kind: why, at, score: score === null ? null : Math.min(score, 9).toFixed(4), confirmed_at: null }
  await sendAhead(tx, tables(tx).updateTable('path').set(change).where('path', '=', path))
}

/** Pages that led to one which is over lead to what came in its place. */
export async function leadFurther(tx: Tx, from: string, to: string): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('page').set({ replaced_by: to }).where('replaced_by', '=', from).where('id', '<>', to))
  await sendAhead(tx, tables(tx).updateTable('page').set({ heir: to }).where('heir', '=', from).where('id', '<>', to))
}

export async function confirmPath(tx: Tx, id: string, at: Date): Promise<void> {
  await tables(tx).updateTable('path').set({ confirmed_at: at }).where('id', '=', id).execute()
}

export async function dropPath(tx: Tx, id: string): Promise<void> {
  await tables(tx).deleteFrom('path').where('id', '=', id).execute()
}

export async function redirectIdAt(tx: Tx, path: string): Promise<string> {
  return (await tables(tx).selectFrom('path').select('id').where('path', '=', path).executeTakeFirstOrThrow()).id
}

/** Links of texts that lead to an address lead to a page now, of what all who may open the linking page read. */
export async function linkThrough(tx: Tx, path: string, page: string): Promise<void> {
  await sql`insert into handbook.page_link (from_page, to_page) select distinct l.page_id, ${page}::uuid from handbook.link l
    where l.path = ${path} and not l.narrow and l.page_id <> ${page} on conflict do nothing`.execute(tx)
}

/** Pages whose texts have links to an address. */
export async function pagesWithLinkAt(tx: Tx, path: string): Promise<string[]> {
  const { rows } = await sql<{
    page_id: string
  }>`select distinct page_id from handbook.link where path = ${path} order by 1 limit 5000`.execute(tx)
  return rows.map(({ page_id }) => page_id)
}
