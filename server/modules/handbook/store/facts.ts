import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { PassageTable } from '../tables.ts'
import { tables } from './tables.ts'
import { addFindings, type Found } from './truth.ts'

/** Sentences that hold a digit, a number in words or one of some names, of one page or of all that are in force. */
export async function sentencesWith(tx: Tx, page: string | undefined, names: readonly string[]): Promise<PassageTable[]> {
  const named = names.map((name) => `%${name}%`)
  const rows = tables(tx)
    .selectFrom('passage')
    .selectAll()
    .where('kind', 'in', ['both', 'sentence'])
    .where(
      sql<boolean>`(words ilike any(${named}::text[]) or words ~* '[0-9]|\\m(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|ninety)\\M')`,
    )
  return (page === undefined ? rows : rows.where('page_id', '=', page)).orderBy('page_id').orderBy('place').limit(200_000).execute()
}

/** What is against a fact, of one page or of all, in place of what was. Ids of those that are new. */
export async function settleFacts(tx: Tx, page: string | undefined, found: readonly Found[]): Promise<string[]> {
  const [ids, keys] = [found.map(({ page_id }) => page_id), found.map(({ key }) => key)]
  const of = page === undefined ? sql`true` : sql`page_id = ${page}`
  await sql`delete from handbook.finding where rule = 'fact' and ${of}
    and (page_id, key) not in (select * from unnest(${ids}::uuid[], ${keys}::text[]))`.execute(tx)
  return addFindings(tx, found)
}

export async function findingsOfFacts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from handbook.finding where rule = 'fact'`.execute(tx)
  return rows[0]?.n ?? 0
}
