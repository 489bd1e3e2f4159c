import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import { calledOf, type SubjectRef } from '../../../kernel/subject.ts'
import { askingOf, personsOf } from '../../people/index.ts'
import type { SearchHit } from '../../../kernel/room.ts'
import type * as promise from '../contract.ts'
import { type Ask, askOf, noAnswers, sameName } from '../rules/asks.ts'
import { becauseOf, type Carried, carriedOf, commas, needsOf } from '../rules/carried.ts'
import { procedureOf } from '../rules/procedures.ts'
import { sameEyes } from '../rules/runs.ts'
import { sameAgain } from '../rules/second.ts'
import { stepsOf } from '../rules/steps.ts'
import { findPage } from '../store/pages.ts'
import { findProcedure, stepKeys } from '../store/procedures.ts'
import { errorsOf, getRun, listRuns, runsByWords, tickedIn } from '../store/runs.ts'
import { openTurns } from '../store/turns.ts'
import { getVersion } from '../store/texts.ts'
import type { ErrorTable, PageTable, RunStepTable, RunTable } from '../tables.ts'
import { keeps, leastReader, looksOf, readerOf } from './looking.ts'
import { pageRef } from './pages.ts'
import { ratingFor } from './ratings.ts'
import { seenSteps, type ShownStep, stepsFor } from './steps.ts'

export async function findRuns(ctx: Context, input: InputOf<typeof promise.runsList>): Promise<OutputOf<typeof promise.runsList>> {
  const page = await listRuns(ctx.tx, { asking: await askingOf(ctx), looks: await looksOf(ctx) }, input)
  const items = page.items.map((row) => ({
    ...{
      id: row.id,
      number: row.number,
      title: row.title,
      page: row.page_id,
      about: row.about,
      state: row.state,
      errors: row.errors,
      by: row.by,
    },
    ...{ version: row.label, started_at: row.started_at, finished_at: row.finished_at },
    runner: { id: row.runner, name: row.name_now ?? row.runner_name },
  }))
  return { ...page, items }
}

/** For the search: runs by their number, and by what they are for. */
export async function hitsOfRuns(ctx: Context, words: string, limit: number): Promise<SearchHit[]> {
  const rows = await runsByWords(ctx.tx, words, limit, await looksOf(ctx))
  return rows.map(({ id, number, about, title }) => ({
    ...{ kind: 'run', title: about === null ? title : `${title}: ${about}`, note: number, href: `/handbook/runs/${id}` },
  }))
}

/** The page of a run. Refuses `run.unknown`, also for what the asker may not open. */
export async function pageOfRun(ctx: Context, run: RunTable): Promise<PageTable> {
  const page = await findPage(ctx.tx, run.page_id, await looksOf(ctx))
  if (!page) throw new Refusal('missing', 'run.unknown', 'There is no such run.')
  return page
}

/** The steps of a text of a procedure as the asker sees them, and what it promises. */
export async function stepsOn(
  ctx: Context,
  page: PageTable,
  no: number,
): Promise<{ label: string; promised: string | null; steps: ShownStep[] }> {
  const looks = await looksOf(ctx)
  const [{ source, label }, keys] = await Promise.all([getVersion(ctx.tx, page.id, no), stepKeys(ctx.tx, page.id, no)])
  const reader = await readerOf(ctx, page, source, looks)
  return { label, promised: procedureOf(source).promise, steps: await stepsFor(ctx, page, { source, no, keys, reader, looks }) }
}

/** A run as others speak of it: by the name of its page. */
export function runRef(page: PageTable, id: string): SubjectRef {
  const ref = pageRef(page)
  return { room: 'handbook', kind: 'run', id, title: calledOf(ref), href: `/handbook/runs/${id}`, audience: page.audience }
}

/** A text that a run follows: all its steps, and which of them the asker sees. */
export type RunText = {
  label: string
  promised: string | null
  /** some step is somebody's, or has a day */
  carries: boolean
  steps: (Carried & {
    whose: string | null
    key: string
    title: string
    approves: boolean
    only_says: string | null
    sees: boolean
    /** every colleague sees it who may open the page */
    open: boolean
    asksSeen: Ask[]
  })[]
  shown: () => Promise<ShownStep[]>
}

export async function runText(ctx: Context, page: PageTable, no: number): Promise<RunText> {
  const looks = await looksOf(ctx)
  const [{ source, label }, keys] = await Promise.all([getVersion(ctx.tx, page.id, no), stepKeys(ctx.tx, page.id, no)])
  const reader = await readerOf(ctx, page, source, looks)
  const all = stepsOf(source)
  const seen = new Map(seenSteps(source, reader).map((step) => [step.place, step]))
  const open = new Set(seenSteps(source, leastReader('internal')).map(({ place }) => place))
  const steps = carriedOf(all).map((carried, at) => {
    const own = seen.get(carried.place)
    return {
      ...carried,
      ...{ key: keys[carried.place] ?? '', title: all[at]?.title ?? '', approves: all[at]?.approve != null, sees: own !== undefined },
      open: open.has(carried.place),
      // another one may stand before it, for others
      only_says: own?.only === all[at]?.only ? (own?.only ?? null) : null,
      // an approval is for whom it names, where the step names nobody
      whose: all[at]?.who ?? all[at]?.approve ?? null,
      asksSeen: carried.asks.filter(({ name }) => own?.asks.some((said) => sameName(askOf(said)?.name ?? '', name))),
    }
  })
  const shown = () => stepsFor(ctx, page, { source, no, keys, reader, looks })
  const carries = steps.some(({ whose, due }) => whose !== null || due !== null)
  return { label, promised: procedureOf(source).promise, carries, steps, shown }
}

/** The keys of the steps that the asker sees, in their order. */
export function keysSeen({ steps }: Pick<RunText, 'steps'>): string[] {
  return steps.filter(({ sees }) => sees).map(({ key }) => key)
}

/** Which steps are needed by what was said so far, and why others are not, by their keys. */
export function needsIn({ steps }: Pick<RunText, 'steps'>, ticked: readonly Pick<RunStepTable, 'key' | 'state' | 'answers'>[]) {
  const last = new Map(ticked.map((one) => [one.key, { state: one.state, answers: answersIn(one) }]))
  const needs = needsOf(
    steps,
    new Map(steps.flatMap(({ key, place }) => (last.has(key) ? [[place, last.get(key) ?? blank] as const] : []))),
  )
  const seen = new Set(steps.flatMap(({ asksSeen }) => asksSeen.map(({ name }) => name.toLowerCase())))
  return new Map(
    steps.map(({ key, place, only_says }) => {
      const need = needs.get(place) ?? { is: 'needed' as const, on: [] }
      return [key, { is: need.is, because: becauseOf(only_says, need, (name) => seen.has(name.toLowerCase())) }]
    }),
  )
}

const blank = { state: 'todo' as const, answers: {} }

function answersIn({ answers }: Pick<RunStepTable, 'answers'>): Record<string, string> {
  return Object.assign(noAnswers(), answers === null ? {} : (JSON.parse(answers) as Record<string, string>))
}

export async function readRun(ctx: Context, { id }: InputOf<typeof promise.runsGet>): Promise<OutputOf<typeof promise.runsGet>> {
  const run = await getRun(ctx.tx, id)
  return runDetail(ctx, run, await pageOfRun(ctx, run))
}

export async function runDetail(ctx: Context, run: RunTable, page: PageTable, known?: RunText): Promise<OutputOf<typeof promise.runsGet>> {
  const text = known ?? (await runText(ctx, page, run.no))
  const [steps, ticked, errors, procedure, open_turns] = await Promise.all([
    text.shown(),
    tickedIn(ctx.tx, run.id),
    errorsOf(ctx.tx, run.id),
    findProcedure(ctx.tx, page.id),
    text.carries ? openTurns(ctx.tx, run.id) : [],
  ])
  const turns = new Map(open_turns.map((turn) => [turn.key, turn]))
  const persons = text.steps.some(({ asks }) => asks.some(({ kind }) => kind === 'person'))
  const told = persons ? ticked.flatMap((one) => Object.values(answersIn(one)).filter((value) => /^[0-9a-f-]{36}$/.test(value))) : []
  const names = await personsOf(ctx, [
    ...(run.supervisor === null ? [] : [run.supervisor]),
    ...told,
    ...open_turns.flatMap(({ people }) => people),
  ])
  const last = new Map(ticked.map((one) => [one.key, one]))
  const needs = needsIn(text, ticked)
  const done = ticked.filter((one) => one.state !== 'todo').map(({ key, by_id }) => ({ key, by: by_id }))
  const seen = new Set(steps.map(({ key }) => key))
  const me = personBehind(ctx.actor)
  const follows = mayDo(ctx.actor, 'handbook.follow') !== undefined
  const ends = run.runner === personBehind(ctx.actor) || keeps(ctx, page)
  const open = run.state === 'started'
  return {
    ...{ id: run.id, number: run.number, page: page.id, procedure: page.number ?? '', title: page.title, no: run.no, label: text.label },
    in_force: procedure?.in_force_no === run.no && page.retired_on === null,
    about: run.about,
    runner: { id: run.runner, name: run.runner_name },
    trained: run.trained,
    supervisor: run.supervisor === null ? null : { id: run.supervisor, name: names.get(run.supervisor) ?? gone },
    ...{ started_at: run.started_at, finished_at: run.finished_at, state: run.state, promise: text.promised },
    aborted: run.abort_reason === null ? null : { reason: run.abort_reason, note: run.abort_note },
    steps: steps.map((step) => {
      const said = last.get(step.key)
      const need = needs.get(step.key) ?? { is: 'needed' as const, because: null }
      const before = said?.state ?? ('todo' as const)
      const state = before === 'todo' && need.is === 'not_needed' ? ('not_needed' as const) : before
      const answers = answersIn({ answers: said?.answers ?? null })
      const ticks = said !== undefined && state !== 'todo' && state !== 'not_needed'
      return {
        ...step,
        ...{ state, need: need.is, because: need.because },
        answers: step.asks.flatMap(({ name, kind }) => {
          const value = answers[name]
          if (value === undefined) return []
          const shown = kind === 'person' ? (names.get(value) ?? gone) : kind === 'number' || kind === 'money' ? commas(value) : value
          return [{ name, value, shown }]
        }),
        assigned: (turns.get(step.key)?.people ?? [])
          .map((id) => ({ id, name: names.get(id) ?? gone }))
          .toSorted((one, other) => one.name.localeCompare(other.name)),
        due_day: turns.get(step.key)?.due_day ?? null,
        late: (turns.get(step.key)?.due_day ?? ctx.today) < ctx.today,
        note: said?.note ?? null,
        by: ticks ? { id: said.by_id, name: said.by_name } : null,
        at: ticks ? said.at : null,
        barred: state === 'todo' && step.approve !== null && sameEyes(step.key, { runner: run.runner, ticked, by: me }),
        second: state === 'todo' && sameAgain(step, done, me),
        mine: open && follows && (state === 'todo' || said?.by_id === me),
      }
    }),
    errors: errors.filter(({ key }) => key === null || seen.has(key)).map((error) => errorLine(ctx, page, run, error)),
    rating: await ratingFor(ctx, run),
    may: follows ? [...(open ? ['tick', ...(ends ? ['complete', 'abort'] : [])] : []), 'report'] : [],
  }
}

const gone = 'Somebody who left'

function errorLine(ctx: Context, page: PageTable, run: RunTable, row: ErrorTable) {
  const { id, key, fault, severity, found_by, note, reporter, reporter_name, at, state, counts_from } = row
  const judges = state === 'reported' && keeps(ctx, page)
  return {
    ...{ id, key, fault, severity, found_by, note, reporter: { id: reporter, name: reporter_name }, at, state, counts_from },
    judged: row.judged_at === null ? null : { by: row.judged_by_name ?? '', at: row.judged_at, note: row.judged_note },
    may: judges ? ['confirm', ...(run.runner === personBehind(ctx.actor) ? [] : ['reject'])] : [],
  }
}
