import { record } from '../../../kernel/audit.ts'
import { addBusinessDays } from '../../../kernel/calendar/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal, unlessRefused } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { calendarOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { keysSeen, pageOfRun, runDetail, runText } from '../queries/runs.ts'
import { fitKept } from '../queries/texts.ts'
import { addError, errorsOf, getError, saveError, takeRun } from '../store/runs.ts'
import type { ErrorTable, PageTable, RunTable } from '../tables.ts'
import { pullReview } from './pulling.ts'
import { restate } from './restating.ts'
import { labelOf } from './runs.ts'

type Detail = OutputOf<typeof promise.errorsReport>

/** Working days after which a report that nobody answered counts: not answering makes no figure better. */
const silentDays = 10

/** What went wrong, in the run in which it was made. A second person who says the same of a step confirms it. */
export async function reportError(ctx: Context, input: InputOf<typeof promise.errorsReport>): Promise<Detail> {
  const { id, key, fault, severity, found_by, note = null } = input
  const run = await takeRun(ctx.tx, id)
  const page = await pageOfRun(ctx, run)
  if (key !== null && !keysSeen(await runText(ctx, page, run.no)).includes(key))
    throw new Refusal('missing', 'run.step_unknown', 'The text of this run has no such step.')
  const reporter = personBehind(ctx.actor)
  const said = (await errorsOf(ctx.tx, id)).filter((one) => one.key === key && one.state !== 'rejected')
  const same = said.find((one) => one.state === 'reported' || one.state === 'confirmed')
  if (said.some((one) => one.reporter === reporter && one.fault === fault))
    throw new Refusal('conflict', 'error.reported_already', 'You have said this of the step already.')
  const merged = same !== undefined && same.reporter !== reporter
  const row: ErrorTable = {
    ...{ id: newId(), run_id: id, key, fault, severity, found_by, note, reporter, reporter_name: ctx.actor.name, at: ctx.now },
    ...{ day: ctx.today, state: merged ? 'merged' : 'reported' },
    silent: false,
    counts_from: addBusinessDays(ctx.today, silentDays, await calendarOf(ctx)),
    ...{ judged_by: null, judged_by_name: null, judged_at: null, judged_note: null },
  }
  await addError(ctx.tx, row)
  await record(ctx, { action: 'handbook.error.reported', subject: labelOf(run), after: { step: key, fault, severity, found_by } })
  await tell(ctx, 'reported', run, row)
  if (merged && same.state === 'reported') await judge(ctx, { run, page, error: same }, 'confirmed', 'A second person said the same.')
  return runDetail(ctx, run, page)
}

export async function confirmError(ctx: Context, { id }: InputOf<typeof promise.errorsConfirm>): Promise<Detail> {
  const reported = await takeReported(ctx, id)
  await judge(ctx, reported, 'confirmed', null)
  return runDetail(ctx, reported.run, reported.page)
}

export async function rejectError(ctx: Context, { id, reason }: InputOf<typeof promise.errorsReject>): Promise<Detail> {
  const reported = await takeReported(ctx, id)
  const { run, page } = reported
  if (run.runner === personBehind(ctx.actor))
    throw new Refusal('forbidden', 'error.own_run', 'Nobody says of their own run that nothing went wrong. Ask the backup.')
  await judge(ctx, reported, 'rejected', reason)
  return runDetail(ctx, run, page)
}

/** The same with the answer to the flag as which it was raised: what was answered before stays, and nobody takes one of their own run away. */
export async function judgeQuietly(ctx: Context, id: string, as: 'confirmed' | 'rejected', note: string): Promise<void> {
  const seen = await getError(ctx.tx, id)
  const run = await takeRun(ctx.tx, seen.run_id)
  const error = await getError(ctx.tx, id)
  if (error.state !== 'reported' || (as === 'rejected' && run.runner === personBehind(ctx.actor))) return
  await judge(ctx, { run, page: await pageOfRun(ctx, run), error }, as, note)
}

type Reported = { run: RunTable; page: PageTable; error: ErrorTable }

async function judge(ctx: Context, { run, page, error }: Reported, state: 'confirmed' | 'rejected', note: string | null): Promise<void> {
  const judged = { judged_by: personBehind(ctx.actor), judged_by_name: ctx.actor.name, judged_at: ctx.now, judged_note: note }
  await saveError(ctx.tx, error.id, { state, ...judged })
  await record(ctx, {
    action: state === 'confirmed' ? 'handbook.error.confirmed' : 'handbook.error.rejected',
    subject: labelOf(run),
    before: { state: error.state },
    after: { state, fault: error.fault },
    ...(note === null || page.audience === 'restricted' ? {} : { reason: note }),
  })
  await tell(ctx, state, run, error)
  if (state === 'confirmed') await pullReview(ctx, page)
  // its month is over: what it said becomes another figure, and both are kept
  if (run.finished_day !== null && run.finished_day.slice(0, 7) < ctx.today.slice(0, 7)) await restate(ctx, page.id)
}

async function tell(ctx: Context, what: 'reported' | 'confirmed' | 'rejected', run: RunTable, { id, fault }: ErrorTable): Promise<void> {
  await ctx.announce(`handbook.error.${what}`, { page_id: run.page_id, run_id: run.id, error_id: id, fault }, { key: run.id })
}

/** Refuses `error.judged`, and whoever does not keep the procedure. */
async function takeReported(ctx: Context, id: string): Promise<Reported> {
  const seen = await getError(ctx.tx, id)
  const run = await takeRun(ctx.tx, seen.run_id)
  const page = await unlessRefused(pageOfRun(ctx, run))
  if (!page) throw new Refusal('missing', 'error.unknown', 'No such error was reported.')
  fitKept(ctx, page)
  const error = await getError(ctx.tx, id)
  if (error.state !== 'reported')
    throw new Refusal('conflict', 'error.judged', `This report was answered already: it is ${error.state}.`, {
      facts: { state: error.state },
    })
  return { run, page, error }
}
