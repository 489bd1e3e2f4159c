import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { PlanRow } from '../tables.ts'

/** Restricted plans answer like plans that do not exist to whoever may not change plans. */
export function mayBeSeen(ctx: Context, plan: Pick<PlanRow, 'audience'>): void {
  if (plan.audience === 'restricted' && !mayDo(ctx.actor, 'strategy.write') && !mayDo(ctx.actor, 'strategy.restricted')) {
    throw new Refusal('missing', 'edition.unknown', 'There is no such edition of a plan.')
  }
}
