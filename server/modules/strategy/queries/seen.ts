import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { PlanRow } from '../tables.ts'

/** Whether whoever asks may open plans for the few. */
export function seesFew(ctx: Pick<Context, 'actor'>): boolean {
  return mayDo(ctx.actor, 'strategy.write') !== undefined || mayDo(ctx.actor, 'strategy.restricted') !== undefined
}

/** Whoever writes plans draws edges of any of them; everybody else of those that they answer for. */
export function writesPlans(ctx: Pick<Context, 'actor'>): boolean {
  return mayDo(ctx.actor, 'strategy.write') !== undefined
}

/** Whether a plan is there for whoever asks. */
export function isSeen(ctx: Pick<Context, 'actor'>, plan: Pick<PlanRow, 'audience'>): boolean {
  return plan.audience !== 'restricted' || seesFew(ctx)
}

/** Restricted plans answer like plans that do not exist to whoever may not change plans. */
export function mayBeSeen(ctx: Context, plan: Pick<PlanRow, 'audience'>): void {
  if (!isSeen(ctx, plan)) throw new Refusal('missing', 'edition.unknown', 'There is no such edition of a plan.')
}
