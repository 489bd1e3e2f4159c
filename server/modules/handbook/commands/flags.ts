import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices, notify, rewordNotices } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { calledOf } from '../../../kernel/subject.ts'
import type * as promise from '../contract.ts'
import type { FlagTable } from '../following-tables.ts'
import { flagLine } from '../queries/flags.ts'
import { looksOf } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { pageOfRun, stepsOn } from '../queries/runs.ts'
import { fitKept } from '../queries/texts.ts'
import { fixedIn } from '../rules/flags.ts'
import { addFlag, getFlag, labelsOf, noFlag, saveFlag } from '../store/flags.ts'
import { findPage, getPage, takePage } from '../store/pages.ts'
import { errorsOf, getRun } from '../store/runs.ts'
import type { PageTable, RunTable } from '../tables.ts'
import { judgeQuietly, reportError } from './errors.ts'
import { because, hearerOf } from './keepers.ts'
import { pullReview } from './pulling.ts'
import { pageLabel } from './saying.ts'

type Line = OutputOf<typeof promise.flagsRaise>
const raised = because.flag

/** Something is wrong with a text, in one tap; whoever keeps it is told. In a run it is reported as an error of the text as well. */
export async function raiseFlag(ctx: Context, input: InputOf<typeof promise.flagsRaise>): Promise<Line> {
  const { id, key, run: of, note = null } = input
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  const run = of === undefined ? undefined : await runOf(ctx, page, of)
  const no = run?.no ?? page.no
  const row: FlagTable = {
    ...{ id: newId(), page_id: id, no, key, step: await stepCalled(ctx, page, no, key), run_id: run?.id ?? null },
    ...{ error_id: run ? await errorBehind(ctx, run, key, note) : null, note, by_id: raiserOf(ctx), by_name: ctx.actor.name },
    ...{ at: ctx.now, day: ctx.today, state: 'open', fixed_no: null, answer: null },
    ...{ answered_by: null, answered_by_name: null, answered_at: null },
  }
  await addFlag(ctx.tx, row)
  await record(ctx, { action: raised, subject: pageLabel(page), after: { flag: row.id, step: key, no } })
  await ctx.announce(raised, { page_id: id, flag_id: row.id }, { key: id })
  const to = hearerOf(page, row.by_id)
  if (to !== null && page.retired_on === null)
    await notify(ctx, { to: [to], reason: raised, key: row.id, subject: flagRef(page), text: textOf(page, row) })
  await pullReview(ctx, page)
  return flagLine(ctx, page, row)
}

/** Refuses `flag.nobody`: whoever raised it is answered. */
function raiserOf({ actor }: Context): string {
  const person = personBehind(actor)
  if (isPerson.test(person)) return person
  throw new Refusal('forbidden', 'flag.nobody', 'Whoever raises a flag is answered. Use a key that acts for a person.')
}

const isPerson = /^[0-9a-f-]{36}$/i

function flagRef(page: PageTable) {
  const ref = pageRef(page)
  return { ...ref, title: calledOf(ref), href: `${ref.href}?tab=flags` }
}

function textOf(page: PageTable, { by_name, step, note }: FlagTable): string {
  if (page.audience === 'restricted') return `${by_name} says that something is wrong on a page for the few`
  const [, place = '', title = ''] = /^(\S+) (.*)$/.exec(step ?? '') ?? []
  const what = step ? `step ${place}, “${title}”,` : `“${page.title}”`
  return `${by_name} says that ${what} is wrong${note ? `: ${note}` : ''}`
}

/** Refuses `run.unknown` for a run of another procedure. */
async function runOf(ctx: Context, page: PageTable, id: string): Promise<RunTable> {
  const run = await getRun(ctx.tx, id)
  await pageOfRun(ctx, run)
  if (run.page_id !== page.id) throw new Refusal('missing', 'run.unknown', 'This procedure has no such run.')
  return run
}

/** Refuses `flag.step_unknown`, also for a step that the actor does not see. */
async function stepCalled(ctx: Context, page: PageTable, no: number, key: string | null): Promise<string | null> {
  if (key === null) return null
  const step = (await stepsOn(ctx, page, no)).steps.find((one) => one.key === key)
  if (!step) throw new Refusal('missing', 'flag.step_unknown', 'The text has no such step.')
  return `${step.position} ${step.title}`
}

/** The error as which it counts in a run; what was said before is not said twice. */
async function errorBehind(ctx: Context, run: RunTable, key: string | null, note: string | null): Promise<string | null> {
  const own = async () =>
    (await errorsOf(ctx.tx, run.id)).find(
      (one) => one.key === key && one.fault === 'procedure' && one.reporter === personBehind(ctx.actor) && one.state !== 'rejected',
    )
  const before = await own()
  if (before) return before.id
  const words = note === null ? {} : { note }
  await reportError(ctx, { id: run.id, key, fault: 'procedure', severity: 'rework', found_by: 'self', ...words })
  return (await own())?.id ?? null
}

export async function sayOfFlag(ctx: Context, { id, note }: InputOf<typeof promise.flagsSay>): Promise<Line> {
  const { page, flag } = await takeFlag(ctx, id)
  if (flag.by_id !== personBehind(ctx.actor))
    throw new Refusal('forbidden', 'flag.not_yours', 'What is wrong is said by whoever raised the flag.')
  if (flag.state !== 'open')
    throw new Refusal('conflict', 'flag.answered', 'This flag was answered already.', { facts: { state: flag.state } })
  await saveFlag(ctx.tx, id, { note })
  await rewordNotices(ctx, { reason: raised, key: id }, textOf(page, { ...flag, note }))
  await record(ctx, { action: 'handbook.flag.said', subject: pageLabel(page), after: { flag: id } })
  return flagLine(ctx, page, { ...flag, note })
}

/** What whoever keeps the page says of it; the error as which it counted in a run is judged with it. */
export async function answerFlag(ctx: Context, { id, as, no, reason }: InputOf<typeof promise.flagsAnswer>): Promise<Line> {
  const { page, flag } = await takeFlag(ctx, id)
  fitKept(ctx, page)
  const fixed_no = fixedIn(flag, page, { as, no })
  const answered = { answered_by: personBehind(ctx.actor), answered_by_name: ctx.actor.name, answered_at: ctx.now }
  const now: FlagTable = { ...flag, state: as, fixed_no, answer: reason, ...answered }
  await saveFlag(ctx.tx, id, { state: as, fixed_no, answer: reason, ...answered })
  if (flag.error_id !== null) await judgeQuietly(ctx, flag.error_id, as === 'fixed' ? 'confirmed' : 'rejected', reason)
  await endNotices(ctx, { reason: raised, kind: 'page', id: page.id, key: id })
  await record(ctx, {
    action: 'handbook.flag.answered',
    subject: pageLabel(page),
    before: { flag: id, state: flag.state },
    after: { state: as, fixed_no },
    ...(page.audience === 'restricted' ? {} : { reason }),
  })
  await ctx.announce('handbook.flag.answered', { page_id: page.id, flag_id: id, as }, { key: page.id })
  if (flag.by_id !== answered.answered_by) await tellRaiser(ctx, page, now)
  return flagLine(ctx, page, now)
}

async function tellRaiser(ctx: Context, page: PageTable, flag: FlagTable): Promise<void> {
  const label = flag.fixed_no === null ? '' : ((await labelsOf(ctx.tx, page.id, [flag.fixed_no])).get(flag.fixed_no) ?? '')
  const said = flag.state === 'fixed' ? `Put right in version ${label}` : 'Not so'
  const text = page.audience === 'restricted' ? said : `${said}: ${flag.answer}`
  await notify(ctx, { to: [flag.by_id], reason: 'handbook.flag.answered', key: flag.id, rule: 'decided', subject: flagRef(page), text })
}

/** With its page locked; of a page that the actor may not open there is none. */
async function takeFlag(ctx: Context, id: string): Promise<{ page: PageTable; flag: FlagTable }> {
  const seen = await getFlag(ctx.tx, id)
  const looks = await looksOf(ctx)
  if (!(await findPage(ctx.tx, seen.page_id, looks))) throw noFlag()
  const page = await takePage(ctx.tx, seen.page_id, looks)
  return { page, flag: await getFlag(ctx.tx, id) }
}
