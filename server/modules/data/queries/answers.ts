import type { Context } from '../../../kernel/context.ts'
import type { Day } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { companyOf, type Company } from '../../people/index.ts'
import { life } from '../life.ts'
import { builtIn } from '../metrics/builtin.ts'
import type { Grain } from '../rules/metrics/calendar.ts'
import { getMetric, type Metric } from '../rules/metrics/catalogue.ts'
import type { Filter } from '../rules/metrics/leaf.ts'
import { type Answered, askFigures } from '../warehouse/ask.ts'
import { policyFor } from './policy.ts'

export type Wanted = { metrics: string[]; dimensions?: string[]; grain: Grain; from: Day; to: Day; filter?: Filter }

let kept: { build: number; answers: Map<string, Promise<Answered>> } = { build: -1, answers: new Map() }

/** The open warehouse, or a refusal that says to wait (`warehouse.away`) or where to ask (`warehouse.elsewhere`). */
export function openWarehouseNow(): { warehouse: Warehouse; build: number } {
  const living = life()
  if (living && !living.engine)
    throw new Refusal(
      'busy',
      'warehouse.elsewhere',
      'Figures are answered by the process with the role worker. Ask that one, or start this one with it.',
    )
  const engine = living?.engine
  const warehouse = engine?.warehouse()
  if (!engine || !warehouse)
    throw new Refusal('busy', 'warehouse.away', 'The warehouse is starting or being rebuilt. Try again in a moment.')
  return { warehouse, build: engine.build() }
}

/** Figures under the asker's policy. One build's answer to one question is worked out once; the policy is part of the question. */
export async function answer(ctx: Context, wanted: Wanted): Promise<Answered & { company: Company; build: number }> {
  const { warehouse, build } = openWarehouseNow()
  const { catalogue } = builtIn()
  const asked: Metric[] = wanted.metrics.map((reference) => getMetric(catalogue, reference))
  const policy = policyFor(ctx, asked, 'data.read')
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
  if (kept.build !== build || kept.answers.size > 2000) kept = { build, answers: new Map() }
  const key = JSON.stringify([question, wanted.filter ?? {}, policy])
  let answering = kept.answers.get(key)
  if (!answering) {
    const { answers } = kept
    answering = askFigures(warehouse, catalogue, { question, filter: wanted.filter ?? {}, policy })
    answers.set(key, answering)
    answering.catch(() => answers.delete(key))
  }
  return { ...(await answering), company, build }
}
