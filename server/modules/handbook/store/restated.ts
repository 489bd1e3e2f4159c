import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { RestatementTable } from '../expected-tables.ts'
import { ended } from './health.ts'
import { counts } from './runs.ts'
import { tables } from './tables.ts'

type Pending = Pick<RestatementTable, 'page_id' | 'month' | 'run_id' | 'fault' | 'found_by'> & { up: boolean }

/**
 * Runs of months that are over which have an error since that was told after their month, or have none any more, and of which no figure says so
 * yet; of one page, or of all. Errors that were told in the month of their run are part of its first figure, whenever they were judged.
 */
export async function pendingMoves(tx: Tx, { page, since, today }: { page?: string; since: string; today: string }): Promise<Pending[]> {
  const one = page === undefined ? sql`true` : sql`run.page_id = ${page}`
  const { rows } = await sql<Pending>`select run.page_id, to_char(run.finished_day, 'YYYY-MM') as month, run.id as run_id,
      coalesce(wrong.fault, last.fault) as fault, coalesce(wrong.found_by, last.found_by) as found_by, wrong.fault is not null as up
    from handbook.run run
    left join lateral (
      select e.fault, e.found_by from handbook.error e where e.run_id = run.id and ${counts(today)} order by e.day, e.id limit 1
    ) wrong on true
    left join lateral (
      select to_char(min(e.day), 'YYYY-MM') > to_char(run.finished_day, 'YYYY-MM') as late from handbook.error e where e.run_id = run.id and ${counts(today)}
    ) told on true
    left join lateral (
      select r.fault, r.found_by, r."now" > r.was as up from handbook.restatement r where r.run_id = run.id order by r.at desc, r.id desc limit 1
    ) last on true
    where ${one} and ${ended} and run.finished_day >= ${since}::date and to_char(run.finished_day, 'YYYY-MM') < to_char(${today}::date, 'YYYY-MM')
      and exists (select from handbook.error e where e.run_id = run.id)
      and (wrong.fault is not null and told.late and last.up is not true or wrong.fault is null and last.up)
    order by run.page_id, 2, run.finished_day, run.id limit 500`.execute(tx)
  return rows
}

type Month = { page_id: string; month: string; n: number; k: number }

/** What months of procedures say now. */
export async function monthsNow(tx: Tx, pages: readonly string[], since: string, today: string): Promise<Month[]> {
  if (pages.length === 0) return []
  const { rows } =
    await sql<Month>`select run.page_id, to_char(run.finished_day, 'YYYY-MM') as month, count(*)::int as n, count(wrong.run_id)::int as k
    from handbook.run run
    left join lateral (select e.run_id from handbook.error e where e.run_id = run.id and ${counts(today)} limit 1) wrong on true
    where run.page_id = any(${[...pages]}::uuid[]) and ${ended} and run.finished_day >= ${since}::date
    group by 1, 2 limit 10000`.execute(tx)
  return rows
}

export async function addRestatements(tx: Tx, rows: readonly RestatementTable[]): Promise<void> {
  if (rows.length > 0)
    await tables(tx)
      .insertInto('restatement')
      .values([...rows])
      .execute()
}

/** How figures of months of a procedure became others, the newest first. */
export async function restatementsOf(tx: Tx, page: string, since: string): Promise<(RestatementTable & { number: string })[]> {
  return tables(tx)
    .selectFrom('restatement')
    .innerJoin('run', 'run.id', 'restatement.run_id')
    .selectAll('restatement')
    .select('run.number')
    .where('restatement.page_id', '=', page)
    .where('restatement.month', '>=', since)
    .orderBy('restatement.at', 'desc')
    .orderBy('restatement.id', 'desc')
    .limit(20)
    .execute()
}

type Breach = { page_id: string; breached_on: string | null; n: number; k: number }

/** Procedures in force with their rates since a day, and since when each lies above what is promised. */
export async function breaches(tx: Tx, since: string, today: string): Promise<Breach[]> {
  const { rows } = await sql<Breach>`select p.page_id, p.breached_on, rate.n, rate.k
    from handbook.procedure p join handbook.page page on page.id = p.page_id
    join lateral (
      select count(*)::int as n, count(wrong.run_id)::int as k from handbook.run run
      left join lateral (select e.run_id from handbook.error e where e.run_id = run.id and ${counts(today)} limit 1) wrong on true
      where run.page_id = p.page_id and ${ended} and run.finished_day >= ${since}::date
    ) rate on true
    where p.in_force_no is not null and page.retired_on is null limit 2000`.execute(tx)
  return rows
}

export async function saveBreached(tx: Tx, pages: readonly string[], on: string | null): Promise<void> {
  if (pages.length > 0)
    await tables(tx)
      .updateTable('procedure')
      .set({ breached_on: on })
      .where('page_id', 'in', [...pages])
      .execute()
}

/** Errors that nobody answered in time count from now on. Whether there are any. */
export async function noteSilent(tx: Tx, today: string): Promise<boolean> {
  const done =
    await sql`update handbook.error set silent = true where state = 'reported' and not silent and counts_from <= ${today}::date`.execute(tx)
  return Number(done.numAffectedRows ?? 0n) > 0
}
