import type { Context } from '../../kernel/context.ts'
import { mayDo } from '../../kernel/rights.ts'

/** What the asker may do on a hand-over page: a hint for the screen, no guard. */
export function handOverActs(ctx: Context): string[] {
  return mayDo(ctx.actor, 'people.admin') ? ['people.hand_overs.do', 'people.hand_overs.undo'] : []
}
