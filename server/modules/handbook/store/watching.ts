import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { watchesList } from '../contract.ts'
import type { PageTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** Whether it was another way before. */
export async function saveWatch(tx: Tx, person: string, page: string, at: Date, on: boolean): Promise<boolean> {
  if (!on) {
    const { numDeletedRows: gone } = await tables(tx)
      .deleteFrom('watch')
      .where('person', '=', person)
      .where('page_id', '=', page)
      .executeTakeFirst()
    return gone > 0n
  }
  const row = { person, page_id: page, at }
  const { numInsertedOrUpdatedRows: come } = await tables(tx)
    .insertInto('watch')
    .values(row)
    .onConflict((same) => same.doNothing())
    .executeTakeFirst()
  return (come ?? 0n) > 0n
}

export async function isWatched(tx: Tx, person: string, page: string): Promise<boolean> {
  const row = await tables(tx).selectFrom('watch').select('at').where('person', '=', person).where('page_id', '=', page).executeTakeFirst()
  return row !== undefined
}

/** Persons who watch a page, behind one of them. */
export async function watchersOf(tx: Tx, page: string, after: string | undefined, limit: number): Promise<string[]> {
  let query = tables(tx).selectFrom('watch').select('person').where('page_id', '=', page)
  if (after !== undefined) query = query.where('person', '>', after)
  return (await query.orderBy('person').limit(limit).execute()).map(({ person }) => person)
}

/** Whoever left watches nothing. */
export async function forgetWatches(tx: Tx, person: string): Promise<void> {
  await sendAhead(tx, tables(tx).deleteFrom('watch').where('person', '=', person))
}

type Watched = PageTable & { since: Date }

/** What somebody watches, as the list was asked. */
export async function listWatches(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Watched>> {
  const rows = tables(tx)
    .selectFrom('watch')
    .innerJoin('page', 'page.id', 'watch.page_id')
    .selectAll('page')
    .select('watch.at as since')
    .where('watch.person', '=', looks.person)
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
  ]
  const by: Expressed<typeof watchesList.list> = {
    title: sql`lower(page.title)`,
    number: sql`page.number`,
    path: sql`page.path`,
    changed: sql`page.changed_at`,
    since: sql`watch.at`,
  }
  return askList<typeof watchesList.list, Watched>(tx, { list: watchesList.list, asking, rows, id: 'page.id', by, search }, asked)
}
