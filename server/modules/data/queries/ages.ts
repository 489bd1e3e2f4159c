import type { Context } from '../../../kernel/context.ts'
import { life } from '../life.ts'
import { builtIn } from '../metrics/builtin.ts'
import { bare, type Metric } from '../rules/metrics/catalogue.ts'
import { type Age, ageOf, type Stalled, stageOf, stalledOf } from '../rules/pulse.ts'
import { findPulse } from '../store/pulse.ts'

export type Freshness = { state: Age; completeThrough: string | null }

/** The stages that stand still, as the database tells it at this moment: never from memory. */
export async function stalledNow(ctx: Context): Promise<Stalled[]> {
  return stalledOf(await findPulse(ctx.tx))
}

/** The age of a metric: the oldest of its parents, beside the limits of its definition and what stands still. */
export function freshnessOf(metric: Metric, now: Date, stalled: Stalled[]): Freshness {
  const complete = life()?.asker.state()?.complete
  const times = metric.parents.map((parent) => complete?.get(parent)?.getTime())
  const known = times.length > 0 && times.every((time) => time !== undefined)
  const through = known ? Math.min(...(times as number[])) : undefined
  return { state: ageAt(metric, through, now, stalled), completeThrough: through === undefined ? null : new Date(through).toISOString() }
}

/**
 * How a figure that was read before is to be called now: `through` is how far its sources were in when it was read. A reading stands
 * still when what feeds it does, and nobody writes that down meanwhile.
 */
export async function agesNow(ctx: Context): Promise<(reference: string, through: Date | null) => Age> {
  const stalled = await stalledNow(ctx)
  return (reference, through) => {
    const metric = builtIn().catalogue.get(bare(reference))
    return metric ? ageAt(metric, through?.getTime(), ctx.now, stalled) : 'broken'
  }
}

/** Through when all that a metric rests on is in, and each of it; nothing is called complete that is not known to be. */
export function completeOf(metric: Metric, age: Freshness) {
  const complete = life()?.asker.state()?.complete
  const sources = metric.parents.map((name) => ({ name, through: complete?.get(name)?.toISOString() ?? null }))
  return { through: age.completeThrough, sources }
}

function ageAt(metric: Metric, through: number | undefined, now: Date, stalled: Stalled[]): Age {
  const { warn, error } = metric.definition.freshness
  return ageOf({
    through,
    now: now.getTime(),
    warn: Number.parseInt(warn, 10),
    error: Number.parseInt(error, 10),
    stalled: metric.parents.some((parent) => stalled.some((one) => one.stage === stageOf(parent))),
  })
}

/** Every published view and event source that metrics rest on. */
export function allParents(): string[] {
  return [...new Set([...builtIn().catalogue.values()].flatMap((metric) => metric.parents))].sort()
}
