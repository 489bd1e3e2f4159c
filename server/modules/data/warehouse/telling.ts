import type { Open } from '../../../kernel/context.ts'
import { refreshed } from '../incoming.ts'
import { builtIn } from '../metrics/builtin.ts'

/** Tells the house which figures may have moved: those of events every few seconds, since they stream in all day, others at once. */
export function openTelling(open: Open, complete: ReadonlyMap<string, Date>) {
  let waiting = new Set<string>()
  let last = 0

  async function tell(): Promise<void> {
    if (waiting.size === 0 || Date.now() - last < 5000) return
    const metrics = [...waiting]
    waiting = new Set()
    last = Date.now()
    await open((ctx) => refreshed(ctx, metrics, through))
  }

  function through(metric: string): Date | undefined {
    const parents = builtIn().catalogue.get(metric)?.parents ?? []
    const times = parents.map((parent) => complete.get(parent)?.getTime())
    return times.some((time) => time === undefined) ? undefined : new Date(Math.min(...(times as number[])))
  }

  return {
    add: (metric: string) => void waiting.add(metric),
    atOnce: () => {
      last = 0
    },
    waits: () => waiting.size > 0,
    tell,
  }
}
