import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { folded } from '../../../kernel/search/terms.ts'
import { groupsBehind, requireFreshProof } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import type { TrainingTable } from '../following-tables.ts'
import { pageOfTraining, quizDetail, ruleDetail, trainedIn, trainingDetail, triesADay, usual } from '../queries/training.ts'
import { fitKept } from '../queries/texts.ts'
import { fitQuiz, passes, questionsOf, rightIn } from '../rules/quiz.ts'
import { majorOf, proven, trainingState } from '../rules/training.ts'
import { getProcedure } from '../store/procedures.ts'
import { getVersion } from '../store/texts.ts'
import * as store from '../store/training.ts'
import type { PageTable, RunTable } from '../tables.ts'
import { takeOwn } from './pages.ts'
import { pageLabel } from './saying.ts'
import { endAsked, followRule } from './training.ts'

type Detail = OutputOf<typeof promise.trainingsGet>

/** Which groups have to know a procedure, and by which proof. What was proven stays; what was not is asked for anew. */
export async function requireTraining(
  ctx: Context,
  { id, groups, pass_mark, due_days, ...said }: InputOf<typeof promise.trainingsRequire>,
): Promise<OutputOf<typeof promise.trainingsRequire>> {
  const page = await takeOwn(ctx, id)
  const { tier } = await getProcedure(ctx.tx, id)
  const { mode, runs_needed } = { ...usual(tier), ...said }
  if (mode === 'quiz' && groups.length > 0 && !(await store.findQuiz(ctx.tx, id)))
    throw refused('quiz.missing', 'There are no questions on it yet. Write them first, or ask for a signature alone.', 'mode')
  const before = await store.findRule(ctx.tx, id)
  await fitLearners(ctx, groups, before?.groups ?? [])
  if (page.audience === 'restricted' && groups.some((group) => !page.groups.includes(group)))
    throw refused('training.no_reader', 'A group that may not open the page cannot know it. Add it to the readers first.', 'groups')
  const rule = { page_id: id, groups: [...new Set(groups)], mode, pass_mark, runs_needed, due_days }
  await store.saveRule(ctx.tx, rule)
  const open = (await store.trainingsOn(ctx.tx, id)).filter((row) => !proven(row) && row.invalidated_on === null)
  await store.saveTrainings(
    ctx.tx,
    open.map((row) => row.id),
    { mode },
  )
  await record(ctx, {
    action: 'handbook.training.required',
    subject: pageLabel(page),
    before: before ? { groups: before.groups, mode: before.mode } : null,
    after: { groups: rule.groups, mode, pass_mark, runs_needed, due_days },
  })
  await followRule(ctx, page)
  return ruleDetail(ctx, page, rule)
}

/** Refuses `page.group_unknown`, also for a group that is hidden from whoever asks; one that had to know it before may stay. */
async function fitLearners(ctx: Context, groups: readonly string[], before: readonly string[]): Promise<void> {
  const fresh = groups.filter((id) => !before.includes(id))
  const there = await groupsBehind(ctx, fresh, ctx.today)
  if (fresh.some((id) => !there.has(id))) throw refused('page.group_unknown', 'There is no such group.', 'groups')
}

function refused(code: string, text: string, path: string): Refusal {
  return new Refusal('refused', code, text, { unmet: [{ code, text, path }] })
}

/** Questions on a procedure; those that were asked before stay with their tries. */
export async function writeQuiz(
  ctx: Context,
  { id, source }: InputOf<typeof promise.questionsWrite>,
): Promise<OutputOf<typeof promise.questionsWrite>> {
  const page = await takeOwn(ctx, id)
  await getProcedure(ctx.tx, id)
  const questions = questionsOf(source)
  fitQuiz(questions)
  const seq = ((await store.findQuiz(ctx.tx, id))?.seq ?? 0) + 1
  await store.addQuiz(ctx.tx, { page_id: id, seq, source, by_id: personBehind(ctx.actor), by_name: ctx.actor.name, at: ctx.now })
  await record(ctx, { action: 'handbook.quiz.written', subject: pageLabel(page), after: { seq, questions: questions.length } })
  return quizDetail(ctx, id)
}

export async function acknowledge(ctx: Context, { id, no, printed_name }: InputOf<typeof promise.trainingsAcknowledge>): Promise<Detail> {
  const { page, row } = await takeOpen(ctx, id)
  fitTaker(ctx, row)
  fitName(ctx, printed_name)
  const text = await fitText(ctx, page, no)
  if (row.mode !== 'ack' && row.mode !== 'quiz')
    throw new Refusal('conflict', 'training.mode_differs', 'This is proven by doing it, and not by a signature.', {
      facts: { mode: row.mode },
    })
  if (row.mode === 'quiz' && row.passed_at === null)
    throw new Refusal('conflict', 'training.quiz_first', 'Answer the questions first; the signature comes behind them.')
  const { tier } = await getProcedure(ctx.tx, page.id)
  if (tier === 1 && ctx.actor.session) requireFreshProof(ctx.actor.provedAt, ctx.now)
  return prove(ctx, page, row, { signed_no: no, signed_hash: text.content_hash, printed_name, signed_at: ctx.now })
}

export async function answerQuiz(ctx: Context, { id, no, answers }: InputOf<typeof promise.trainingsAnswer>): Promise<Detail> {
  const { page, row } = await takeOpen(ctx, id)
  fitTaker(ctx, row)
  await fitText(ctx, page, no)
  const [quiz, rule, tries] = await Promise.all([
    store.findQuiz(ctx.tx, page.id),
    store.findRule(ctx.tx, page.id),
    store.triesOf(ctx.tx, id),
  ])
  if (row.mode !== 'quiz' || !quiz || row.passed_at !== null)
    throw new Refusal(
      'conflict',
      'training.no_questions',
      'Nothing is asked of you here: there are no questions, or you have answered them.',
    )
  if (quiz.by_id === row.person)
    throw new Refusal(
      'forbidden',
      'quiz.own',
      'You wrote these questions. The other who keeps the procedure writes some for you, or excuses you.',
    )
  if (tries.filter(({ day }) => day === ctx.today).length >= triesADay)
    throw new Refusal('conflict', 'quiz.tries_used', `You have tried ${triesADay} times today. Read it again, and try tomorrow.`)
  const questions = questionsOf(quiz.source)
  const right = rightIn(questions, answers)
  const passed = passes(right, questions.length, rule?.pass_mark ?? 80)
  await store.addTry(ctx.tx, {
    ...{ training_id: id, seq: tries.length + 1, quiz_seq: quiz.seq, right_count: right, question_count: questions.length },
    ...{ passed, at: ctx.now, day: ctx.today },
  })
  await record(ctx, {
    action: 'handbook.quiz.tried',
    subject: pageLabel(page),
    after: { training: id, quiz: quiz.seq, right, of: questions.length, passed },
  })
  if (!passed) return trainingDetail(ctx, page, row)
  return prove(ctx, page, row, { passed_at: ctx.now })
}

export async function observe(ctx: Context, { id, note }: InputOf<typeof promise.trainingsObserve>): Promise<Detail> {
  const { page, row } = await takeOpen(ctx, id)
  fitOther(ctx, row)
  if (row.mode !== 'observed')
    throw new Refusal('conflict', 'training.mode_differs', 'This is not proven by being watched.', { facts: { mode: row.mode } })
  fitKept(ctx, page)
  const assessor = personBehind(ctx.actor)
  return prove(ctx, page, row, { assessor, assessor_name: ctx.actor.name, observed_at: ctx.now, observed_note: note })
}

/** Days for which somebody is excused at most. */
const longestWaiver = 365

export async function waive(ctx: Context, { id, until, reason }: InputOf<typeof promise.trainingsWaive>): Promise<Detail> {
  const { page, row } = await takeOpen(ctx, id)
  fitOther(ctx, row)
  fitKept(ctx, page)
  if (until < ctx.today || until > addDays(ctx.today, longestWaiver))
    throw refused('training.waiver_too_long', 'Somebody is excused until a day from today on, and for a year at most.', 'until')
  const waived = { waived_until: until, waived_reason: reason, waived_by: personBehind(ctx.actor), waived_by_name: ctx.actor.name }
  await store.saveTrainings(ctx.tx, [id], { ...waived, overdue_told: false })
  await endAsked(ctx, page, [row])
  await record(ctx, {
    action: 'handbook.training.waived',
    subject: pageLabel(page),
    after: { training: id, until },
    ...(page.audience === 'restricted' ? {} : { reason }),
  })
  return trainingDetail(ctx, page, { ...row, ...waived })
}

/** One proof more; when it is what was asked, nothing waits any more. */
async function prove(ctx: Context, page: PageTable, row: TrainingTable, proof: Partial<TrainingTable>): Promise<Detail> {
  const now = { ...row, ...proof }
  await store.saveTrainings(ctx.tx, [row.id], proof)
  await record(ctx, {
    action: 'handbook.training.proven',
    subject: pageLabel(page),
    after: { training: row.id, by: Object.keys(proof).find((field) => field.endsWith('_at')) ?? null, complete: proven(now) },
  })
  if (proven(now)) {
    await endAsked(ctx, page, [row])
    await ctx.announce('handbook.training.completed', { page_id: page.id, training_id: row.id }, { key: page.id })
  }
  return trainingDetail(ctx, page, now)
}

/** Locked, and still asked for. Refuses `training.wrong_state`. */
async function takeOpen(ctx: Context, id: string): Promise<{ page: PageTable; row: TrainingTable }> {
  const seen = await store.getTraining(ctx.tx, id)
  const page = await pageOfTraining(ctx, seen)
  const row = await store.takeTraining(ctx.tx, id)
  const state = trainingState(row, ctx.today)
  if (state === 'done' || state === 'ended' || state === 'invalidated')
    throw new Refusal('conflict', 'training.wrong_state', 'This is not asked any more, or proven already.', {
      facts: { state, legal: ['open', 'overdue', 'waived'] },
    })
  return { page, row }
}

/** What somebody knows they say themselves, signed in: no program and nobody else does. */
function fitTaker({ actor }: Context, row: TrainingTable): void {
  if (actor.kind === 'person' && personBehind(actor) === row.person) return
  throw new Refusal('forbidden', 'training.not_yours', 'Whether somebody has read and understood it they say themselves, signed in.')
}

/** Whoever signs prints the name by which they are known here; more of it may stand around it. */
function fitName({ actor }: Context, printed: string): void {
  if (folded(printed).includes(folded(actor.name))) return
  throw refused('training.name_differs', `Sign with your own name: ${actor.name}.`, 'printed_name')
}

function fitOther({ actor }: Context, row: TrainingTable): void {
  if (personBehind(actor) !== row.person) return
  throw new Refusal('forbidden', 'training.own', 'Nobody watches or excuses themselves. Ask the other who keeps the procedure.')
}

/** Refuses `training.version_superseded`: the text changed while it was read. */
async function fitText(ctx: Context, page: PageTable, no: number) {
  const { in_force_no } = await getProcedure(ctx.tx, page.id)
  if (in_force_no !== no)
    throw new Refusal(
      'conflict',
      'training.version_superseded',
      'Another text holds by now. Read it, and say then that you understood it.',
      {
        facts: { no: in_force_no },
      },
    )
  return getVersion(ctx.tx, page.id, no)
}

/** A clean run may be the last one that was missing. */
export async function proveByRun(ctx: Context, page: PageTable, run: RunTable): Promise<void> {
  const rule = await store.findRule(ctx.tx, page.id)
  if (rule?.mode !== 'runs' || run.state !== 'completed') return
  const { label } = await getVersion(ctx.tx, page.id, run.no)
  const row = await store.trainingOf(ctx.tx, page.id, run.runner, majorOf(label))
  if (!row || proven(row) || row.ended_on !== null || row.invalidated_on !== null) return
  if ((await store.cleanRuns(ctx.tx, page.id, run.runner, row.major)) < rule.runs_needed) return
  await prove(ctx, page, row, { proven_at: ctx.now })
}

/** Refuses a run by somebody who has to know the procedure first: of high risk `run.untrained`, of middle risk without somebody beside them. */
export async function fitRunner(ctx: Context, page: PageTable, run: Pick<RunTable, 'runner' | 'no'>, supervisor: string | undefined) {
  const [{ label }, { tier }, rule] = await Promise.all([
    getVersion(ctx.tx, page.id, run.no),
    getProcedure(ctx.tx, page.id),
    store.findRule(ctx.tx, page.id),
  ])
  const trained = await trainedIn(ctx, page, run.runner, label, rule ?? null)
  const beside = supervisor === undefined || supervisor === run.runner ? null : supervisor
  if (beside !== null && (await trainedIn(ctx, page, beside, label, rule ?? null)) !== true)
    throw refused('run.supervisor_untrained', 'Whoever stands beside somebody has proven that they know the procedure.', 'supervisor')
  if (trained !== false || tier === 3) return { trained, supervisor: beside }
  if (tier === 1 && rule?.mode !== 'runs')
    throw new Refusal('forbidden', 'run.untrained', 'Whoever follows this procedure has proven first that they know it: see Training.')
  if (beside === null)
    throw refused('run.supervisor_needed', 'You have not proven yet that you know it. Say who stands beside you and does.', 'supervisor')
  return { trained, supervisor: beside }
}
