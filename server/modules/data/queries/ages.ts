import { builtIn } from '../metrics/builtin.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import { life } from '../life.ts'

export type Freshness = { state: 'fresh' | 'late' | 'broken'; completeThrough: string | null }

/** The age of a metric: the oldest of its parents, beside the limits of its definition. Nothing known is broken. */
export function freshnessOf(metric: Metric, now: Date): Freshness {
  const complete = life()?.asker.standing()?.complete
  const times = metric.parents.map((parent) => complete?.get(parent)?.getTime())
  if (times.length === 0 || times.some((time) => time === undefined)) return { state: 'broken', completeThrough: null }
  const through = Math.min(...(times as number[]))
  const hours = (now.getTime() - through) / 3_600_000
  const { warn, error } = metric.definition.freshness
  const state = hours <= Number.parseInt(warn, 10) ? 'fresh' : hours <= Number.parseInt(error, 10) ? 'late' : 'broken'
  return { state, completeThrough: new Date(through).toISOString() }
}

/** Every published view and event source that metrics rest on. */
export function allParents(): string[] {
  return [...new Set([...builtIn().catalogue.values()].flatMap((metric) => metric.parents))].sort()
}
