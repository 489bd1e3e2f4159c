import { type RawBuilder, type SqlBool, sql, type Updateable } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { pagesList } from '../contract.ts'
import type { PageTable } from '../tables.ts'
import { tables } from './tables.ts'

/** Who looks: ids of the groups of which somebody is a member today; `all` reads what is for the few. */
export type Looks = { person: string; groups: readonly string[]; all: boolean }

/** What a reader may open, for a row of `page`, or of that table by another name. */
export function seenBy({ person, groups, all }: Looks, name = 'page'): RawBuilder<SqlBool> {
  if (all) return sql<SqlBool>`true`
  const of = (column: string) => sql.ref(`${name}.${column}`)
  return sql<SqlBool>`(${of('audience')} <> 'restricted' or ${of('owner')} = ${person} or ${of('backup')} = ${person} or ${of('groups')} && ${groups}::uuid[])`
}

export async function findPage(tx: Tx, id: string, looks: Looks): Promise<PageTable | undefined> {
  return tables(tx).selectFrom('page').selectAll().where('id', '=', id).where(seenBy(looks)).executeTakeFirst()
}

/** Those of these pages that the reader may open. */
export async function pagesAmong(tx: Tx, ids: readonly string[], looks: Looks): Promise<Map<string, PageTable>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('page')
    .selectAll()
    .where('id', 'in', [...ids])
    .where(seenBy(looks))
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Refuses `page.unknown`, also for what the reader may not open. */
export async function getPage(tx: Tx, id: string, looks: Looks): Promise<PageTable> {
  const row = await findPage(tx, id, looks)
  if (!row) throw new Refusal('missing', 'page.unknown', 'There is no such page.')
  return row
}

/** The same, locked: texts of a page follow one another. */
export async function takePage(tx: Tx, id: string, looks: Looks): Promise<PageTable> {
  await sendAhead(tx, tables(tx).selectFrom('page').select('id').where('id', '=', id).forUpdate())
  return getPage(tx, id, looks)
}

export async function addPage(tx: Tx, row: PageTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('page').values(row))
}

export async function savePage(tx: Tx, id: string, change: Updateable<PageTable>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('page').set(change).where('id', '=', id))
}

/** What pages say of themselves, of those that have the same text still. */
export async function saveSaid(tx: Tx, pages: readonly Pick<PageTable, 'id' | 'no' | 'title' | 'summary'>[]): Promise<void> {
  if (pages.length === 0) return
  const [ids, nos] = [pages.map(({ id }) => id), pages.map(({ no }) => no)]
  const [titles, summaries] = [pages.map(({ title }) => title), pages.map(({ summary }) => summary)]
  await sql`update handbook.page set title = said.title, summary = said.summary
    from unnest(${ids}::uuid[], ${nos}::int[], ${titles}::text[], ${summaries}::text[]) as said (id, no, title, summary)
    where page.id = said.id and page.no = said.no`.execute(tx)
}

type ListedPage = PageTable & { owner_name: string | null; backup_name: string | null }
const personName = (column: string) => sql<string | null>`(select p.name from people.person p where p.id = ${sql.ref(column)})`

/** Pages as the list was asked. */
export async function listPages(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<ListedPage>> {
  const rows = tables(tx)
    .selectFrom('page')
    .selectAll('page')
    .select([personName('page.owner').as('owner_name'), personName('page.backup').as('backup_name')])
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
  ]
  const source = { list: pagesList.list, asking, rows, id: 'page.id', by: columns, search }
  return askList<typeof pagesList.list, ListedPage>(tx, source, asked)
}

/** What each declared column is in SQL. */
const columns: Expressed<typeof pagesList.list> = {
  title: sql`lower(page.title)`,
  path: sql`page.path`,
  owner: { name: sql`lower(${personName('page.owner')})`, id: sql`page.owner` },
  backup: { name: sql`lower(${personName('page.backup')})`, id: sql`page.backup` },
  audience: sql`page.audience`,
  mark: sql`page.mark`,
  completeness: sql`page.completeness`,
  changed: sql`page.changed_at`,
  state: sql`(case when page.retired_on is null then 'published' else 'retired' end)`,
  summary: sql`lower(page.summary)`,
}

/** Pages that anybody may read. */
export const shownToAll = (tx: Tx) =>
  tables(tx).selectFrom('page').where('audience', '=', 'public').where('draft', '=', false).where('retired_on', 'is', null)

/** The same by address; one row more than asked says that there are more. */
export async function publicPages(
  tx: Tx,
  limit: number,
): Promise<Pick<PageTable, 'id' | 'path' | 'title' | 'summary' | 'public_since' | 'mark'>[]> {
  return shownToAll(tx).select(['id', 'path', 'title', 'summary', 'public_since', 'mark']).orderBy('path').limit(limit).execute()
}

/** Of those the ones whose public text changed last. */
export async function newestPublic(
  tx: Tx,
  limit: number,
): Promise<Pick<PageTable, 'path' | 'title' | 'summary' | 'public_since' | 'created_at'>[]> {
  return shownToAll(tx)
    .select(['path', 'title', 'summary', 'public_since', 'created_at'])
    .orderBy('public_since', (order) => order.desc().nullsLast())
    .orderBy('path')
    .limit(limit)
    .execute()
}

/** Pages in force behind an address. */
export async function pagesFrom(tx: Tx, after: string, limit: number): Promise<PageTable[]> {
  return tables(tx)
    .selectFrom('page')
    .selectAll()
    .where('path', '>', after)
    .where('retired_on', 'is', null)
    .orderBy('path')
    .limit(limit)
    .execute()
}

/** Pages that somebody keeps as owner or backup. */
export async function pagesKeptBy(tx: Tx, person: string): Promise<PageTable[]> {
  return tables(tx)
    .selectFrom('page')
    .selectAll()
    .where((where) => where.or([where('owner', '=', person), where('backup', '=', person)]))
    .where('retired_on', 'is', null)
    .orderBy('path')
    .limit(1000)
    .execute()
}

/** Their place goes to another; who is both then is the owner alone. */
export async function handPages(tx: Tx, ids: readonly string[], from: string, to: string): Promise<PageTable[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<PageTable>`update handbook.page set owner = case when owner = ${from} then ${to}::uuid else owner end,
    backup = case when owner = ${from} then nullif(backup, ${to}::uuid) when owner = ${to} then null else ${to}::uuid end, version = version + 1
    where id = any(${ids}::uuid[]) and (owner = ${from} or backup = ${from}) returning *`.execute(tx)
  return rows
}
