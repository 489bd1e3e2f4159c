import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { metricsPublish } from '../contract.ts'
import { metricBy } from '../metrics/builtin.ts'
import { isGuarded, mayRead } from '../queries/policy.ts'
import { publishedSince } from '../queries/publication.ts'
import { vettingsNow } from '../queries/vetting.ts'
import { removePublication, savePublication } from '../store/publications.ts'
import { takeVersions } from '../store/versions.ts'

/** Lets anyone read a figure where something public shows it, or no longer: only one that the company stands behind, and never one for the few. */
export async function publishMetric(
  ctx: Context,
  { id, published }: InputOf<typeof metricsPublish>,
): Promise<OutputOf<typeof metricsPublish>> {
  const metric = metricBy(id)
  const { label } = metric.definition
  if (!mayRead(ctx, metric)) throw new Refusal('forbidden', 'metric.denied', `${label} is not open to you.`)
  await takeVersions(ctx.tx)
  const before = (await publishedSince(ctx, [metric])).get(metric.id)
  if (published === (before !== undefined)) return { id: metric.id, published }
  if (published) {
    if (isGuarded(metric))
      throw new Refusal('refused', 'metric.for_the_few', `${label} is for the few. What is for the few is not published.`)
    const [state] = await vettingsNow(ctx, [metric])
    if (state !== 'certified')
      throw new Refusal('refused', 'metric.not_vetted', `Nobody has decided yet that we stand by ${label}. Ask for its vetting first.`)
    await savePublication(ctx.tx, { metric: metric.id, hash: metric.hash, published_at: ctx.now })
  } else await removePublication(ctx.tx, metric.id)
  await record(ctx, {
    action: published ? 'data.metric.published' : 'data.metric.unpublished',
    subject: { kind: 'metric', id: metric.id, label },
    after: { hash: metric.hash, published },
  })
  return { id: metric.id, published }
}
