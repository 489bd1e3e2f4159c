import { sql } from 'kysely'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { takeNumber } from '../../../kernel/numbers.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { runsList } from '../contract.ts'
import type { ErrorTable, RunStepTable, RunTable } from '../tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

export async function takeRunNumber(tx: Tx): Promise<string> {
  return takeNumber(tx, 'handbook.run_number', 'RUN')
}

/** Who follows is told by the row itself: a service account is a program, everybody else a person. */
export async function addRun(tx: Tx, row: RunTable): Promise<void> {
  const by = sql<
    'person' | 'agent'
  >`(case when exists (select from people.person p where p.id = ${row.runner} and p.kind = 'service') then 'agent' else 'person' end)`
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('run')
      .values({ ...row, by }),
  )
}

/** Refuses `run.unknown`. */
export async function getRun(tx: Tx, id: string): Promise<RunTable> {
  const row = await tables(tx).selectFrom('run').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'run.unknown', 'There is no such run.')
  return row
}

/** The same, locked: words about its steps follow one another. */
export async function takeRun(tx: Tx, id: string): Promise<RunTable> {
  await sendAhead(tx, tables(tx).selectFrom('run').select('id').where('id', '=', id).forUpdate())
  return getRun(tx, id)
}

export async function saveRun(tx: Tx, id: string, change: Partial<RunTable>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('run').set(change).where('id', '=', id))
}

/** What was said of each step last. */
export async function tickedIn(tx: Tx, run: string): Promise<RunStepTable[]> {
  return tables(tx)
    .selectFrom('run_step')
    .selectAll()
    .distinctOn('key')
    .where('run_id', '=', run)
    .orderBy('key')
    .orderBy('seq', 'desc')
    .limit(500)
    .execute()
}

/** One more word about steps; earlier ones stay. */
export async function addTicks(tx: Tx, run: string, ticks: readonly Omit<RunStepTable, 'run_id' | 'seq'>[]): Promise<void> {
  if (ticks.length === 0) return
  const last = sql<number>`(select coalesce(max(s.seq), 0)::int from handbook.run_step s where s.run_id = ${run})`
  const rows = ticks.map((tick, at) => ({ ...tick, run_id: run, seq: sql<number>`${last} + ${at + 1}` }))
  await sendAhead(tx, tables(tx).insertInto('run_step').values(rows))
}

export async function addError(tx: Tx, row: ErrorTable): Promise<void> {
  await sendAhead(tx, tables(tx).insertInto('error').values(row))
}

export async function errorsOf(tx: Tx, run: string): Promise<ErrorTable[]> {
  return tables(tx).selectFrom('error').selectAll().where('run_id', '=', run).orderBy('at').orderBy('id').limit(200).execute()
}

/** Refuses `error.unknown`. */
export async function getError(tx: Tx, id: string): Promise<ErrorTable> {
  const row = await tables(tx).selectFrom('error').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'error.unknown', 'No such error was reported.')
  return row
}

export async function saveError(tx: Tx, id: string, change: Partial<ErrorTable>): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('error').set(change).where('id', '=', id))
}

type UnderWay = Pick<RunTable, 'id' | 'number' | 'runner' | 'started_at'> & { label: string; name_now: string | null }

/** Runs of a page that are under way, the oldest first, and how many there are. */
export async function runsUnderWay(tx: Tx, page: string, limit: number): Promise<{ count: number; rows: UnderWay[] }> {
  const { rows } = await sql<UnderWay & { of: number }>`
    select run.id, run.number, run.runner, run.started_at, text.label, count(*) over ()::int as of,
      (select p.name from people.person p where p.id = run.runner) as name_now
    from handbook.run run join handbook.page_version text on text.page_id = run.page_id and text.no = run.no
    where run.page_id = ${page} and run.state = 'started' order by run.started_at, run.id limit ${limit}`.execute(tx)
  return { count: rows[0]?.of ?? 0, rows: rows.map(({ of: _of, ...row }) => row) }
}

/** A run by its number, or runs by what they are for, the newest first. */
export async function runsByWords(
  tx: Tx,
  words: string,
  limit: number,
  looks: Looks,
): Promise<(Pick<RunTable, 'id' | 'number' | 'about'> & { title: string })[]> {
  const rows = tables(tx)
    .selectFrom('run')
    .innerJoin('page', 'page.id', 'run.page_id')
    .select(['run.id', 'run.number', 'run.about', 'page.title'])
    .where(seenBy(looks))
  const number = words.trim().toUpperCase()
  if (/^RUN-\d+$/.test(number)) return rows.where('run.number', '=', number).limit(limit).execute()
  return rows
    .where(holds(sql<string>`kernel.fold(coalesce(run.about, ''))`, words, 'exact'))
    .orderBy('run.started_at', 'desc')
    .limit(limit)
    .execute()
}

type Listed = RunTable & { by: 'person' | 'agent'; title: string; label: string; errors: number; name_now: string | null }

/** An error that counts: confirmed, or reported and answered by nobody in time. */
export const counts = (today: string) => sql<boolean>`(e.state = 'confirmed' or e.state = 'reported' and e.counts_from <= ${today}::date)`

/** Runs as the list was asked. */
export async function listRuns(tx: Tx, { asking, looks }: { asking: Asking; looks: Looks }, asked: Asked): Promise<Page<Listed>> {
  const errors = sql<number>`(select count(*)::int from handbook.error e where e.run_id = run.id and ${counts(asking.today)})`
  const runner = sql<string | null>`(select p.name from people.person p where p.id = run.runner)`
  const rows = tables(tx)
    .selectFrom('run')
    .innerJoin('page', 'page.id', 'run.page_id')
    .innerJoin('page_version as text', (on) => on.onRef('text.page_id', '=', 'run.page_id').onRef('text.no', '=', 'run.no'))
    .selectAll('run')
    .select(['page.title', 'text.label', errors.as('errors'), runner.as('name_now')])
    .where(seenBy(looks)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(run.number || ' ' || coalesce(run.about, ''))`, words, nearness),
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
  ]
  const by: Expressed<typeof runsList.list> = {
    number: sql`run.number`,
    title: sql`lower(page.title)`,
    about: sql`lower(run.about)`,
    runner: { name: sql`lower(${runner})`, id: sql`run.runner` },
    state: sql`run.state`,
    errors,
    started: sql`run.started_at`,
    finished: sql`run.finished_at`,
    page: sql`run.page_id::text`,
  }
  return askList<typeof runsList.list, Listed>(tx, { list: runsList.list, asking, rows, id: 'run.id', by, search }, asked)
}
