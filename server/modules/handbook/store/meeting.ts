import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Audience } from '../rules/audience.ts'
import { tables } from './tables.ts'
import type { Looks } from './pages.ts'

type Sought = { tree: string; files: readonly string[]; ids: readonly string[]; paths: readonly string[] }
export type MetPage = {
  id: string
  path: string
  no: number
  title: string
  audience: Audience
  owner: string
  backup: string | null
  groups: string[]
  number: string | null
  retired_on: string | null
  in_force_no: number | null
  source: string
  file: string | null
  /** the text that the file held when it was last taken, and its number */
  base: string | null
  base_no: number | null
  held: string | null
}

/** Pages that files of a tree may be: by id, by the file that they were, by an address that they have or had. */
export async function pagesMet(tx: Tx, { tree, files, ids, paths }: Sought): Promise<MetPage[]> {
  return tables(tx)
    .selectFrom('page')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .leftJoin('tree_page as place', (on) => on.onRef('place.page_id', '=', 'page.id').on('place.tree', '=', tree))
    .leftJoin('page_version as base', (on) => on.onRef('base.page_id', '=', 'page.id').onRef('base.no', '=', 'place.no'))
    .leftJoin('procedure', 'procedure.page_id', 'page.id')
    .select([
      'page.id',
      'page.path',
      'page.no',
      'page.title',
      'page.audience',
      'page.owner',
      'page.backup',
      'page.groups',
      'page.number',
      'page.retired_on',
    ])
    .select(['procedure.in_force_no', 'text.source', 'place.file', 'base.source as base', 'place.no as base_no', 'place.held'])
    .where(
      sql<boolean>`page.id in (select id from unnest(${ids}::uuid[]) as id union select page_id from handbook.tree_page where tree = ${tree} and file = any(${files}::text[])
        union select page_id from handbook.path where path = any(${paths}::text[]))`,
    )
    .limit(50_000)
    .execute()
}

/** Which page each of some addresses leads to. */
export async function leadingTo(tx: Tx, paths: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{
    path: string
    page_id: string
  }>`select path, page_id from handbook.path where path = any(${paths}::text[])`.execute(tx)
  return new Map(rows.map(({ path, page_id }) => [path, page_id]))
}

/** Pages in force whose file is in the tree no more. */
export async function pagesGone(
  tx: Tx,
  tree: string,
  files: readonly string[],
  { person, groups, all }: Looks,
): Promise<{ id: string; path: string; file: string; title: string; source: string }[]> {
  return tables(tx)
    .selectFrom('tree_page as place')
    .innerJoin('page', 'page.id', 'place.page_id')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .select(['page.id', 'page.path', 'place.file', 'page.title', 'text.source'])
    .where('place.tree', '=', tree)
    .where(sql<boolean>`place.file <> all(${files}::text[])`)
    .where('page.retired_on', 'is', null)
    .where(
      sql<boolean>`(${all} or page.audience <> 'restricted' or page.owner = ${person} or page.backup = ${person} or page.groups && ${groups}::uuid[])`,
    )
    .orderBy('place.file')
    .limit(50_000)
    .execute()
}

/** Texts that pages had, by page and number. */
export async function earlierTexts(tx: Tx, asked: readonly { id: string; no: number }[]): Promise<Map<string, string>> {
  if (asked.length === 0) return new Map()
  const [ids, nos] = [asked.map(({ id }) => id), asked.map(({ no }) => no)]
  const { rows } = await sql<{ page_id: string; source: string }>`select v.page_id, v.source from handbook.page_version v
    join unnest(${ids}::uuid[], ${nos}::int[]) as asked (id, no) on v.page_id = asked.id and v.no = asked.no`.execute(tx)
  return new Map(rows.map(({ page_id, source }) => [page_id, source]))
}
