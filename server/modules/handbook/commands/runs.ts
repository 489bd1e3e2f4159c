import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { answerWaiting } from './expected.ts'
import { runDue } from './due.ts'
import { endAllTurns, followTurns } from './turns.ts'
import { fitRunner, proveByRun } from './proving.ts'
import { colleaguesOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { keeps, looksOf } from '../queries/looking.ts'
import { keysSeen, needsIn, pageOfRun, runDetail, type RunText, runText } from '../queries/runs.ts'
import { answerForm, fitAnswers } from '../rules/asks.ts'
import { endOf, fitEyes, fitNeed, fitOpen, fitTick, sameEyes } from '../rules/runs.ts'
import { getPage } from '../store/pages.ts'
import { findProcedure, getProcedure } from '../store/procedures.ts'
import { addRun, addTicks, errorsOf, saveRun, takeRun, takeRunNumber, tickedIn } from '../store/runs.ts'
import type { PageTable, RunStepTable, RunTable } from '../tables.ts'

type Detail = OutputOf<typeof promise.runsGet>

/** Begins to follow the text that is in force; it stays the text of this run. */
export async function startRun(ctx: Context, { id, about, supervisor, expected }: InputOf<typeof promise.runsStart>): Promise<Detail> {
  const { page, no } = await followedNow(ctx, id)
  const run = await newRun(ctx, page, { no, about, supervisor })
  await addRun(ctx.tx, run)
  await answerWaiting(ctx, page, run, expected)
  const text = await runText(ctx, page, no)
  await followTurns(ctx, { run, page, text, ticked: [] })
  await record(ctx, { action: 'handbook.run.started', subject: labelOf(run), after: { procedure: page.number, no: run.no } })
  await ctx.announce('handbook.run.started', { page_id: page.id, run_id: run.id }, { key: run.id })
  return runDetail(ctx, run, page, text)
}

/** A procedure with the number of the text that is followed. Refuses `run.not_in_force`. */
async function followedNow(ctx: Context, id: string): Promise<{ page: PageTable & { waits: boolean }; no: number }> {
  const looks = await looksOf(ctx)
  const [page, procedure] = await Promise.all([getPage(ctx.tx, id, looks), findProcedure(ctx.tx, id)])
  const no = procedure ? procedure.in_force_no : (await getProcedure(ctx.tx, id)).in_force_no
  if (no !== null && page.retired_on === null) return { page: { ...page, waits: (procedure?.triggers.length ?? 0) > 0 }, no }
  throw new Refusal(
    'conflict',
    'run.not_in_force',
    'Nobody has agreed to a text of this procedure that holds, so that it is not followed.',
    { facts: { state: page.retired_on === null ? 'draft' : 'retired', legal: ['in_force'] } },
  )
}

type Begun = { no: number; about: string | undefined; supervisor: string | undefined }

function newRun(ctx: Context, page: PageTable, begun: Begun): Promise<RunTable> {
  return openRun(ctx, page, { ...begun, runner: runnerOf(ctx), runner_name: ctx.actor.name })
}

/** A run of somebody who may begin it. */
export async function openRun(
  ctx: Context,
  page: PageTable,
  { no, about, supervisor, runner, runner_name }: Begun & Pick<RunTable, 'runner' | 'runner_name'>,
): Promise<RunTable> {
  return {
    ...(await fitRunner(ctx, page, { runner, no }, supervisor)),
    ...{ id: newId(), number: await takeRunNumber(ctx.tx), page_id: page.id, no, about: about ?? null },
    ...{ runner, runner_name, started_at: ctx.now },
    ...{ finished_at: null, finished_day: null, state: 'started', abort_reason: null, abort_note: null },
  }
}

/** Refuses `run.nobody`: a run is somebody's, also where a program ticks its steps. */
function runnerOf({ actor }: Context): string {
  const person = personBehind(actor)
  if (/^[0-9a-f-]{36}$/i.test(person)) return person
  throw new Refusal('forbidden', 'run.nobody', 'A procedure is followed by somebody. Use a key that acts for a person.')
}

/** Enters a run that was followed elsewhere, all of it at once. */
export async function recordRun(
  ctx: Context,
  { id, about, supervisor, steps, expected }: InputOf<typeof promise.runsRecord>,
): Promise<OutputOf<typeof promise.runsRecord>> {
  const { page, no } = await followedNow(ctx, id)
  const [begun, text] = await Promise.all([newRun(ctx, page, { no, about, supervisor }), runText(ctx, page, no)])
  const by = { by_id: begun.runner, by_name: begun.runner_name, at: ctx.now }
  const said = steps ?? wholeOf(text)
  const ticks = await ticksOf(ctx, text, said, by)
  // what one person enters whole has no second pair of eyes
  for (const { key, state } of ticks) fitEyes(approves(text, key) && state === 'done', true)
  const keys = keysSeen(text)
  for (const tick of ticks) fitTick(keys, undefined, { ...tick, by: begun.runner })
  const needs = needsIn(text, ticks)
  for (const { key, state } of ticks) fitNeed(needs.get(key)?.is ?? 'needed', needs.get(key)?.because ?? null, state)
  const state = endOf(needed(text, needs), ticks, 0)
  const run = { ...begun, state, finished_at: ctx.now, finished_day: ctx.today }
  await addRun(ctx.tx, run)
  await addTicks(ctx.tx, run.id, [...ticks, ...unneeded(text, needs, by)])
  await answerWaiting(ctx, page, run, expected)
  await record(ctx, { action: 'handbook.run.recorded', subject: labelOf(run), after: { procedure: page.number, no: run.no, state } })
  await ctx.announce('handbook.run.finished', { page_id: run.page_id, run_id: run.id, state }, { key: run.id })
  await proveByRun(ctx, page, run)
  return { id: run.id, number: run.number, state }
}

type By = Pick<RunStepTable, 'by_id' | 'by_name' | 'at'>
type Said = {
  key: string
  state: 'todo' | 'done' | 'skipped' | 'failed'
  note?: string | undefined
  answers?: Record<string, string> | undefined
}

/** All that is needed where nothing was answered. */
function wholeOf(text: RunText): Said[] {
  const keys = keysSeen(text)
  const needs = needsIn(
    text,
    keys.map((key) => ({ key, state: 'done' as const, answers: null })),
  )
  return keys.filter((key) => needs.get(key)?.is !== 'not_needed').map((key) => ({ key, state: 'done' as const }))
}

/** What is said of steps, with what was answered in its one spelling. Refuses an answer that does not fit, and a colleague who is none. */
async function ticksOf(ctx: Context, { steps }: RunText, said: readonly Said[], by: By): Promise<Tick[]> {
  const fit = said.map(({ key, state, note, answers = {} }) => {
    const asks = steps.find((step) => step.key === key)?.asksSeen ?? []
    return { key, state, note: note ?? null, asks, answers: fitAnswers(asks, answers, state === 'done') }
  })
  const persons = fit.flatMap(({ asks, answers }) =>
    asks.flatMap((ask) => (ask.kind === 'person' && answers[ask.name] !== undefined ? [{ ask, id: answers[ask.name] ?? '' }] : [])),
  )
  const ids = persons.map(({ id }) => id)
  const known = ids.length === 0 ? new Map() : await colleaguesOf(ctx, ids)
  const nobody = persons.find(({ id }) => known.get(id)?.left !== false)?.ask
  if (nobody) {
    const text = `${nobody.name}: ${answerForm(nobody)}`
    throw new Refusal('refused', 'run.answer_unfit', text, {
      unmet: [{ code: 'run.answer_unfit', text, path: 'answers', item: nobody.name }],
    })
  }
  return fit.map(({ key, state, note, answers }) => ({
    ...{ key, state, note, ...by },
    answers: Object.keys(answers).length === 0 ? null : JSON.stringify(answers),
  }))
}

type Tick = Omit<RunStepTable, 'run_id' | 'seq' | 'state'> & { state: Said['state'] }

function approves({ steps }: RunText, key: string): boolean {
  return steps.some((step) => step.key === key && step.approves)
}

type Needs = ReturnType<typeof needsIn>

/** The keys of the steps that the asker sees and that are needed, or may be. */
function needed(text: RunText, needs: Needs): string[] {
  return keysSeen(text).filter((key) => needs.get(key)?.is !== 'not_needed')
}

/** What a run that ends did not need, each as the last word about its step: it was not carried out, and not left out either. */
function unneeded({ steps }: RunText, needs: Needs, by: By) {
  const keys = steps.map(({ key }) => key).filter((key) => needs.get(key)?.is === 'not_needed')
  return keys.map((key) => ({ key, state: 'not_needed' as const, note: null, answers: null, ...by }))
}

export async function tickStep(ctx: Context, { id, key, state, ...said }: InputOf<typeof promise.runsTick>): Promise<Detail> {
  const { run, page, text } = await takeOpen(ctx, id)
  const ticked = await tickedIn(ctx.tx, id)
  const before = ticked.find((one) => one.key === key)
  const by = personBehind(ctx.actor)
  fitTick(keysSeen(text), before, { key, state, note: said.note ?? null, by })
  const need = needsIn(text, ticked).get(key)
  fitNeed(need?.is ?? 'needed', need?.because ?? null, state)
  if (state === 'done') fitEyes(approves(text, key), sameEyes(key, { runner: run.runner, ticked, by }))
  const ticks = await ticksOf(ctx, text, [{ key, state, ...said }], { by_id: by, by_name: ctx.actor.name, at: ctx.now })
  await addTicks(ctx.tx, id, ticks)
  await followTurns(ctx, { run, page, text, ticked: [...ticked.filter((one) => one.key !== key), ...ticks] })
  await record(ctx, {
    action: 'handbook.run.ticked',
    subject: labelOf(run),
    before: { step: key, state: before?.state ?? 'todo' },
    after: { step: key, state },
  })
  return runDetail(ctx, run, page, text)
}

export async function completeRun(ctx: Context, { id }: InputOf<typeof promise.runsComplete>): Promise<Detail> {
  const { run, page, text } = await takeOpen(ctx, id)
  fitEnds(ctx, run, page)
  const [told, ticked] = await Promise.all([errorsOf(ctx.tx, id), tickedIn(ctx.tx, id)])
  const errors = told.filter(({ state }) => state !== 'rejected').length
  const needs = needsIn(text, ticked)
  const state = endOf(needed(text, needs), ticked, errors)
  await addTicks(ctx.tx, id, unneeded(text, needs, { by_id: personBehind(ctx.actor), by_name: ctx.actor.name, at: ctx.now }))
  const now = await end(ctx, run, text, { state })
  await proveByRun(ctx, page, now)
  return runDetail(ctx, now, page, text)
}

export async function abortRun(ctx: Context, { id, reason, note }: InputOf<typeof promise.runsAbort>): Promise<Detail> {
  const { run, page, text } = await takeOpen(ctx, id)
  fitEnds(ctx, run, page)
  const now = await end(ctx, run, text, { state: 'aborted', abort_reason: reason, abort_note: note ?? null })
  return runDetail(ctx, now, page, text)
}

/** Many may tick; that it is over is said by whoever began it, or keeps the page: who sees least decides nothing. */
function fitEnds(ctx: Context, run: RunTable, page: PageTable): void {
  if (run.runner === personBehind(ctx.actor) || keeps(ctx, page)) return
  throw new Refusal('forbidden', 'run.not_yours', 'A run is ended by whoever began it, or by those who keep the procedure.')
}

async function end(ctx: Context, run: RunTable, text: RunText, how: Pick<RunTable, 'state'> & Partial<RunTable>): Promise<RunTable> {
  const change = { ...how, finished_at: ctx.now, finished_day: ctx.today }
  await saveRun(ctx.tx, run.id, change)
  await endNotices(ctx, { reason: runDue, kind: 'run', id: run.id })
  await endAllTurns(ctx, run, text)
  await record(ctx, {
    action: 'handbook.run.finished',
    subject: labelOf(run),
    after: { state: how.state, ...(how.abort_reason ? { reason: how.abort_reason } : {}) },
  })
  await ctx.announce('handbook.run.finished', { page_id: run.page_id, run_id: run.id, state: how.state }, { key: run.id })
  return { ...run, ...change }
}

/** Locked and under way, with its text. */
async function takeOpen(ctx: Context, id: string): Promise<{ run: RunTable; page: PageTable; text: RunText }> {
  const run = await takeRun(ctx.tx, id)
  const page = await pageOfRun(ctx, run)
  fitOpen(run.state)
  return { run, page, text: await runText(ctx, page, run.no) }
}

export function labelOf({ id, number }: RunTable) {
  return { kind: 'run', id, label: number }
}
