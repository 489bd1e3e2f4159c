import type { Context } from '../../kernel/context.ts'
import type { Day } from '../../kernel/period.ts'
import { isRefusal } from '../../kernel/refusal.ts'
import { builtIn } from './metrics/builtin.ts'
import type { Vetting } from './rules/metrics/vetting.ts'
import { vettingsNow } from './queries/vetting.ts'
import { answer } from './queries/answers.ts'
import { companyOf } from '../people/index.ts'
import type { Grain } from './rules/metrics/calendar.ts'
import type { Metric } from './rules/metrics/catalogue.ts'
import type { Definition } from './rules/metrics/definition.ts'
import { figureText, unitOf } from './rules/metrics/figures.ts'
import type { Filter } from './rules/metrics/leaf.ts'
import { formulaOf } from './rules/metrics/words.ts'
import { companyView, fitting, metricOf } from './value.ts'

/** One value for each period of [from, to): its first day and the value; nothing for periods to come or while the warehouse is away. */
export async function seriesOf(
  ctx: Context,
  ask: { metric: string; version?: number; from: Day; to: Day; grain: Exclude<Grain, 'total'>; filter?: Filter },
): Promise<{ day: Day; value: string | null }[]> {
  const { broken } = builtIn()
  if (broken.has(ask.metric.split('@')[0] ?? '')) return []
  const metric = metricOf(ask.metric, ask.version)
  const company = await companyOf(ctx)
  const monthly = metric.leaves.some((leaf) => leaf.on.step === 'month')
  const grain = monthly && (ask.grain === 'day' || ask.grain === 'week') ? 'month' : ask.grain
  try {
    const span = fitting(metric, { from: ask.from, to: ask.to })
    const { rows } = await answer(companyView(ctx), { metrics: [metric.id], grain, ...span, ...(ask.filter ? { filter: ask.filter } : {}) })
    return rows
      .filter((row) => row.from <= ctx.today)
      .map((row) => ({ day: row.from, value: figureText(metric.definition, row.figures.get(metric.id)?.value ?? null, company.currency) }))
  } catch (error) {
    if (isRefusal(error)) return []
    throw error
  }
}

type MetricFacts = {
  id: string
  version: number
  versions: number[]
  label: string
  acronym: string | null
  definition: string
  formula: string
  owner: Definition['owner']
  unit: string
  rounding: number
  direction: Definition['direction']
  additivity: Metric['additivity']
  tags: string[]
  dimensions: string[]
  /** shortest period that has a value of its own */
  grain: 'day' | 'month'
  state: Vetting
  hash: string
  href: string
}

/** What a metric is; refuses `metric.unknown`. */
export async function definitionOf(ctx: Context, metric: string): Promise<MetricFacts> {
  const found = metricOf(metric)
  const [company, [state = 'proposed']] = await Promise.all([companyOf(ctx), vettingsNow(ctx, [found])])
  return factsOf(found, company.currency, state)
}

/** The same of many, in as many reads as of one: whoever asks for one that is not there is refused then. */
export async function definitionsOf(ctx: Context, metrics: readonly string[]): Promise<(metric: string) => MetricFacts> {
  const found = [...new Set(metrics)].flatMap((metric) => {
    try {
      return [{ metric, found: metricOf(metric) }]
    } catch (error) {
      if (isRefusal(error)) return []
      throw error
    }
  })
  const [company, states] = await Promise.all([
    companyOf(ctx),
    vettingsNow(
      ctx,
      found.map((one) => one.found),
    ),
  ])
  const facts = new Map(found.map((one, at) => [one.metric, factsOf(one.found, company.currency, states[at] ?? 'proposed')]))
  return (metric) => facts.get(metric) ?? factsOf(metricOf(metric), company.currency, 'proposed')
}

/** Of metrics: label, whether parts of them add up, whether they are vetted; one that is not there is left out. */
export async function vettingOfMetrics(
  ctx: Context,
  references: readonly string[],
): Promise<Map<string, Pick<MetricFacts, 'label' | 'additivity' | 'state'>>> {
  const named = references.flatMap((reference) => {
    const found = builtIn().catalogue.get(reference.split('@')[0] ?? '')
    return found ? [{ reference, found }] : []
  })
  const states = await vettingsNow(
    ctx,
    named.map(({ found }) => found),
  )
  return new Map(
    named.map(({ reference, found }, at) => [
      reference,
      { label: found.definition.label, additivity: found.additivity, state: states[at] ?? 'proposed' },
    ]),
  )
}

/** What a metric is called, what it counts, its version and for whom it is; nothing for one that is not there. */
export function wordsOf(
  reference: string,
): { label: string; definition: string; version: number; audience: Definition['audience'] } | undefined {
  const found = builtIn().catalogue.get(reference.split('@')[0] ?? '')
  if (!found) return undefined
  const { label, definition, version, audience } = found.definition
  return { label, definition, version, audience }
}

/** What moved recurring revenue in [from, to), by kind, in major units; nothing while the warehouse is away. */
export async function movementsOf(ctx: Context, span: { from: Day; to: Day }): Promise<ReadonlyMap<string, string | null> | undefined> {
  const metrics = ['arr.new', 'arr.resurrected', 'arr.late_renewal', 'arr.expansion', 'arr.contraction', 'arr.churned']
  try {
    const { rows, metrics: asked, company } = await answer(companyView(ctx), { metrics, grain: 'total', ...span })
    const [row] = rows
    return new Map(asked.map((one) => [one.id, figureText(one.definition, row?.figures.get(one.id)?.value ?? null, company.currency)]))
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

function factsOf(found: Metric, currency: string, state: Vetting): MetricFacts {
  const { definition } = found
  return {
    id: found.id,
    version: definition.version,
    versions: [definition.version],
    label: definition.label,
    acronym: definition.acronym ?? null,
    definition: definition.definition,
    formula: formulaOf(builtIn().catalogue, found),
    owner: definition.owner,
    unit: unitOf(definition, currency),
    rounding: definition.rounding,
    direction: definition.direction,
    additivity: found.additivity,
    tags: definition.tags,
    dimensions: found.dimensions,
    grain: found.leaves.some((leaf) => leaf.on.step === 'month') ? 'month' : 'day',
    state,
    hash: found.hash,
    href: `/data/metrics/${found.id}`,
  }
}
