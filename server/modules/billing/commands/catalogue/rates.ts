import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { addMonths } from '../../../../kernel/period.ts'
import { rateFor, saveRates } from '../../../../kernel/rates.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import type { ratesAdd } from '../../contract.ts'
import { findEntities } from '../../store/catalogue.ts'
import { todayOf } from '../../today.ts'
import { lanePolicyOn } from '../../queries/selling/lane.ts'

/**
 * Freezes this month's rate of every selling currency into the policy's: the last month's goes on when nobody gave a new one
 * (one rate per pair and month, never recomputed). Answers how many were carried.
 */
export async function carryRates(ctx: Context): Promise<number> {
  const entities = await findEntities(ctx.tx)
  if (entities.length === 0) return 0
  const { policy } = await lanePolicyOn(ctx, ctx.today)
  // a month begins for each company on its own calendar
  const wanted = new Map(
    entities.map((entity) => {
      const month = todayOf(entity, ctx).slice(0, 7)
      return [`${entity.currency} ${month}`, { currency: entity.currency, month }]
    }),
  )
  let carried = 0
  for (const { currency, month } of wanted.values()) {
    const before = addMonths(`${month}-01`, -1)
    const known = await rateFor(ctx.tx, currency, policy.currency, `${month}-01`)
    const last = known === undefined ? await rateFor(ctx.tx, currency, policy.currency, before) : undefined
    if (last === undefined) continue
    await saveRates(ctx.tx, [
      { base: currency, quote: policy.currency, month, rate: last, source: `Carried on from ${before.slice(0, 7)}` },
    ])
    await record(ctx, {
      action: 'billing.rate.carried',
      subject: { kind: 'rate', id: `${currency}-${policy.currency}-${month}` },
      after: { rate: last },
    })
    carried += 1
  }
  return carried
}

/** Gives a month the rate that it has not got yet; one that is there is frozen (`rate.frozen`), since offers were measured by it. */
export async function addRate(ctx: Context, input: InputOf<typeof ratesAdd>): Promise<OutputOf<typeof ratesAdd>> {
  const { base, quote, month } = input
  if (base === quote) throw new Refusal('invalid', 'rate.same', 'A rate is between two different currencies.')
  const known = await rateFor(ctx.tx, base, quote, `${month}-01`)
  if (known !== undefined) throw new Refusal('conflict', 'rate.frozen', `1 ${base} is ${known} ${quote} in ${month}, and that stays.`)
  await saveRates(ctx.tx, [input])
  await record(ctx, { action: 'billing.rate.added', subject: { kind: 'rate', id: `${base}-${quote}-${month}` }, after: input })
  return input
}
