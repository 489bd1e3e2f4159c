import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { EntryTable, FunctionTable, PageTable, ProcedureTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

const most = 100

export async function listFunctions(tx: Tx): Promise<(FunctionTable & { owner_name: string | null })[]> {
  return tables(tx)
    .selectFrom('function')
    .selectAll()
    .select(sql<string | null>`(select p.name from people.person p where p.id = function.owner)`.as('owner_name'))
    .orderBy('position')
    .orderBy('id')
    .limit(most)
    .execute()
}

/** Refuses `function.unknown`, and `edit.stale` where another version stands. */
export async function takeFunction(tx: Tx, id: string, version: number | undefined): Promise<FunctionTable> {
  const row = await tables(tx).selectFrom('function').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'function.unknown', 'The handbook has no such function.')
  fitVersion(version, row.version)
  return row
}

/** Refuses `function.name_taken`. */
export async function saveFunction(tx: Tx, row: FunctionTable): Promise<void> {
  const other = await tables(tx)
    .selectFrom('function')
    .select('id')
    .where(sql`lower(name)`, '=', row.name.toLowerCase())
    .where('id', '<>', row.id)
    .executeTakeFirst()
  if (other)
    throw new Refusal('conflict', 'function.name_taken', `There is a function ${row.name} already.`, {
      unmet: [{ code: 'function.name_taken', text: 'Choose another name.', path: 'name' }],
    })
  await tables(tx)
    .insertInto('function')
    .values(row)
    .onConflict((same) => same.column('id').doUpdateSet(row))
    .execute()
}

export async function nextPosition(tx: Tx): Promise<number> {
  const { last } = await tables(tx)
    .selectFrom('function')
    .select(({ fn }) => fn.max('position').as('last'))
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** The lines of a function, in place of those that it had. */
export async function replaceEntries(tx: Tx, id: string, entries: readonly Omit<EntryTable, 'function_id' | 'place'>[]): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('entry').where('function_id', '=', id))
  if (entries.length === 0) return
  const rows = entries.map((entry, place) => ({ ...entry, function_id: id, place }))
  await sendAhead(tx, tables(tx).insertInto('entry').values(rows))
}

/** One more line that is still to be written, at the end. */
export async function appendEntry(tx: Tx, row: FunctionTable, label: string): Promise<void> {
  await sql`insert into handbook.entry (function_id, place, page_id, label, blurb)
    select ${row.id}, coalesce(max(place), -1) + 1, null, ${label}, '' from handbook.entry where function_id = ${row.id}`.execute(tx)
  await saveFunction(tx, { ...row, version: row.version + 1 })
}

/** Where pages stand in the contents, of those that do. */
export async function listedAmong(tx: Tx, pages: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
  if (pages.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('entry')
    .innerJoin('function', 'function.id', 'entry.function_id')
    .select(['entry.page_id', 'function.id', 'function.name'])
    .where('entry.page_id', 'in', [...pages])
    .limit(pages.length)
    .execute()
  return new Map(rows.map(({ page_id, id, name }) => [page_id ?? '', { id, name }]))
}

export async function dropEntry(tx: Tx, page: string): Promise<void> {
  await tables(tx).deleteFrom('entry').where('page_id', '=', page).execute()
}

type Line = Omit<EntryTable, 'page_id'> & {
  page: (Pick<PageTable, 'id' | 'path' | 'title' | 'audience' | 'mark' | 'completeness' | 'owner' | 'number'> & { length: number }) | null
  procedure: Pick<ProcedureTable, 'in_force_no' | 'review_on'> | null
  proposed: boolean
}

/** Every line of the contents that a reader may see, by function and place; what is retired stands in none. */
export async function listEntries(tx: Tx, looks: Looks): Promise<Line[]> {
  const rows = await tables(tx)
    .selectFrom('entry')
    .leftJoin('page', 'page.id', 'entry.page_id')
    .leftJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'))
    .leftJoin('procedure', 'procedure.page_id', 'page.id')
    .select([
      'entry.function_id',
      'entry.place',
      'entry.label',
      'entry.blurb',
      'entry.page_id',
      'page.path',
      'page.title',
      'page.audience',
      'page.mark',
      'page.completeness',
      'page.owner',
      'page.number',
      'procedure.in_force_no',
      'procedure.review_on',
      sql<number>`length(text.source)`.as('length'),
      sql<boolean>`exists (select from handbook.proposal o where o.page_id = page.id and o.ended_at is null)`.as('proposed'),
    ])
    .where((where) => where.or([where('entry.page_id', 'is', null), where.and([where('page.retired_on', 'is', null), seenBy(looks)])]))
    .orderBy('entry.function_id')
    .orderBy('entry.place')
    .limit(5000)
    .execute()
  return rows.map(({ function_id, place, label, blurb, page_id, proposed, in_force_no, review_on, ...page }) => ({
    ...{ function_id, place, label, blurb, proposed },
    page:
      page_id === null || page.path === null || page.title === null || page.audience === null || page.owner === null
        ? null
        : { id: page_id, ...page, path: page.path, title: page.title, audience: page.audience, owner: page.owner },
    procedure: page.number === null ? null : { in_force_no, review_on },
  }))
}

/** Procedures in no contents that a reader may see. */
export async function unlistedProcedures(tx: Tx, looks: Looks): Promise<Pick<PageTable, 'id' | 'title' | 'number'>[]> {
  return tables(tx)
    .selectFrom('page')
    .innerJoin('procedure', 'procedure.page_id', 'page.id')
    .select(['page.id', 'page.title', 'page.number'])
    .where('page.retired_on', 'is', null)
    .where(sql<boolean>`not exists (select from handbook.entry e where e.page_id = page.id)`)
    .where(seenBy(looks))
    .orderBy('page.title')
    .orderBy('page.id')
    .limit(200)
    .execute()
}

/** How many pages and procedures in force a reader may see, as far as anybody counts. */
export async function countPages(tx: Tx, looks: Looks): Promise<{ pages: number; procedures: number }> {
  const seen = tables(tx).selectFrom('page').select('number').where('retired_on', 'is', null).where(seenBy(looks))
  const { rows } = await sql<{ pages: number; procedures: number }>`select count(*)::int as pages, count(number)::int as procedures
    from (${seen.orderBy('path').orderBy('id').limit(20_000)}) seen`.execute(tx)
  return rows[0] ?? { pages: 0, procedures: 0 }
}

/** Lines of a function whose pages a reader may not open; of a page without a backup `seenBy` is null rather than false. */
export async function hiddenEntries(tx: Tx, id: string, looks: Looks): Promise<Omit<EntryTable, 'function_id' | 'place'>[]> {
  return tables(tx)
    .selectFrom('entry')
    .innerJoin('page', 'page.id', 'entry.page_id')
    .select(['entry.page_id', 'entry.label', 'entry.blurb'])
    .where('entry.function_id', '=', id)
    .where(sql<boolean>`${seenBy(looks)} is not true`)
    .orderBy('entry.place')
    .limit(200)
    .execute()
}

/** Functions that somebody answers for. */
export async function functionsOwnedBy(tx: Tx, person: string): Promise<FunctionTable[]> {
  return tables(tx).selectFrom('function').selectAll().where('owner', '=', person).orderBy('position').orderBy('id').limit(most).execute()
}

export async function handFunctions(tx: Tx, ids: readonly string[], from: string, to: string): Promise<FunctionTable[]> {
  if (ids.length === 0) return []
  return tables(tx)
    .updateTable('function')
    .set(({ eb }) => ({ owner: to, version: eb('version', '+', 1) }))
    .where('id', 'in', [...ids])
    .where('owner', '=', from)
    .returningAll()
    .execute()
}

/** The lines of a function as they stand. */
export async function linesOf(tx: Tx, id: string): Promise<Omit<EntryTable, 'function_id' | 'place'>[]> {
  return tables(tx)
    .selectFrom('entry')
    .select(['page_id', 'label', 'blurb'])
    .where('function_id', '=', id)
    .orderBy('place')
    .limit(1000)
    .execute()
}
