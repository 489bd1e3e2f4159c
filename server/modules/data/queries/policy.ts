import type { Context } from '../../../kernel/context.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { mayDo, need } from '../../../kernel/rights.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import type { Policy } from '../warehouse/ask.ts'

/**
 * What of a metric's rows counts for this asker. The house itself (plans, posts) sees the company; a right that reaches less far than
 * every row is compiled into the SQL. Confidential and personal metrics are for stewards.
 */
export function policyFor(ctx: Context, metrics: Metric[], right: 'data.read' | 'data.explore'): Policy {
  if (ctx.actor.kind === 'system') return { name: 'company' }
  const scope = need(ctx.actor, right)
  const denied = metrics.find((metric) => !mayRead(ctx, metric))
  if (denied) throw new Refusal('forbidden', 'metric.denied', `${denied.definition.label} is not open to you.`)
  return scope === 'all' ? { name: 'all' } : { name: `own:${ctx.actor.id}`, actor: ctx.actor.id }
}

export function mayRead(ctx: Context, metric: Metric): boolean {
  const { audience, access } = metric.definition
  const guarded = audience === 'restricted' || access.class === 'confidential' || access.class === 'personal'
  return !guarded || mayDo(ctx.actor, 'data.steward') !== undefined
}
