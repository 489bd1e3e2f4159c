import type { Context } from '../../../kernel/context.ts'
import { openSignoffs, standingsOf } from '../../decisions/index.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import { type Vetting, vettingOf } from '../rules/metrics/vetting.ts'

type Now = Pick<Context, 'tx' | 'today'>

/** How decisions speak of a metric. */
export function thingOf(id: string) {
  return { room: 'data', kind: 'metric', id }
}

/** What a sign-off calls the text that it is about. */
export function titleOf({ definition }: Metric): string {
  return `${definition.label}, version ${definition.version}`
}

/** Whether the company stands behind the very texts of these metrics: what the ledger says today, and nobody else; two reads however many. */
export async function vettingsNow(ctx: Now, metrics: readonly Metric[]): Promise<Vetting[]> {
  const standings = await standingsOf(
    ctx,
    metrics.map(({ id, hash }) => ({ ...thingOf(id), hash })),
  )
  return metrics.map((metric, at) => vettingOf(standings[at]?.is ?? 'none', isReplaced(metric)))
}

export function isReplaced({ definition }: Metric): boolean {
  return definition.replaced_by !== undefined
}

/** The same of one, with the decision that it rests on, and the one that is asked for. */
export async function vettingOn(ctx: Now, { id, hash }: Metric) {
  const [[standing], asked] = await Promise.all([standingsOf(ctx, [{ ...thingOf(id), hash }]), openSignoffs(ctx, thingOf(id))])
  const rests = standing && standing.is !== 'none' ? standing : undefined
  const [open] = asked
  return {
    is: standing?.is ?? ('none' as const),
    decision: rests ? { id: rests.decision_id, number: rests.number } : null,
    by: rests && rests.is !== 'stale' ? rests.by : null,
    day: rests && rests.is !== 'stale' ? rests.day : null,
    asked: open ? { id: open.id, number: open.number, need_by: open.need_by, this_text: open.version_hash === hash } : null,
  }
}
