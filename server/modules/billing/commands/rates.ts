import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addMonths } from '../../../kernel/period.ts'
import { rateFor, saveRates } from '../../../kernel/rates.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ratesAdd } from '../contract.ts'
import { findEntities } from '../store/catalogue.ts'
import { lanePolicyOn } from './lane.ts'

/**
 * Freezes this month's rate of every selling currency into the policy's: the last month's goes on when nobody gave a new one
 * (one rate per pair and month, never recomputed). Answers how many were carried.
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
    await record(ctx, {
      action: 'billing.rate.carried',
      subject: { kind: 'rate', id: `${currency}-${policy.currency}-${ctx.today.slice(0, 7)}` },
      after: { rate: last },
    })
    carried += 1
  }
  return carried
}

/** Gives a month the rate that it has not got yet; a standing one is frozen (`rate.frozen`), since offers were measured by it. */
export async function addRate(ctx: Context, input: InputOf<typeof ratesAdd>): Promise<OutputOf<typeof ratesAdd>> {
  const { base, quote, month } = input
  if (base === quote) throw new Refusal('invalid', 'rate.same', 'A rate is between two different currencies.')
  const known = await rateFor(ctx.tx, base, quote, `${month}-01`)
  if (known !== undefined) throw new Refusal('conflict', 'rate.frozen', `1 ${base} is ${known} ${quote} in ${month}, and that stays.`)
  await saveRates(ctx.tx, [input])
  await record(ctx, { action: 'billing.rate.added', subject: { kind: 'rate', id: `${base}-${quote}-${month}` }, after: input })
  return input
}
