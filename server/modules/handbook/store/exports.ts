import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { PageTable, PageVersionTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { type Addressed, addresses } from './texts.ts'
import { tables } from './tables.ts'

const mostPages = 20_000

/** How much an export would weigh: pages in force that the reader may open, their texts, and letters of all of them. */
export async function weighTexts(tx: Tx, looks: Looks, all: boolean): Promise<{ pages: number; texts: number; letters: number }> {
  const row = await tables(tx)
    .selectFrom('page')
    .innerJoin('page_version as text', (on) =>
      all ? on.onRef('text.page_id', '=', 'page.id') : on.onRef('text.page_id', '=', 'page.id').onRef('text.no', '=', 'page.no'),
    )
    .select([
      sql<number>`count(distinct page.id)::int`.as('pages'),
      sql<number>`count(*)::int`.as('texts'),
      sql<number>`coalesce(sum(length(text.source)), 0)::float8`.as('letters'),
    ])
    .where('page.retired_on', 'is', null)
    .where(seenBy(looks))
    .executeTakeFirstOrThrow()
  return row
}

/** Pages in force that the reader may open, by address. */
export async function pagesInForce(tx: Tx, looks: Looks): Promise<PageTable[]> {
  return tables(tx)
    .selectFrom('page')
    .selectAll()
    .where('retired_on', 'is', null)
    .where(seenBy(looks))
    .orderBy('path')
    .limit(mostPages)
    .execute()
}

/** Every text that pages in force had, in the order in which they were published; `now`: the one of each that stands. */
export async function textsInForce(
  tx: Tx,
  looks: Looks,
  which: 'now' | 'all',
): Promise<Omit<PageVersionTable, 'title' | 'class' | 'content_hash'>[]> {
  return tables(tx)
    .selectFrom('page_version as text')
    .innerJoin('page', 'page.id', 'text.page_id')
    .select([
      'text.page_id',
      'text.no',
      'text.label',
      'text.source',
      'text.note',
      'text.author',
      'text.author_name',
      'text.published_at',
      'text.published_day',
    ])
    .where('page.retired_on', 'is', null)
    .where(seenBy(looks))
    .$if(which === 'now', (rows) => rows.whereRef('text.no', '=', 'page.no'))
    .orderBy('text.published_at')
    .orderBy('text.page_id')
    .orderBy('text.no')
    .limit(10 * mostPages)
    .execute()
}

/** Every address that a page has or had, with its page. */
export async function allAddresses(tx: Tx): Promise<Addressed[]> {
  return addresses(tx)
    .orderBy('path.path')
    .limit(10 * mostPages)
    .execute()
}
