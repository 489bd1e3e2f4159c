import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { companyOf, type Company } from '../../people/index.ts'
import { life } from '../life.ts'
import { builtIn, metricBy } from '../metrics/builtin.ts'
import type { Grain } from '../rules/metrics/calendar.ts'
import type { Metric } from '../rules/metrics/catalogue.ts'
import type { Filter } from '../rules/metrics/leaf.ts'
import { checkQuestion } from '../rules/metrics/figures.ts'
import { type Answer, type Asks, awayRefusal, type Kind } from '../warehouse/answers.ts'
import type { Policy } from '../warehouse/ask.ts'
import { policyFor } from './policy.ts'

type Wanted = { metrics: string[]; dimensions?: string[]; grain: Grain; from: Day; to: Day; filter?: Filter }

/** Asks the process that owns the warehouse, which may be this one; refuses `warehouse.away` while nobody can answer. */
export async function askWarehouse<K extends Kind>(ctx: Context, kind: K, ask: Asks[K]): Promise<Answer<K>> {
  const asker = life()?.asker
  if (!asker) throw awayRefusal()
  return asker.ask(ctx.tx, kind, ask, ctx.signal?.())
}

/** Figures under the asker's policy; the policy is part of the question. */
export async function answer(
  ctx: Context,
  wanted: Wanted,
): Promise<Answer<'figures'> & { metrics: Metric[]; company: Company; policy: Policy }> {
  const { catalogue } = builtIn()
  const asked: Metric[] = wanted.metrics.map(metricBy)
  const filter = wanted.filter ?? {}
  const policy = await policyFor(ctx, asked, [...(wanted.dimensions ?? []), ...Object.keys(filter)])
  const company = await companyOf(ctx)
  const question = {
    metrics: asked.map((metric) => metric.id),
    dimensions: wanted.dimensions ?? [],
    grain: wanted.grain,
    from: wanted.from,
    to: wanted.to,
    today: ctx.today,
    fiscalYearEnd: company.fiscal_year_end,
  }
  const metrics = checkQuestion(catalogue, question, Object.keys(filter))
  const answered = await askWarehouse(ctx, 'figures', { question, filter, policy })
  return { ...answered, metrics, company, policy }
}
