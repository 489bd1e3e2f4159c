import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { endNotices, notify } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { calledOf } from '../../../kernel/subject.ts'
import type * as promise from '../contract.ts'
import type { ExceptionTable } from '../following-tables.ts'
import { exceptionLine } from '../queries/exceptions.ts'
import { keeps, looksOf } from '../queries/looking.ts'
import { pageRef } from '../queries/pages.ts'
import { stepsOn } from '../queries/runs.ts'
import { fitKept } from '../queries/texts.ts'
import { exceptionState, mayHoldUntil } from '../rules/pulling.ts'
import { addException, getException, noException, saveException, takeExceptionNumber } from '../store/exceptions.ts'
import { findPage, getPage, takePage } from '../store/pages.ts'
import { getProcedure } from '../store/procedures.ts'
import type { PageTable } from '../tables.ts'
import { because, hearerOf } from './keepers.ts'
import { pullReview } from './pulling.ts'
import { pageLabel } from './saying.ts'

type Line = OutputOf<typeof promise.exceptionsAsk>
const asked = because.exception

/** May one depart from a procedure until a day? Whoever keeps it is asked. */
export async function askException(ctx: Context, input: InputOf<typeof promise.exceptionsAsk>): Promise<Line> {
  const { id, key, reason, control, until } = input
  const page = await getPage(ctx.tx, id, await looksOf(ctx))
  const { in_force_no: no } = await getProcedure(ctx.tx, id)
  if (no === null || page.retired_on !== null)
    throw new Refusal('conflict', 'exception.not_in_force', 'Nobody follows this procedure, so that nobody departs from it.', {
      facts: { state: page.retired_on === null ? 'draft' : 'retired', legal: ['in_force'] },
    })
  if (!mayHoldUntil(until, ctx.today)) {
    const text = 'An exception holds until a day from today on, and for a year at most.'
    throw new Refusal('refused', 'exception.too_long', text, { unmet: [{ code: 'exception.too_long', text, path: 'until' }] })
  }
  const row: ExceptionTable = {
    ...{ id: newId(), number: await takeExceptionNumber(ctx.tx), page_id: id, no, key, step: await stepCalled(ctx, page, no, key) },
    ...{ reason, control, until, by_id: askerOf(ctx), by_name: ctx.actor.name, at: ctx.now, day: ctx.today, state: 'asked' },
    ...{ answered_by: null, answered_by_name: null, answered_at: null, answer: null, ended_at: null, expiry_told: false },
  }
  await addException(ctx.tx, row)
  await record(ctx, { action: asked, subject: pageLabel(page), after: { exception: row.number, step: key, until } })
  const to = hearerOf(page, row.by_id)
  const text =
    page.audience === 'restricted'
      ? 'An exception on a page for the few'
      : `${row.number}: ${row.by_name} asks to depart from ${row.step ? `step ${row.step}` : `“${page.title}”`} until ${until}`
  if (to !== null) await notify(ctx, { to: [to], reason: asked, key: row.id, subject: refOf(page), text })
  return exceptionLine(ctx, page, row)
}

function refOf(page: PageTable) {
  const ref = pageRef(page)
  return { ...ref, title: calledOf(ref), href: `${ref.href}?tab=exceptions` }
}

/** Refuses `exception.nobody`: whoever asks is answered. */
function askerOf({ actor }: Context): string {
  const person = personBehind(actor)
  if (/^[0-9a-f-]{36}$/i.test(person)) return person
  throw new Refusal('forbidden', 'exception.nobody', 'Whoever asks is answered. Use a key that acts for a person.')
}

/** Refuses `exception.step_unknown`, also for a step that the actor does not see. */
async function stepCalled(ctx: Context, page: PageTable, no: number, key: string | null): Promise<string | null> {
  if (key === null) return null
  const step = (await stepsOn(ctx, page, no)).steps.find((one) => one.key === key)
  if (!step) throw new Refusal('missing', 'exception.step_unknown', 'The text has no such step.')
  return `${step.position} ${step.title}`
}

export async function answerException(ctx: Context, { id, as, reason }: InputOf<typeof promise.exceptionsAnswer>): Promise<Line> {
  const { page, row } = await takeException(ctx, id)
  fitKept(ctx, page)
  if (row.by_id === personBehind(ctx.actor))
    throw new Refusal('forbidden', 'exception.own', 'Nobody grants their own exception. Ask the other who keeps the procedure.')
  fitState(ctx, row, ['asked'])
  const change = { state: as, answer: reason, answered_by: personBehind(ctx.actor), answered_by_name: ctx.actor.name, answered_at: ctx.now }
  await saveException(ctx.tx, id, change)
  await endNotices(ctx, { reason: asked, kind: 'page', id: page.id, key: id })
  await record(ctx, {
    action: as === 'granted' ? 'handbook.exception.granted' : 'handbook.exception.refused',
    subject: pageLabel(page),
    after: { exception: row.number, until: row.until },
    ...(page.audience === 'restricted' ? {} : { reason }),
  })
  const said = `${row.number} is ${as}${as === 'granted' ? ` until ${row.until}` : ''}`
  const text = page.audience === 'restricted' ? said : `${said}: ${reason}`
  await notify(ctx, { to: [row.by_id], reason: 'handbook.exception.answered', key: id, rule: 'decided', subject: refOf(page), text })
  if (as === 'granted') {
    await ctx.announce('handbook.exception.granted', { page_id: page.id, exception_id: id }, { key: page.id })
    await pullReview(ctx, page)
  }
  return exceptionLine(ctx, page, { ...row, ...change })
}

export async function endException(ctx: Context, { id }: InputOf<typeof promise.exceptionsEnd>): Promise<Line> {
  const { page, row } = await takeException(ctx, id)
  if (row.by_id !== personBehind(ctx.actor) && !keeps(ctx, page))
    throw new Refusal('forbidden', 'exception.not_yours', 'An exception is ended by whoever asked for it, or keeps the procedure.')
  fitState(ctx, row, ['asked', 'granted'])
  const answered =
    row.answered_at === null ? { answered_by: personBehind(ctx.actor), answered_by_name: ctx.actor.name, answered_at: ctx.now } : {}
  const change = { ...answered, state: 'ended' as const, ended_at: ctx.now }
  await saveException(ctx.tx, id, change)
  await endNotices(ctx, { reason: asked, kind: 'page', id: page.id, key: id })
  await record(ctx, { action: 'handbook.exception.ended', subject: pageLabel(page), before: { exception: row.number, state: row.state } })
  return exceptionLine(ctx, page, { ...row, ...change })
}

/** Refuses `exception.wrong_state`. */
function fitState(ctx: Context, row: ExceptionTable, legal: readonly string[]): void {
  const state = exceptionState(row, ctx.today)
  if (!legal.includes(state))
    throw new Refusal('conflict', 'exception.wrong_state', `This exception is ${state}.`, { facts: { state, legal: [...legal] } })
}

/** With its page locked; of a page that the actor may not open there is none. */
async function takeException(ctx: Context, id: string): Promise<{ page: PageTable; row: ExceptionTable }> {
  const seen = await getException(ctx.tx, id)
  const looks = await looksOf(ctx)
  if (!(await findPage(ctx.tx, seen.page_id, looks))) throw noException()
  const page = await takePage(ctx.tx, seen.page_id, looks)
  return { page, row: await getException(ctx.tx, id) }
}
