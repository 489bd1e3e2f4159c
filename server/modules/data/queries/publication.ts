import type { Context } from '../../../kernel/context.ts'
import { builtIn } from '../metrics/builtin.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import { findPublications } from '../store/publications.ts'
import { isGuarded } from './policy.ts'
import { vettingsNow } from './vetting.ts'

type Now = Pick<Context, 'tx' | 'today'>

/**
 * Of these metrics those whose figures anyone may read: opened by a steward, or public by their definition, and in either case certified
 * on the text of now, with the hash of that text: what was worked out by another is not for anyone. One that is unknown, for the few, or has
 * another text since, is not among them.
 */
export async function publicMetrics(ctx: Now, references: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { catalogue } = builtIn()
  const found = [...new Set(references)].flatMap((reference) => catalogue.get(reference.split('@')[0] ?? '') ?? [])
  const since = await publishedSince(ctx, found)
  const open = found.filter((metric) => !isGuarded(metric) && (metric.definition.audience === 'public' || since.has(metric.id)))
  if (open.length === 0) return new Map()
  const states = await vettingsNow(ctx, open)
  return new Map(open.flatMap(({ id, hash }, at) => (states[at] === 'certified' ? [[id, hash] as const] : [])))
}

/** Since when each was opened on its text of now. */
export async function publishedSince(ctx: Pick<Context, 'tx'>, metrics: readonly Metric[]): Promise<ReadonlyMap<string, Date>> {
  const texts = new Map(metrics.map(({ id, hash }) => [id, hash]))
  const rows = await findPublications(ctx.tx, [...texts.keys()])
  return new Map(rows.flatMap(({ metric, hash, published_at }) => (texts.get(metric) === hash ? [[metric, published_at] as const] : [])))
}
