import type { Context } from '../../../kernel/context.ts'
import type { Fact } from '../../../kernel/facts.ts'
import { moneyWords } from '../../../kernel/money.ts'
import { factsOfLane, factsOfPrices, factsOfRenewal, factsOfSelling } from '../rules/facts.ts'
import type { LanePolicy } from '../rules/lane.ts'
import type { RenewalPolicy } from '../rules/renewal.ts'
import { findVersionOn, pricesOf } from '../store/catalogue.ts'
import { findPolicyOn } from '../store/policies.ts'

/** What policies and the price book of today say; nothing in a house that does not sell. */
export async function billingFacts(ctx: Context): Promise<Fact[]> {
  const [policy, renewal, book] = await Promise.all([
    findPolicyOn(ctx.tx, 'lane', ctx.today),
    findPolicyOn(ctx.tx, 'renewal', ctx.today),
    findVersionOn(ctx.tx, ctx.today),
  ])
  if (!policy) return []
  const lane = policy.rows as LanePolicy
  const prices = book ? await pricesOf(ctx.tx, [book.id]) : []
  return [
    ...factsOfLane(lane, (minor) => moneyWords(BigInt(minor), lane.currency)),
    ...(renewal ? factsOfRenewal(renewal.rows as RenewalPolicy) : []),
    ...factsOfSelling(),
    ...factsOfPrices(prices),
  ]
}
