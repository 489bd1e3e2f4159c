import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { expectedList } from '../contract.ts'
import type { ExpectedTable } from '../expected-tables.ts'
import type { PageTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

/** What is expected already stays as it is; answers what is new. */
export async function addExpected(tx: Tx, rows: readonly ExpectedTable[]): Promise<ExpectedTable[]> {
  if (rows.length === 0) return []
  return tables(tx)
    .insertInto('expected')
    .values([...rows])
    .onConflict((same) => same.columns(['page_id', 'ref']).doNothing())
    .returningAll()
    .execute()
}

/** The run that was opened for what was expected. */
export async function beginExpected(tx: Tx, id: string, run: string): Promise<void> {
  await tables(tx).updateTable('expected').set({ run_id: run }).where('id', '=', id).execute()
}

/** Procedures in force whose text names an event, each with what it says of them. */
export async function pagesWaitingFor(tx: Tx, event: string): Promise<(PageTable & { triggers: string[] })[]> {
  return tables(tx)
    .selectFrom('procedure')
    .innerJoin('page', 'page.id', 'procedure.page_id')
    .selectAll('page')
    .select('procedure.triggers')
    .where(sql<boolean>`procedure.triggers <> '{}'`)
    .where(sql<boolean>`exists (select from unnest(procedure.triggers) one where starts_with(one, ${event}))`)
    .where('procedure.in_force_no', 'is not', null)
    .where('page.retired_on', 'is', null)
    .orderBy('page.number')
    .limit(200)
    .execute()
}

type Begun = { page: string; run: string; about: string | null; today: string }

/**
 * A run answers what it was begun for: the one that was named, else of what waits the oldest that its words name, or the oldest where it says
 * nothing. What is past its day stays missed.
 */
export async function answerExpected(tx: Tx, { page, run, about, today }: Begun, named: string | undefined): Promise<void> {
  const fits = named
    ? sql`x.id = ${named}`
    : sql`x.state = 'open' and x.source = 'event' and (${about}::text is null or x.label is not null and position(kernel.fold(x.label) in kernel.fold(${about})) > 0)`
  await sendAhead(
    tx,
    sql`update handbook.expected set run_id = ${run},
        state = case when state = 'open' and by_day >= ${today}::date then 'followed' else state end,
        settled_day = case when state = 'open' and by_day >= ${today}::date then ${today}::date else settled_day end
      where id = (select x.id from handbook.expected x where x.page_id = ${page} and x.run_id is null and ${fits}
        order by x.on_day, x.id limit 1 for update skip locked)`,
  )
}

/** Whether it waits for a run, or had none in time. */
export async function waitsFor(tx: Tx, page: string, id: string): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('expected')
    .select('id')
    .where('id', '=', id)
    .where('page_id', '=', page)
    .where('run_id', 'is', null)
    .where('state', 'in', ['open', 'missed'])
    .executeTakeFirst()
  return row !== undefined
}

type Settled = Pick<ExpectedTable, 'id' | 'page_id' | 'state'>

/** What came of what was expected: a run was begun in time, was given up as not needed, or nobody began by the day. */
export async function settleExpected(tx: Tx, today: string, zone: string): Promise<Settled[]> {
  const { rows } = await sql<Settled>`update handbook.expected x set state = now."is", settled_day = ${today}::date
    from (
      select x.id, case
          when run.state = 'aborted' and run.abort_reason <> 'error' then 'void'
          when x.source = 'event' and (run.started_at at time zone ${zone})::date <= x.by_day then 'followed'
          when first.day <= x.by_day then 'followed'
          when x.by_day < ${today}::date then 'missed' end as "is"
      from handbook.expected x
      left join handbook.run run on run.id = x.run_id
      left join lateral (
        select min((s.at at time zone ${zone})::date) as day from handbook.run_step s
        where s.run_id = run.id and s.state in ('done', 'skipped', 'failed')
      ) first on true
      where x.state = 'open' and (x.run_id is not null or x.by_day < ${today}::date)
        or x.state = 'followed' and run.state = 'aborted' and run.abort_reason <> 'error' and run.finished_day >= ${today}::date - 2
    ) now
    where x.id = now.id and now."is" is not null and now."is" <> x.state
    returning x.id, x.page_id, x.state`.execute(tx)
  return rows
}

/** What was expected of a procedure by days since one, and what came of it. */
export async function expectedTally(tx: Tx, page: string, since: string): Promise<{ followed: number; missed: number; open: number }> {
  const { rows } = await sql<{ followed: number; missed: number; open: number }>`select
      count(*) filter (where state = 'followed' and by_day >= ${since}::date)::int as followed,
      count(*) filter (where state = 'missed' and by_day >= ${since}::date)::int as missed,
      count(*) filter (where state = 'open')::int as open
    from handbook.expected where page_id = ${page}`.execute(tx)
  return rows[0] ?? { followed: 0, missed: 0, open: 0 }
}

/** The same of all procedures; of what is for the few nothing. */
export async function expectedTallies(tx: Tx, since: string): Promise<{ followed: number; missed: number }> {
  const { rows } = await sql<{ followed: number; missed: number }>`select count(*) filter (where x.state = 'followed')::int as followed,
      count(*) filter (where x.state = 'missed')::int as missed
    from handbook.expected x join handbook.page page on page.id = x.page_id
    where x.by_day >= ${since}::date and page.audience <> 'restricted'`.execute(tx)
  return rows[0] ?? { followed: 0, missed: 0 }
}

type Listed = ExpectedTable & { title: string; number: string | null; thing_name: string | null; run_number: string | null }

const nameOf = sql<
  string | null
>`coalesce(expected.label, (select p.name from people.person p where p.id = case when expected.thing_kind = 'person' then expected.thing::uuid end))`

/** What was expected, of procedures that the reader may open, as the list was asked. */
export async function listExpected(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Listed>> {
  const run = sql<string | null>`(select r.number from handbook.run r where r.id = expected.run_id)`
  const rows = tables(tx)
    .selectFrom('expected')
    .innerJoin('page', 'page.id', 'expected.page_id')
    .selectAll('expected')
    .select(['page.title', 'page.number', nameOf.as('thing_name'), run.as('run_number')])
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
    holds(sql<string>`kernel.fold(coalesce(expected.label, ''))`, words, nearness),
  ]
  const by: Expressed<typeof expectedList.list> = {
    title: sql`lower(page.title)`,
    source: sql`expected.source`,
    on: sql`expected.on_day`,
    by: sql`expected.by_day`,
    state: sql`expected.state`,
    at: sql`expected.at`,
    page: sql`expected.page_id::text`,
  }
  return askList<typeof expectedList.list, Listed>(tx, { list: expectedList.list, asking, rows, id: 'expected.id', by, search }, asked)
}

/** What waits for a run of procedures that somebody keeps, what is due first. */
export async function expectedOf(tx: Tx, person: string, today: string): Promise<(Listed & { audience: PageTable['audience'] })[]> {
  return tables(tx)
    .selectFrom('expected')
    .innerJoin('page', 'page.id', 'expected.page_id')
    .selectAll('expected')
    .select(['page.title', 'page.number', 'page.audience', nameOf.as('thing_name'), sql<null>`null`.as('run_number')])
    .where('expected.state', '=', 'open')
    .where('expected.run_id', 'is', null)
    .where('expected.by_day', '>=', today)
    .where('page.owner', '=', person)
    .where('page.retired_on', 'is', null)
    .orderBy('expected.by_day')
    .orderBy('expected.id')
    .limit(20)
    .execute()
}
