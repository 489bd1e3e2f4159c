import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { holds } from '../rules/outcome.ts'
import { fitSeen } from '../queries/dependants.ts'
import { getDecision, saveDecision, takeDecision } from '../store/decisions.ts'
import type { DecisionTable } from '../tables.ts'
import { labelOf, readerOf } from '../queries/book.ts'

/** What was decided holds no more from today. */
export async function end(ctx: Context, decision: DecisionTable, state: 'reversed' | 'superseded', reason: string): Promise<void> {
  await saveDecision(ctx.tx, decision.id, { state, ended_on: ctx.today, ended_reason: reason, version: decision.version + 1 })
  await record(ctx, { action: `decisions.decision.${state}`, subject: labelOf(decision), after: { ended_on: ctx.today }, reason })
}

/**
 * Refuses `decision.not_in_force` for one that cannot be replaced, since it does not hold, and `decision.is_signoff` for a sign-off: only a
 * further one of its own room comes after it.
 */
export async function fitSuperseding(ctx: Context, id: string): Promise<void> {
  const older = await getDecision(ctx.tx, id, readerOf(ctx))
  if (older.kind === 'signoff')
    throw new Refusal('refused', 'decision.is_signoff', `${older.number} is somebody's sign-off; no decision takes its place.`, {
      unmet: [{ code: 'decision.is_signoff', text: 'Ask whoever signed to take it back.', path: 'supersedes' }],
    })
  if (!holds(older, ctx.today))
    throw new Refusal('refused', 'decision.not_in_force', `${older.number} does not hold, so that nothing needs to take its place.`, {
      unmet: [{ code: 'decision.not_in_force', text: 'Choose one that holds.', path: 'supersedes' }],
    })
}

/** What a new decision replaces ends on the day of the new one. One that has ended meanwhile stays as it is. */
export async function endSuperseded(ctx: Context, newer: DecisionTable, seen?: string): Promise<void> {
  const older = await takeDecision(ctx.tx, newer.supersedes ?? '', { person: readerOf(ctx).person, all: true })
  if (!holds(older, ctx.today)) return
  await fitSeen(ctx, older, seen)
  await end(ctx, older, 'superseded', `${newer.number} takes its place.`)
  await ctx.announce('decisions.decision.superseded', { decision_id: older.id, number: older.number, by_id: newer.id }, { key: older.id })
}
