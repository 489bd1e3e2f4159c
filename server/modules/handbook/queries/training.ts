import type { Context } from '../../../kernel/context.ts'
import { pageBy } from '../../../kernel/keyset.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { askingOf, companyZone, groupsBehind, ledBy, personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { TrainingRuleTable, TrainingTable } from '../following-tables.ts'
import { questionsOf } from '../rules/quiz.ts'
import { changedSteps, majorOf, proven, trainingState } from '../rules/training.ts'
import { findPage, getPage } from '../store/pages.ts'
import { findProcedure, getProcedure, stepKeys } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import * as store from '../store/training.ts'
import type { PageTable } from '../tables.ts'
import { keeps, looksOf, readerOf } from './looking.ts'
import { stepsFor } from './steps.ts'
import { fitKept } from './texts.ts'

type Detail = OutputOf<typeof promise.trainingsGet>
type Rule = OutputOf<typeof promise.trainingsRule>

/** Tries at a quiz that somebody has on a day. */
export const triesADay = 3

async function seesOf(ctx: Context): Promise<store.Sees> {
  const looks = await looksOf(ctx)
  return { looks, all: mayDo(ctx.actor, 'handbook.trained') !== undefined, led: await ledBy(ctx, looks.person) }
}

export async function findTrainings(
  ctx: Context,
  input: InputOf<typeof promise.trainingsList>,
): Promise<OutputOf<typeof promise.trainingsList>> {
  const page = await store.listTrainings(ctx.tx, { asking: await askingOf(ctx), sees: await seesOf(ctx) }, input)
  const items = page.items.map((row) => ({
    ...{ id: row.id, page: row.page_id, number: row.number ?? '', title: row.title, mode: row.mode },
    person: { id: row.person, name: row.person_name ?? 'Somebody who left' },
    state: trainingState(row, ctx.today),
    ...{ assigned_on: row.assigned_on, due_on: row.due_on, proven_at: row.done_at, version: String(row.major) },
  }))
  return { ...page, items }
}

/** The page of a training that the actor sees. Refuses `training.unknown`. */
export async function pageOfTraining(ctx: Context, training: TrainingTable): Promise<PageTable> {
  const sees = await seesOf(ctx)
  const page = await findPage(ctx.tx, training.page_id, sees.looks)
  if (!page || !(await store.reaches(ctx.tx, training.id, sees))) throw store.noTraining()
  return page
}

export async function readTraining(ctx: Context, { id }: InputOf<typeof promise.trainingsGet>): Promise<Detail> {
  const training = await store.getTraining(ctx.tx, id)
  return trainingDetail(ctx, await pageOfTraining(ctx, training), training)
}

/** What a training is about as it is read by whoever asks. */
export async function trainingDetail(ctx: Context, page: PageTable, row: TrainingTable): Promise<Detail> {
  const [procedure, rule, quiz, tries, names, known] = await Promise.all([
    findProcedure(ctx.tx, page.id),
    store.findRule(ctx.tx, page.id),
    store.findQuiz(ctx.tx, page.id),
    store.triesOf(ctx.tx, row.id),
    personsOf(ctx, [row.person]),
    store.knownBefore(ctx.tx, row),
  ])
  const no = procedure?.in_force_no ?? null
  const now = no === null ? undefined : await stepsIn(ctx, page, no)
  const before = known === undefined ? undefined : await stepsIn(ctx, page, known)
  const me = personBehind(ctx.actor)
  const state = trainingState(row, ctx.today)
  const asked = state === 'open' || state === 'overdue' || state === 'waived'
  const mine = row.person === me
  // whoever wrote them proves nothing by them
  const questions = row.mode === 'quiz' && quiz && quiz.by_id !== me && asked && mine ? questionsOf(quiz.source) : []
  const used = tries.filter(({ day }) => day === ctx.today).length
  const signed = row.signed_no === null ? undefined : await getVersion(ctx.tx, page.id, row.signed_no)
  return {
    ...{ id: row.id, page: page.id, number: page.number ?? '', title: page.title, no, label: now?.label ?? null },
    person: { id: row.person, name: names.get(row.person) ?? 'Somebody who left' },
    ...{ mode: row.mode, state, assigned_on: row.assigned_on, due_on: row.due_on },
    steps: now?.steps ?? [],
    changed: changedSteps(before?.steps, now?.steps ?? []),
    again: before !== undefined,
    questions: questions.map(({ text, options, right }) => ({ text, options, several: right.length > 1 })),
    pass_mark: rule?.pass_mark ?? 80,
    tries:
      mine || keeps(ctx, page)
        ? tries.map((one) => ({ at: one.at, right: one.right_count, of: one.question_count, passed: one.passed }))
        : [],
    tries_left: Math.max(0, triesADay - used),
    signed:
      row.signed_at === null
        ? null
        : {
            ...{ printed_name: row.printed_name ?? '', at: row.signed_at, zone: await companyZone(ctx.tx) },
            ...{ label: signed?.label ?? '', hash: row.signed_hash ?? '', meaning: 'I have read and understood' },
          },
    observed:
      row.observed_at === null
        ? null
        : { by: row.assessor_name ?? '', at: row.observed_at, note: row.observed_note ?? '', meaning: 'I observed' },
    runs:
      row.mode === 'runs'
        ? { clean: await store.cleanRuns(ctx.tx, page.id, row.person, row.major), needed: rule?.runs_needed ?? 1, proven_at: row.proven_at }
        : null,
    waived: row.waived_until === null ? null : { until: row.waived_until, by: row.waived_by_name ?? '', reason: row.waived_reason ?? '' },
    may:
      asked && no !== null ? actsOn(ctx, page, row, { mine, quiz: quiz !== undefined && quiz.by_id !== me, left: used < triesADay }) : [],
  }
}

function actsOn(
  ctx: Context,
  page: PageTable,
  row: TrainingTable,
  { mine, quiz, left }: { mine: boolean; quiz: boolean; left: boolean },
): string[] {
  const own = keeps(ctx, page)
  const inPerson = ctx.actor.kind === 'person'
  const signs = mine && inPerson && (row.mode === 'ack' || row.mode === 'quiz') && row.signed_at === null
  return [
    ...(mine && inPerson && row.mode === 'quiz' && quiz && left && row.passed_at === null ? ['answer'] : []),
    ...(signs && (row.mode === 'ack' || row.passed_at !== null) ? ['acknowledge'] : []),
    ...(!mine && own && row.mode === 'observed' ? ['observe'] : []),
    ...(!mine && own ? ['waive'] : []),
  ]
}

async function stepsIn(ctx: Context, page: PageTable, no: number) {
  const looks = await looksOf(ctx)
  const [{ source, label }, keys] = await Promise.all([getVersion(ctx.tx, page.id, no), stepKeys(ctx.tx, page.id, no)])
  const reader = await readerOf(ctx, page, source, looks)
  return { label, steps: await stepsFor(ctx, page, { source, no, keys, reader, looks }) }
}

export async function readRule(ctx: Context, { id }: InputOf<typeof promise.trainingsRule>): Promise<Rule> {
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  await getProcedure(ctx.tx, id)
  return ruleDetail(ctx, page, await store.findRule(ctx.tx, id))
}

export async function ruleDetail(ctx: Context, page: PageTable, rule: TrainingRuleTable | undefined): Promise<Rule> {
  const procedure = await getProcedure(ctx.tx, page.id)
  const [groups, coverage, quiz, mine] = await Promise.all([
    groupsBehind(ctx, rule?.groups ?? [], ctx.today),
    store.coverageOn(ctx.tx, page.id, ctx.today),
    store.findQuiz(ctx.tx, page.id),
    ownOn(ctx, page, procedure.in_force_no),
  ])
  const { mode, pass_mark, runs_needed, due_days } = rule ?? { page_id: page.id, ...usual(procedure.tier) }
  return {
    groups: (rule?.groups ?? []).map((group) => ({ id: group, name: groups.get(group)?.name ?? 'A group for the few' })),
    ...{ mode, pass_mark, runs_needed, due_days, ...coverage, quiz: quiz !== undefined },
    mine: mine ? { id: mine.id, state: trainingState(mine, ctx.today), due_on: mine.due_on } : null,
    may: page.retired_on === null && keeps(ctx, page) ? ['require', 'quiz'] : [],
  }
}

/** What a procedure of a risk asks for where nobody says otherwise. */
export function usual(tier: 1 | 2 | 3) {
  return { mode: tier === 1 ? ('quiz' as const) : ('ack' as const), pass_mark: 80, runs_needed: 4 - tier, due_days: 10 }
}

async function ownOn(ctx: Context, page: PageTable, no: number | null): Promise<TrainingTable | undefined> {
  const { person } = await looksOf(ctx)
  if (no === null) return undefined
  const { label } = await getVersion(ctx.tx, page.id, no)
  const row = await store.trainingOf(ctx.tx, page.id, person, majorOf(label))
  return row?.ended_on === null ? row : undefined
}

/** Whether somebody has proven that they know a procedure as it is followed; nothing where nobody has to. Who is excused counts. */
export async function trainedIn(
  ctx: Context,
  page: PageTable,
  person: string,
  label: string,
  rule: TrainingRuleTable | null,
): Promise<boolean | null> {
  if (!rule || rule.groups.length === 0) return null
  const row = await store.trainingOf(ctx.tx, page.id, person, majorOf(label))
  if (!row) return false
  const state = trainingState(row, ctx.today)
  return state === 'waived' || (row.invalidated_on === null && proven(row))
}

export async function readQuiz(ctx: Context, { id }: InputOf<typeof promise.questionsGet>): Promise<OutputOf<typeof promise.questionsGet>> {
  const looks = await looksOf(ctx)
  const page = await getPage(ctx.tx, id, looks)
  if (!looks.all) fitKept(ctx, page)
  return quizDetail(ctx, page.id)
}

export async function quizDetail(ctx: Context, page: string): Promise<OutputOf<typeof promise.questionsGet>> {
  const [quiz, tries] = await Promise.all([store.findQuiz(ctx.tx, page), store.triesOn(ctx.tx, page)])
  return { source: quiz?.source ?? null, questions: quiz ? questionsOf(quiz.source).length : 0, ...tries }
}

/** People × procedures, a page of people at a time. */
export async function readCoverage(
  ctx: Context,
  { cursor, limit }: InputOf<typeof promise.coverageRead>,
): Promise<OutputOf<typeof promise.coverageRead>> {
  const sees = await seesOf(ctx)
  const [procedures, cells] = await Promise.all([
    store.coverageOf(ctx.tx, sees, ctx.today),
    store.cellsOf(ctx.tx, { sees, today: ctx.today, cursor, limit }),
  ])
  const people = [...Map.groupBy(cells, ({ person }) => person)].map(([person, own]) => ({ person, name: own[0]?.name ?? '', own }))
  const { items, next } = pageBy(people, store.peopleInOrder, limit)
  return {
    procedures,
    items: items.map(({ person, name, own }) => ({
      ...{ id: person, name },
      cells: own.map(({ page, training, state, due_on }) => ({ page, training, state: state as 'open', due_on })),
    })),
    next,
  }
}
