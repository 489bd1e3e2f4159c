import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Looks, seenBy } from './pages.ts'
import { counts } from './runs.ts'
import { tables } from './tables.ts'

export type Series = 'all' | 'procedure' | 'escaped'
/** Runs of a month on one text: how many ended, how many had an error that counts, how many of these were told after the month alone. */
export type Tally = { month: string; no: number; by: 'person' | 'agent'; recent: boolean; n: number; k: number; late: number }

const ofSeries = (series: Series) =>
  series === 'procedure' ? sql`e.fault = 'procedure'` : series === 'escaped' ? sql`e.found_by <> 'self'` : sql`true`
/** Given up for an error is an end; given up because it was not needed is none. */
export const ended = sql<boolean>`(run.finished_day is not null and (run.state <> 'aborted' or run.abort_reason = 'error'))`

/** Ended runs of a procedure since a day, by month and text; `recent` from another day on. */
export async function talliesOf(
  tx: Tx,
  page: string,
  { since, recent, today, series }: { since: string; recent: string; today: string; series: Series },
): Promise<Tally[]> {
  const { rows } =
    await sql<Tally>`select to_char(run.finished_day, 'YYYY-MM') as month, run.no, run."by", run.finished_day >= ${recent}::date as recent,
      count(*)::int as n, count(wrong.run_id)::int as k, count(*) filter (where wrong.late)::int as late
    from handbook.run run
    left join lateral (
      select e.run_id, min(to_char(e.day, 'YYYY-MM')) > to_char(run.finished_day, 'YYYY-MM') as late
      from handbook.error e where e.run_id = run.id and ${counts(today)} and ${ofSeries(series)} group by e.run_id
    ) wrong on true
    where run.page_id = ${page} and ${ended} and run.finished_day >= ${since}::date
    group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit 4000`.execute(tx)
  return rows
}

export type StepTally = { key: string; n: number; k: number }

/** How often each step was carried out since a day, and how often with an error; what was left out is no execution. */
export async function stepTallies(tx: Tx, page: string, since: string, today: string, series: Series): Promise<StepTally[]> {
  const { rows } = await sql<StepTally>`select done.key, count(*)::int as n, count(wrong.run_id)::int as k
    from (
      select distinct on (s.run_id, s.key) s.run_id, s.key, s.state
      from handbook.run run join handbook.run_step s on s.run_id = run.id
      where run.page_id = ${page} and ${ended} and run.finished_day >= ${since}::date
      order by s.run_id, s.key, s.seq desc
    ) done
    left join lateral (
      select e.run_id from handbook.error e where e.run_id = done.run_id and e.key = done.key and ${counts(today)} and ${ofSeries(series)} limit 1
    ) wrong on true
    where done.state in ('done', 'failed') group by done.key limit 2000`.execute(tx)
  return rows
}

export type FaultTally = { key: string | null; fault: 'procedure' | 'slip' | 'system' | 'input'; count: number; escaped: number }

/** Errors that count of runs that ended since a day, by step and fault. */
export async function faultTallies(tx: Tx, page: string, since: string, today: string): Promise<FaultTally[]> {
  const { rows } =
    await sql<FaultTally>`select e.key, e.fault, count(*)::int as count, count(*) filter (where e.found_by <> 'self')::int as escaped
    from handbook.run run join handbook.error e on e.run_id = run.id
    where run.page_id = ${page} and ${ended} and run.finished_day >= ${since}::date and ${counts(today)}
    group by 1, 2 order by 3 desc limit 2000`.execute(tx)
  return rows
}

/** Reports that nobody has answered and that do not count yet. */
export async function openReports(tx: Tx, page: string, today: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from handbook.run run join handbook.error e on e.run_id = run.id
    where run.page_id = ${page} and e.state = 'reported' and e.counts_from > ${today}::date`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Every text of a procedure without its words, and in which text each step came first. */
export async function textsBehind(tx: Tx, page: string) {
  return tables(tx)
    .selectFrom('page_version')
    .select(['no', 'label', 'note', 'published_day'])
    .where('page_id', '=', page)
    .orderBy('no')
    .limit(500)
    .execute()
}

export async function firstTextOfSteps(tx: Tx, page: string): Promise<Map<string, number>> {
  const rows = await tables(tx)
    .selectFrom('step')
    .select(['key', sql<number>`min(no)::int`.as('no')])
    .where('page_id', '=', page)
    .groupBy('key')
    .limit(5000)
    .execute()
  return new Map(rows.map(({ key, no }) => [key, no]))
}

/** Procedures in force that a reader may see, each with its ended runs since a day and how many had an error. */
export async function ratesOf(tx: Tx, looks: Looks, since: string, today: string) {
  return tables(tx)
    .selectFrom('page')
    .innerJoin('procedure', 'procedure.page_id', 'page.id')
    .innerJoinLateral(
      () =>
        sql<{ n: number; k: number }>`(select count(*)::int as n, count(wrong.run_id)::int as k
          from handbook.run run
          left join lateral (select e.run_id from handbook.error e where e.run_id = run.id and ${counts(today)} limit 1) wrong on true
          where run.page_id = page.id and ${ended} and run.finished_day >= ${since}::date)`.as('rate'),
      (on) => on.onTrue(),
    )
    .select(['page.id', 'page.number', 'page.title', 'page.label', 'rate.n', 'rate.k'])
    .where('procedure.in_force_no', 'is not', null)
    .where('page.retired_on', 'is', null)
    .where(seenBy(looks))
    .orderBy('page.number')
    .limit(500)
    .execute()
}
