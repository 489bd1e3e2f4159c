import type { Context } from '../../../kernel/context.ts'
import { notify } from '../../../kernel/notices.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type { DecisionTable } from '../tables.ts'
import { calledIn, refOf } from '../queries/book.ts'

type Stood = Pick<DecisionTable, 'id' | 'number' | 'issue' | 'audience' | 'kind' | 'decided_by_name' | 'decided_for'>

/** Whoever was stood in for hears what was decided or signed in their name, and may read it. */
export async function tellInPlace(ctx: Context, decision: Stood): Promise<void> {
  const { number, kind, decided_by_name, decided_for } = decision
  if (decided_for === null || decided_for === personBehind(ctx.actor)) return
  const words = `${decided_by_name} ${kind === 'signoff' ? 'signed' : 'decided'} ${number} in your place`
  await notify(ctx, {
    to: [decided_for],
    reason: 'decisions.decision.told',
    rule: 'decided',
    subject: refOf(decision),
    text: calledIn(words, decision),
  })
}
