import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type * as promise from '../contract.ts'
import { detailOf } from '../queries/detail.ts'
import { fitSeen } from '../queries/dependants.ts'
import { saveDecision } from '../store/decisions.ts'
import { textsOf } from '../store/parts.ts'
import { getPolicy } from '../store/policy.ts'
import type { DecisionTable } from '../tables.ts'
import { fitAuthor, takeFor } from './acts.ts'
import { bookOf, labelOf, readerOf } from '../queries/book.ts'
import { askNoMore } from './move-on.ts'
import { refs } from './open.ts'
import { end } from './superseding.ts'

type Detail = OutputOf<typeof promise.decisionsGet>

/** Taken back before it is decided. */
export async function withdraw(ctx: Context, { id, reason }: InputOf<typeof promise.decisionsWithdraw>): Promise<Detail> {
  const decision = await takeFor(ctx, id, 'withdraw')
  fitAuthor(ctx, await bookOf(ctx, decision))
  await saveDecision(ctx.tx, id, { state: 'withdrawn', ended_on: ctx.today, ended_reason: reason, version: decision.version + 1 })
  await record(ctx, { action: 'decisions.decision.withdrawn', subject: labelOf(decision), reason })
  await ctx.announce('decisions.decision.withdrawn', { decision_id: id, number: decision.number }, { key: id })
  await askNoMore(ctx, decision)
  return detailOf(ctx, id)
}

/** Looking back on the day that was set for it, or later. */
export async function review(ctx: Context, { id, result, note, seen }: InputOf<typeof promise.decisionsReview>): Promise<Detail> {
  const decision = await takeFor(ctx, id, 'review')
  fitAuthor(ctx, await bookOf(ctx, decision))
  if (decision.review_on === null || decision.review_on > ctx.today) {
    const when = decision.review_on ? `Its day is ${decision.review_on}.` : 'No day was set for it.'
    throw new Refusal('refused', 'decision.review_early', `It is too early to look back. ${when}`)
  }
  if (result === 'reverse') {
    await fitReversing(ctx, decision)
    await fitSeen(ctx, decision, seen)
  }
  const change = {
    review_result: result,
    review_note: note?.trim() || null,
    reviewed_at: ctx.now,
    state: 'reviewed' as const,
    version: decision.version + 1,
  }
  await saveDecision(ctx.tx, id, change)
  await record(ctx, { action: 'decisions.decision.reviewed', subject: labelOf(decision), after: { result, note: change.review_note } })
  if (result === 'reverse') await endNow(ctx, { ...decision, ...change }, note?.trim() || 'Reversed at its review.')
  return detailOf(ctx, id)
}

export async function reverse(ctx: Context, { id, reason, seen }: InputOf<typeof promise.decisionsReverse>): Promise<Detail> {
  const decision = await takeFor(ctx, id, 'reverse')
  await fitReversing(ctx, decision)
  await fitSeen(ctx, decision, seen)
  await endNow(ctx, decision, reason)
  return detailOf(ctx, id)
}

/** By the one who decided it, or by a holder of the role for what is hard to undo; a sign-off by whoever gave it alone. */
async function fitReversing(ctx: Context, decision: DecisionTable): Promise<void> {
  const { type1_role } = await getPolicy(ctx.tx)
  const signed = decision.kind === 'signoff'
  if (decision.decider === readerOf(ctx).person || (!signed && ctx.actor.roles?.has(type1_role))) return
  throw new Refusal(
    'forbidden',
    'decision.not_decider',
    signed
      ? 'A sign-off is taken back by whoever gave it.'
      : `This is reversed by whoever decided it, or by somebody with the role ${type1_role}.`,
  )
}

/** It holds no more from today; its effects end with it. */
async function endNow(ctx: Context, decision: DecisionTable, reason: string): Promise<void> {
  await end(ctx, decision, 'reversed', reason)
  const subjects = (await textsOf(ctx.tx, [decision.id])).at(-1)?.subjects ?? []
  await ctx.announce(
    'decisions.decision.reversed',
    { decision_id: decision.id, number: decision.number, kind: decision.kind, subjects: refs(subjects) },
    { key: decision.id },
  )
}
