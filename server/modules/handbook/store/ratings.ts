import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { fewestReaders, scoredDays } from '../rules/scores.ts'
import type { RatingTable } from '../tables-reading.ts'
import { tables } from './tables.ts'

/** Another word about the same run takes the place of the first. */
export async function saveRating(tx: Tx, row: RatingTable): Promise<void> {
  await tables(tx)
    .insertInto('rating')
    .values(row)
    .onConflict((same) => same.column('run_id').doUpdateSet({ score: row.score, at: row.at }))
    .execute()
}

export async function ratingOf(tx: Tx, run: string): Promise<RatingTable | undefined> {
  return tables(tx).selectFrom('rating').selectAll().where('run_id', '=', run).executeTakeFirst()
}

/** The day on which somebody said it of a procedure last. */
export async function lastRated(tx: Tx, page: string, person: string): Promise<string | null> {
  const row = await tables(tx)
    .selectFrom('rating')
    .select('day')
    .where('page_id', '=', page)
    .where('person', '=', person)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.day ?? null
}

/** How many said what of a procedure since a day. */
export async function ratingTally(tx: Tx, page: string, since: string): Promise<{ n: number; easy: number; hard: number }> {
  const { rows } = await sql<{ n: number; easy: number; hard: number }>`select count(*)::int as n,
      count(*) filter (where score >= 9)::int as easy, count(*) filter (where score <= 6)::int as hard
    from handbook.rating where page_id = ${page} and day > ${since}::date`.execute(tx)
  return rows[0] ?? { n: 0, easy: 0, hard: 0 }
}

/** What readers say of each procedure in force today, where enough of them do, in place of what was counted earlier today. Whether anything is another. */
export async function saveScores(tx: Tx, day: string): Promise<boolean> {
  const now = sql`select r.page_id, count(*)::int as readers,
      (count(*) filter (where r.score >= 9) - count(*) filter (where r.score <= 6))::int as net
    from handbook.rating r join handbook.page page on page.id = r.page_id
    where r.day > ${day}::date - ${scoredDays}::int and r.day <= ${day}::date and page.retired_on is null and page.audience <> 'restricted'
    group by r.page_id having count(*) >= ${fewestReaders}`
  const gone =
    await sql`delete from handbook.scored where day = ${day}::date and page_id not in (select page_id from (${now}) now)`.execute(tx)
  const come =
    await sql`insert into handbook.scored as was (day, page_id, readers, net) select ${day}::date, page_id, readers, net from (${now}) now
    on conflict (day, page_id) do update set readers = excluded.readers, net = excluded.net
      where (was.readers, was.net) is distinct from (excluded.readers, excluded.net)`.execute(tx)
  return Number(gone.numAffectedRows ?? 0n) + Number(come.numAffectedRows ?? 0n) > 0
}
