import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { onward, type Onward, type Order } from '../../../kernel/keyset.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import { tables } from './tables.ts'

export async function addVersion(tx: Tx, row: PageVersionTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('page_version').values(row))
}

/** Texts that a page had before it came here. */
export async function addVersions(tx: Tx, rows: readonly PageVersionTable[]): Promise<void> {
  if (rows.length > 0)
    await tables(tx)
      .insertInto('page_version')
      .values([...rows])
      .execute()
}

/** Refuses `version.unknown`. */
export async function getVersion(tx: Tx, page: string, no: number): Promise<PageVersionTable> {
  const row = await tables(tx).selectFrom('page_version').selectAll().where('page_id', '=', page).where('no', '=', no).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'version.unknown', 'The page never had such a text.')
  return row
}

export const lastFirst: Order<Pick<PageVersionTable, 'no'>> = {
  columns: [{ by: 'no', type: 'int', of: (row) => String(row.no) }],
  down: true,
}

export async function versionsOf(tx: Tx, page: string, asked: Onward): Promise<Omit<PageVersionTable, 'source'>[]> {
  const query = tables(tx)
    .selectFrom('page_version')
    .select(['page_id', 'no', 'label', 'class', 'title', 'content_hash', 'note', 'author', 'author_name', 'published_at', 'published_day'])
    .where('page_id', '=', page)
  return onward(query, lastFirst, asked).execute()
}

/** Whose addresses these are or were, for links between pages. */
export type Addressed = Pick<PageTable, 'id' | 'title' | 'audience' | 'draft' | 'retired_on' | 'owner' | 'backup' | 'groups'> & {
  path: string
  asked: string
}

/** Addresses with their pages, and what decides who may open these. */
export function addresses(tx: Tx) {
  return tables(tx)
    .selectFrom('path')
    .innerJoin('page', 'page.id', 'path.page_id')
    .select([
      'path.path as asked',
      'page.id',
      'page.path',
      'page.title',
      'page.audience',
      'page.retired_on',
      'page.draft',
      'page.owner',
      'page.backup',
      'page.groups',
    ])
}

export async function pagesAt(tx: Tx, paths: readonly string[]): Promise<Addressed[]> {
  if (paths.length === 0) return []
  return addresses(tx)
    .where('path.path', 'in', [...paths])
    .limit(paths.length)
    .execute()
}

/** Takes an address for a page for good; a page may have its own again. */
export async function takePath(tx: Tx, path: string, page: string): Promise<void> {
  const taken = tables(tx).insertInto('path').values({ path, page_id: page })
  await sendAhead(
    tx,
    taken.onConflict((same) => same.column('path').doNothing()),
  )
  const row = await tables(tx).selectFrom('path').select('page_id').where('path', '=', path).executeTakeFirstOrThrow()
  if (row.page_id !== page)
    throw new Refusal('conflict', 'page.path_taken', 'Another page has this address, or had it once: links to it lead there.', {
      unmet: [{ code: 'page.path_taken', text: 'Choose another address.', path: 'path' }],
    })
}

/** Which of some addresses are or were a page's. */
export async function takenPaths(tx: Tx, paths: readonly string[]): Promise<Set<string>> {
  const rows = await tables(tx)
    .selectFrom('path')
    .select('path')
    .where('path', 'in', [...paths])
    .limit(paths.length)
    .execute()
  return new Set(rows.map(({ path }) => path))
}

export async function pathsOf(tx: Tx, page: string): Promise<string[]> {
  const rows = await tables(tx).selectFrom('path').select('path').where('page_id', '=', page).orderBy('path').limit(200).execute()
  return rows.map(({ path }) => path)
}

/** What the text of a page links to, in place of what its last one did. */
export async function saveLinks(tx: Tx, from: string, to: readonly string[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('page_link').where('from_page', '=', from))
  if (to.length === 0) return
  const rows = to.map((to_page) => ({ from_page: from, to_page }))
  await sendAhead(tx, tables(tx).insertInto('page_link').values(rows))
}

/** Pages whose texts link to one, those that are in force. */
export async function linkingTo(tx: Tx, page: string): Promise<PageTable[]> {
  return tables(tx)
    .selectFrom('page_link')
    .innerJoin('page', 'page.id', 'page_link.from_page')
    .selectAll('page')
    .where('to_page', '=', page)
    .where('page.retired_on', 'is', null)
    .orderBy('page.path')
    .limit(200)
    .execute()
}

/** Pages for everyone whose texts link to one, retired ones too. */
export async function publicLinkingTo(tx: Tx, page: string): Promise<PageTable[]> {
  return tables(tx)
    .selectFrom('page_link')
    .innerJoin('page', 'page.id', 'page_link.from_page')
    .selectAll('page')
    .where('to_page', '=', page)
    .where('page.audience', '=', 'public')
    .orderBy('page.id')
    .limit(5000)
    .execute()
}

/** The texts of now of several pages. */
export async function textsOf(tx: Tx, pages: readonly Pick<PageTable, 'id' | 'no'>[]): Promise<Map<string, string>> {
  if (pages.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('page_version')
    .innerJoin('page', (on) => on.onRef('page.id', '=', 'page_version.page_id').onRef('page.no', '=', 'page_version.no'))
    .select(['page_version.page_id', 'page_version.source'])
    .where(
      'page.id',
      'in',
      pages.map(({ id }) => id),
    )
    .limit(pages.length)
    .execute()
  return new Map(rows.map(({ page_id, source }) => [page_id, source]))
}

export type Outward = Pick<PageTable, 'id' | 'no' | 'number' | 'path' | 'public_since' | 'created_at' | 'retired_on'> & {
  source: string
  /** the page for everyone that came in its place */
  instead: string | null
  /** the one for everyone that it has likely become */
  likely: string | null
  /** the address leads on, and nobody has confirmed it */
  guessed: boolean
}

/** The page for everyone that has or had an address, with its text of now; nothing where there is none for everyone. */
export async function publicPageAt(tx: Tx, path: string): Promise<Outward | undefined> {
  return tables(tx)
    .selectFrom('path')
    .innerJoin('page', 'page.id', 'path.page_id')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .leftJoin('page as other', (on) =>
      on
        .onRef('other.id', '=', 'page.replaced_by')
        .on('other.audience', '=', 'public')
        .on('other.draft', '=', false)
        .on('other.retired_on', 'is', null),
    )
    .leftJoin('page as heir', (on) =>
      on
        .onRef('heir.id', '=', 'page.heir')
        .on('heir.audience', '=', 'public')
        .on('heir.draft', '=', false)
        .on('heir.retired_on', 'is', null),
    )
    .select(['page.id', 'page.no', 'page.number', 'page.path', 'page.public_since', 'page.created_at', 'page.retired_on', 'text.source'])
    .select(['other.path as instead', 'heir.path as likely'])
    .select(sql<boolean>`coalesce(path.kind = 'inferred' and path.confirmed_at is null, false)`.as('guessed'))
    .where('path.path', '=', path)
    .where('page.audience', '=', 'public')
    .where('page.draft', '=', false)
    .executeTakeFirst()
}
