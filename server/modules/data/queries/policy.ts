import type { Context } from '../../../kernel/context.ts'
import { everything, nothing, type Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, need } from '../../../kernel/rights.ts'
import { reachOf } from '../../people/index.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import { tellsAccount } from '../rules/metrics/leaf.ts'
import type { Policy } from '../warehouse/ask.ts'

/**
 * What counts in a figure for this asker. The house itself (plans, posts) and whoever reads the figure see the company; sliced or
 * filtered by what tells an account, it counts only the rows that the asker reaches. Confidential and personal metrics are for stewards.
 */
export async function policyFor(ctx: Context, metrics: Metric[], names: readonly string[]): Promise<Policy> {
  if (ctx.actor.kind === 'system') return { name: 'company' }
  need(ctx.actor, 'data.read')
  const denied = metrics.find((metric) => !mayRead(ctx, metric))
  if (denied) throw new Refusal('forbidden', 'metric.denied', `${denied.definition.label} is not open to you.`)
  const telling = metrics.some(({ leaves }) => leaves.some((leaf) => names.some((name) => tellsAccount(leaf, name))))
  return telling ? rowsFor(ctx) : { name: 'all' }
}

/** The rows behind figures that this asker may see: all with `data.explore`, else those of the accounts that their roles reach. */
export async function rowsFor(ctx: Context): Promise<Policy> {
  const reach = await rowReach(ctx)
  return reach.of === 'all' ? { name: 'all' } : { name: 'reached', reach }
}

async function rowReach(ctx: Context): Promise<Reach> {
  if (ctx.actor.kind === 'system') return everything
  if (mayDo(ctx.actor, 'data.explore')) return reachOf(ctx, 'data.explore')
  return mayDo(ctx.actor, 'customers.read') ? reachOf(ctx, 'customers.read') : nothing
}

export function mayRead(ctx: Context, metric: Metric): boolean {
  return !isGuarded(metric) || mayDo(ctx.actor, 'data.steward') !== undefined
}

export function isGuarded({ definition: { audience, access } }: Metric): boolean {
  return audience === 'restricted' || access.class === 'confidential' || access.class === 'personal'
}
