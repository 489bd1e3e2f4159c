import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { behind, type Order } from '../../../kernel/keyset.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { trainingsList } from '../contract.ts'
import type { QuizTable, QuizTryTable, TrainingRuleTable, TrainingTable } from '../following-tables.ts'
import { type Looks, seenBy } from './pages.ts'
import { tables } from './tables.ts'

export async function findRule(tx: Tx, page: string): Promise<TrainingRuleTable | undefined> {
  return tables(tx).selectFrom('training_rule').selectAll().where('page_id', '=', page).executeTakeFirst()
}

export async function saveRule(tx: Tx, row: TrainingRuleTable): Promise<void> {
  await tables(tx)
    .insertInto('training_rule')
    .values(row)
    .onConflict((same) => same.column('page_id').doUpdateSet(row))
    .execute()
}

/** Pages that somebody has to know, a batch behind an id. */
export async function pagesWithRules(tx: Tx, after: string | undefined, limit: number): Promise<string[]> {
  let query = tables(tx).selectFrom('training_rule').select('page_id').orderBy('page_id').limit(limit)
  if (after !== undefined) query = query.where('page_id', '>', after)
  return (await query.execute()).map(({ page_id }) => page_id)
}

/** Every training on a page, also of earlier versions. */
export async function trainingsOn(tx: Tx, page: string): Promise<TrainingTable[]> {
  return tables(tx).selectFrom('training').selectAll().where('page_id', '=', page).orderBy('id').limit(20_000).execute()
}

/** Of somebody the training on the texts of a major version. */
export async function trainingOf(tx: Tx, page: string, person: string, major: number): Promise<TrainingTable | undefined> {
  return tables(tx)
    .selectFrom('training')
    .selectAll()
    .where('page_id', '=', page)
    .where('person', '=', person)
    .where('major', '=', major)
    .executeTakeFirst()
}

/** The last text before a major version that somebody proved to know. */
export async function knownBefore(tx: Tx, { page_id, person, major }: TrainingTable): Promise<number | undefined> {
  const row = await tables(tx)
    .selectFrom('training')
    .select('major')
    .where('page_id', '=', page_id)
    .where('person', '=', person)
    .where('major', '<', major)
    .where(sql<boolean>`${provenAt} is not null`)
    .orderBy('major', 'desc')
    .executeTakeFirst()
  if (!row) return undefined
  const text = await tables(tx)
    .selectFrom('page_version')
    .select('no')
    .where('page_id', '=', page_id)
    .where(sql<boolean>`split_part(label, '.', 1) = ${String(row.major)}`)
    .orderBy('no', 'desc')
    .executeTakeFirst()
  return text?.no
}

/** When what was asked was proven. */
const provenAt = sql<Date | null>`(case training.mode when 'ack' then training.signed_at
  when 'quiz' then case when training.passed_at is null then null else greatest(training.signed_at, training.passed_at) end
  when 'observed' then training.observed_at else training.proven_at end)`

export async function addTrainings(tx: Tx, rows: readonly TrainingTable[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('training')
    .values([...rows])
    .onConflict((same) => same.doNothing())
    .execute()
}

export async function saveTrainings(tx: Tx, ids: readonly string[], change: Partial<TrainingTable>): Promise<void> {
  if (ids.length === 0) return
  await tables(tx)
    .updateTable('training')
    .set(change)
    .where('id', 'in', [...ids])
    .execute()
}

/** Refuses `training.unknown`. */
export async function getTraining(tx: Tx, id: string): Promise<TrainingTable> {
  const row = await tables(tx).selectFrom('training').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw noTraining()
  return row
}

/** The same, locked: tries and signatures follow one another. */
export async function takeTraining(tx: Tx, id: string): Promise<TrainingTable> {
  const row = await tables(tx).selectFrom('training').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw noTraining()
  return row
}

export function noTraining(): Refusal {
  return new Refusal('missing', 'training.unknown', 'There is no such training.')
}

/** The questions that are asked now. */
export async function findQuiz(tx: Tx, page: string): Promise<QuizTable | undefined> {
  return tables(tx).selectFrom('quiz').selectAll().where('page_id', '=', page).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}

export async function addQuiz(tx: Tx, row: QuizTable): Promise<void> {
  await tables(tx).insertInto('quiz').values(row).execute()
}

export async function addTry(tx: Tx, row: QuizTryTable): Promise<void> {
  await tables(tx).insertInto('quiz_try').values(row).execute()
}

export async function triesOf(tx: Tx, training: string): Promise<QuizTryTable[]> {
  return tables(tx).selectFrom('quiz_try').selectAll().where('training_id', '=', training).orderBy('seq').limit(500).execute()
}

/** Tries at the questions of a page, and how many of them passed. */
export async function triesOn(tx: Tx, page: string): Promise<{ tries: number; passed: number }> {
  const { rows } = await sql<{
    tries: number
    passed: number
  }>`select count(*)::int as tries, count(*) filter (where t.passed)::int as passed
    from handbook.training training join handbook.quiz_try t on t.training_id = training.id where training.page_id = ${page}`.execute(tx)
  return rows[0] ?? { tries: 0, passed: 0 }
}

/** Runs of somebody on the texts of a major version that were completed and in which nothing is said to have gone wrong. */
export async function cleanRuns(tx: Tx, page: string, person: string, major: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from handbook.run run
    join handbook.page_version text on text.page_id = run.page_id and text.no = run.no
    where run.page_id = ${page} and run.runner = ${person} and run.state = 'completed' and split_part(text.label, '.', 1) = ${String(major)}
      and not exists (select from handbook.error e where e.run_id = run.id and e.state <> 'rejected')`.execute(tx)
  return rows[0]?.n ?? 0
}

/** Who looks; `led`: who reports to them. */
export type Sees = { looks: Looks; all: boolean; led: readonly string[] }

/** Whose trainings somebody sees: their own, those of whom they lead, those on pages that they keep, or all of them. */
function reached({ looks, all, led }: Sees): RawBuilder<boolean> {
  if (all) return sql<boolean>`true`
  return sql<boolean>`(training.person = ${looks.person} or page.owner = ${looks.person} or page.backup = ${looks.person}
    or training.person = any(${[...led]}::uuid[]))`
}

/** Whether somebody sees a training. */
export async function reaches(tx: Tx, id: string, sees: Sees): Promise<boolean> {
  const row = await tables(tx)
    .selectFrom('training')
    .innerJoin('page', 'page.id', 'training.page_id')
    .select('training.id')
    .where('training.id', '=', id)
    .where(seenBy(sees.looks))
    .where(reached(sees))
    .executeTakeFirst()
  return row !== undefined
}

const stateOn = (today: string) => sql<string>`(case when training.ended_on is not null then 'ended'
  when training.invalidated_on is not null then 'invalidated' when ${provenAt} is not null then 'done'
  when training.waived_until >= ${today}::date then 'waived' when training.due_on < ${today}::date then 'overdue' else 'open' end)`

/** By page, how many have to know its text of now, without those who need not until a day, and how many have proven that they do. */
export const trainedByPage = (today: string) => sql`select training.page_id,
    count(*) filter (where ${stateOn(today)} = 'done')::int as trained, count(*)::int as required
  from handbook.training training
  where training.ended_on is null and training.invalidated_on is null and ${stateOn(today)} <> 'waived' group by training.page_id`

type Listed = TrainingTable & { title: string; number: string | null; person_name: string | null; done_at: Date | null }

/** Trainings as the list was asked. */
export async function listTrainings(tx: Tx, { asking, sees }: { asking: Asking; sees: Sees }, asked: Asked): Promise<Page<Listed>> {
  const name = sql<string | null>`(select p.name from people.person p where p.id = training.person)`
  const rows = tables(tx)
    .selectFrom('training')
    .innerJoin('page', 'page.id', 'training.page_id')
    .selectAll('training')
    .select(['page.title', 'page.number', name.as('person_name'), provenAt.as('done_at')])
    .where(seenBy(sees.looks))
    .where(reached(sees)) as never
  const search = async (words: string, nearness: Nearness) => [
    holds(sql<string>`kernel.fold(page.title || ' ' || page.summary || ' ' || page.path)`, words, nearness),
    holds(sql<string>`kernel.fold(coalesce(${name}, ''))`, words, nearness),
  ]
  const by: Expressed<typeof trainingsList.list> = {
    title: sql`lower(page.title)`,
    person: { name: sql`lower(${name})`, id: sql`training.person` },
    state: stateOn(asking.today),
    due: sql`training.due_on`,
    mode: sql`training.mode`,
    proven: provenAt,
    assigned: sql`training.assigned_on`,
    number: sql`page.number`,
    page: sql`training.page_id::text`,
  }
  return askList<typeof trainingsList.list, Listed>(tx, { list: trainingsList.list, asking, rows, id: 'training.id', by, search }, asked)
}

/** Procedures with those who have to know them now, as far as somebody sees them. */
export async function coverageOf(
  tx: Tx,
  sees: Sees,
  today: string,
): Promise<{ id: string; number: string; title: string; competent: number; required: number }[]> {
  const { rows } = await sql<{
    id: string
    number: string
    title: string
    competent: number
    required: number
  }>`select page.id, page.number, page.title,
      count(*) filter (where ${stateOn(today)} = 'done')::int as competent, count(*)::int as required
    from handbook.training training join handbook.page page on page.id = training.page_id
    where training.ended_on is null and training.invalidated_on is null and page.retired_on is null and ${seenBy(sees.looks)} and ${reached(sees)}
    group by page.id order by page.number limit 200`.execute(tx)
  return rows
}

/** The same of one page, for everybody who may open it: a count names nobody. */
export async function coverageOn(
  tx: Tx,
  page: string,
  today: string,
): Promise<{ competent: number; required: number; due_on: string | null }> {
  const { rows } = await sql<{ competent: number; required: number; due_on: string | null }>`select
      count(*) filter (where ${stateOn(today)} = 'done')::int as competent, count(*)::int as required,
      min(training.due_on) filter (where ${stateOn(today)} in ('open', 'overdue')) as due_on
    from handbook.training training where training.page_id = ${page} and training.ended_on is null and training.invalidated_on is null`.execute(
    tx,
  )
  return rows[0] ?? { competent: 0, required: 0, due_on: null }
}

export type Cell = { person: string; name: string; page: string; training: string; state: string; due_on: string }

/** People in the order of their names. */
export const peopleInOrder: Order<{ person: string; name: string }> = {
  columns: [
    { by: sql`lower(p.name)`, type: 'text', of: ({ name }) => name.toLowerCase() },
    { by: 'p.id', type: 'uuid', of: ({ person }) => person },
  ],
  down: false,
}

/** People behind a cursor, one more than asked, and what each has to know now. */
export async function cellsOf(
  tx: Tx,
  { sees, today, cursor, limit }: { sees: Sees; today: string; cursor: string | undefined; limit: number },
): Promise<Cell[]> {
  const { rows } = await sql<Cell>`with own as (
      select training.person, page.id as page, training.id as training, ${stateOn(today)} as state, to_char(training.due_on, 'YYYY-MM-DD') as due_on
      from handbook.training training join handbook.page page on page.id = training.page_id
      where training.ended_on is null and training.invalidated_on is null and page.retired_on is null and ${seenBy(sees.looks)} and ${reached(sees)}
    ), persons as (
      select distinct p.id, p.name, lower(p.name) as folded from own join people.person p on p.id = own.person where ${behind(peopleInOrder, cursor)}
      order by folded, p.id limit ${limit + 1}
    )
    select persons.id as person, persons.name, own.page, own.training, own.state, own.due_on from persons join own on own.person = persons.id
    order by persons.folded, persons.id`.execute(tx)
  return rows
}
