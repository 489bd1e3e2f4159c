import type { Context } from '../../../kernel/context.ts'
import { addMonths } from '../../../kernel/period.ts'
import { rateFor, saveRates } from '../../../kernel/rates.ts'
import { findEntities } from '../store/catalogue.ts'
import { lanePolicyOn } from './lane.ts'

/**
 * Freezes this month's rate of every selling currency into the policy's: the last month's goes on when nobody gave a new one (billing.md §5.11:
 * one rate per pair and month, never recomputed). Answers how many were carried.
 */
export async function carryRates(ctx: Context): Promise<number> {
  const currencies = [...new Set((await findEntities(ctx.tx)).map((entity) => entity.currency))]
  if (currencies.length === 0) return 0
  const { policy } = await lanePolicyOn(ctx, ctx.today)
  const before = addMonths(`${ctx.today.slice(0, 7)}-01`, -1)
  let carried = 0
  for (const currency of currencies) {
    const known = await rateFor(ctx.tx, currency, policy.currency, ctx.today)
    const last = known === undefined ? await rateFor(ctx.tx, currency, policy.currency, before) : undefined
    if (last === undefined) continue
    await saveRates(ctx.tx, [
      { base: currency, quote: policy.currency, month: ctx.today.slice(0, 7), rate: last, source: `Carried on from ${before.slice(0, 7)}` },
    ])
    carried += 1
  }
  return carried
}
