import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { flagsList } from '../contract.ts'
import type { FlagTable } from '../following-tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** Refuses `flag.raised_already`: one tap twice is one flag. */
export async function addFlag(tx: Tx, row: FlagTable): Promise<void> {
  const { numInsertedOrUpdatedRows: added } = await tables(tx)
    .insertInto('flag')
    .values(row)
    .onConflict((same) => same.doNothing())
    .executeTakeFirst()
  if (added === 0n) throw new Refusal('conflict', 'flag.raised_already', 'You have said this already, and it waits for an answer.')
}

/** Refuses `flag.unknown`. */
export async function getFlag(tx: Tx, id: string): Promise<FlagTable> {
  const row = await tables(tx).selectFrom('flag').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw noFlag()
  return row
}

export function noFlag(): Refusal {
  return new Refusal('missing', 'flag.unknown', 'No such flag was raised.')
}

/** What waits for an answer on pages, with whoever said it. */
export async function openFlagsOn(tx: Tx, pages: readonly string[]): Promise<Pick<FlagTable, 'id' | 'page_id' | 'by_id'>[]> {
  return tables(tx)
    .selectFrom('flag')
    .select(['id', 'page_id', 'by_id'])
    .where('page_id', 'in', [...pages])
    .where('state', '=', 'open')
    .limit(5000)
    .execute()
}

export async function saveFlag(tx: Tx, id: string, change: Partial<FlagTable>): Promise<void> {
  await tables(tx).updateTable('flag').set(change).where('id', '=', id).execute()
}

/** Labels of texts of a page, by their numbers. */
export async function labelsOf(tx: Tx, page: string, nos: readonly number[]): Promise<Map<number, string>> {
  const rows = await tables(tx)
    .selectFrom('page_version')
    .select(['no', 'label'])
    .where('page_id', '=', page)
    .where('no', 'in', [...nos])
    .execute()
  return new Map(rows.map(({ no, label }) => [no, label]))
}

type Listed = FlagTable & { title: string; number: string | null; label: string; fixed_label: string | null; mine: boolean }

/** Flags as the list was asked: those on pages that the reader keeps, and those that the reader raised. */
export async function listFlags(
  tx: Tx,
  { asking, looks, all }: { asking: Asking; looks: Looks; all: boolean },
  asked: Asked,
): Promise<Page<Listed>> {
  const mine = sql<boolean>`(page.owner = ${looks.person} or page.backup = ${looks.person} is true)`
  const fixed = sql<string | null>`(select v.label from handbook.page_version v where v.page_id = flag.page_id and v.no = flag.fixed_no)`
  const rows = tables(tx)
    .selectFrom('flag')
    .innerJoin('page', 'page.id', 'flag.page_id')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'flag.page_id').onRef('text.no', '=', 'flag.no'))
    .selectAll('flag')
    .select(['page.title', 'page.number', 'text.label', fixed.as('fixed_label'), mine.as('mine')])
    .where(seenBy(looks))
    .where(sql<boolean>`(${mine} or ${all || looks.all} or flag.by_id = ${looks.person})`) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
    holds(
      sql<string>`kernel.fold(coalesce(flag.step, '') || ' ' || coalesce(flag.note, '') || ' ' || coalesce(flag.answer, ''))`,
      words,
      nearness,
    ),
  ]
  const by: Expressed<typeof flagsList.list> = {
    title: sql`lower(page.title)`,
    step: sql`lower(flag.step)`,
    note: sql`lower(flag.note)`,
    by: { name: sql`lower(flag.by_name)`, id: sql`flag.by_id` },
    state: sql`flag.state`,
    at: sql`flag.at`,
    answer: sql`lower(flag.answer)`,
    mine,
    number: sql`page.number`,
    page: sql`flag.page_id::text`,
  }
  return askList<typeof flagsList.list, Listed>(tx, { list: flagsList.list, asking, rows, id: 'flag.id', by, search }, asked)
}
