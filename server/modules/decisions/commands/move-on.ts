import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { endNotices, notifyAll } from '../../../kernel/notices.ts'
import { noticesInPlace } from '../../people/index.ts'
import { partakers, spentOn } from '../rules/seats.ts'
import { saveDecision } from '../store/decisions.ts'
import type { DecisionTable } from '../tables.ts'
import { bookOf, calledIn, labelOf, missingIn, refOf } from '../queries/book.ts'

/** An open decision is ready when nothing is missing, and collects again when something is; whoever decides is told once. */
export async function moveOn(ctx: Context, decision: DecisionTable): Promise<void> {
  if (decision.state !== 'collecting' && decision.state !== 'ready') return
  const book = await bookOf(ctx, decision)
  const missing = await missingIn(ctx, book)
  const state = missing.length === 0 ? 'ready' : 'collecting'
  if (state === decision.state) return
  await saveDecision(ctx.tx, decision.id, { state })
  await record(ctx, { action: `decisions.decision.${state === 'ready' ? 'made_ready' : 'reopened'}`, subject: labelOf(decision) })
  if (state === 'collecting') {
    await endNotices(ctx, { reason: asked, kind: 'decision', id: decision.id })
    return
  }
  await ctx.announce('decisions.decision.ready', { decision_id: decision.id, number: decision.number }, { key: decision.id })
  const text = calledIn(`${decision.number} waits for you to decide`, decision)
  const notice = { to: [decision.decider], reason: asked, subject: refOf(decision), text, due: decision.need_by }
  const inPlace =
    decision.type === 2
      ? await noticesInPlace(ctx, [notice], 'decisions', [...partakers({ ...decision, parties: book.parties }), ...spentOn(book, [])])
      : []
  await notifyAll(ctx, [notice, ...inPlace])
}

const asked = 'decisions.decision.waits'
const everyReason = [
  asked,
  'decisions.answer.asked',
  'decisions.answer.stale',
  'decisions.decision.reminded',
  'decisions.decision.overdue',
] as const

/** Nobody is asked for anything about it any more. */
export async function askNoMore(ctx: Context, decision: DecisionTable): Promise<void> {
  await endNotices(ctx, { reason: everyReason, kind: 'decision', id: decision.id })
}
