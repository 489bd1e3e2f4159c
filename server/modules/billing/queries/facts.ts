import type { Context } from '../../../kernel/context.ts'
import type { Fact } from '../../../kernel/facts.ts'
import { moneyWords } from '../../../kernel/money.ts'
import { type LanePolicy, limitOf } from '../rules/lane.ts'
import { findPolicyOn } from '../store/policies.ts'

/** What the approval policy of today says of whoever buys alone; nothing in a house that does not sell. */
export async function billingFacts(ctx: Context): Promise<Fact[]> {
  const policy = await findPolicyOn(ctx.tx, 'lane', ctx.today)
  if (!policy) return []
  const lane = policy.rows as LanePolicy
  const limit = limitOf(lane)
  if (limit === 0) return []
  const value = moneyWords(BigInt(limit), lane.currency)
  return [
    {
      key: 'billing.buy_alone',
      about: [
        'buy alone',
        'bought alone',
        'order alone',
        'without talking to anybody',
        'looked at by a person',
        'quotes above',
        'quote above',
      ],
      unless: ['discount', 'owes'],
      value,
      says: `Whoever buys for less than ${value} buys alone; from there on a person looks at it.`,
      href: '/billing/policies',
    },
  ]
}
