import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { cursorOf, readCursor } from '../../../kernel/page.ts'
import { addMonths } from '../../../kernel/period.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { isRefusal, Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import type { metricsGet, metricsList } from '../contract.ts'
import { builtIn, metricBy } from '../metrics/builtin.ts'
import { getMetric, type Metric } from '../rules/metrics/catalogue.ts'
import { dimensionNames } from '../rules/metrics/definition.ts'
import { figureText, isIncomplete, unitOf } from '../rules/metrics/figures.ts'
import { definitionSql } from '../rules/metrics/leaf.ts'
import { areaOf, formulaOf, testTexts } from '../rules/metrics/words.ts'
import { listVersions } from '../store/versions.ts'
import { completeOf, freshnessOf, stalledNow } from './ages.ts'
import { answer } from './answers.ts'
import { isGuarded, mayRead } from './policy.ts'
import { publishedSince } from './publication.ts'
import { isReplaced, vettingOn, vettingsNow } from './vetting.ts'

type Row = OutputOf<typeof metricsList>['items'][number]

/** The catalogue. Values come in one question for all, so that the page costs what its SQL costs. */
export async function listMetrics(ctx: Context, input: InputOf<typeof metricsList>): Promise<OutputOf<typeof metricsList>> {
  const words = (input.search ?? '').toLowerCase()
  const after = readCursor(input.cursor)?.[0] ?? ''
  const all = [...builtIn().catalogue.values()].filter(
    (metric) =>
      mayRead(ctx, metric) &&
      metric.id > after &&
      (!input.tag || metric.definition.tags.includes(input.tag)) &&
      (words === '' || isNamed(metric, words)),
  )
  const page = all.slice(0, input.limit)
  const last = page.at(-1)
  const mayKnow = mayDo(ctx.actor, 'data.steward') !== undefined
  return {
    items: await rowsOf(ctx, page),
    next: all.length > page.length && last ? cursorOf([last.id]) : null,
    broken: [...builtIn().broken].map(([metric, reason]) => ({ metric, reason: mayKnow ? reason : null })),
  }
}

export async function readMetric(ctx: Context, input: InputOf<typeof metricsGet>): Promise<OutputOf<typeof metricsGet>> {
  const { catalogue, texts } = builtIn()
  const metric = metricBy(input.id)
  if (!mayRead(ctx, metric)) throw new Refusal('forbidden', 'metric.denied', `${metric.definition.label} is not open to you.`)
  const { definition } = metric
  const [row] = await rowsOf(ctx, [metric])
  if (!row) throw new Refusal('missing', 'metric.unknown', `There is no metric ${input.id}.`)
  const vetting = await vettingOn(ctx, metric)
  const published = (await publishedSince(ctx, [metric])).get(metric.id)
  const steward = mayDo(ctx.actor, 'data.steward') !== undefined
  const mayAsk = steward && row.state === 'proposed' && !isReplaced(metric) && vetting.asked === null
  const mayPublish = steward && (published !== undefined || (row.state === 'certified' && !isGuarded(metric)))
  const model = definition.kind === 'simple' ? metric.leaves[0]?.on : undefined
  return {
    ...row,
    why: definition.why,
    decisions: definition.decisions,
    limits: definition.limits,
    kind: definition.kind,
    calendar: definition.time.calendar,
    formula: formulaOf(catalogue, metric),
    inputs: metric.inputs.map((one) => ({ ...one, label: getMetric(catalogue, one.metric).definition.label })),
    used_by: [...catalogue.values()]
      .filter((other) => other.inputs.some((one) => one.metric === metric.id))
      .map((other) => ({ metric: other.id, label: other.definition.label })),
    model: model ? { name: model.name, label: model.label } : null,
    statements: metric.leaves.map((leaf) => ({
      metric: leaf.metric,
      sql: definitionSql(leaf, []),
    })),
    tests: testTexts(definition),
    yaml: texts.get(metric.id) ?? '',
    hash: metric.hash,
    sql_hash: metric.sqlHash,
    versions: await versionsOf(ctx, metric),
    vetting,
    published_at: published?.toISOString() ?? null,
    may: [
      ...['data.explore', 'data.steward'].filter((right) => mayDo(ctx.actor, right)),
      ...(mayAsk ? ['data.vettings.create'] : []),
      ...(mayPublish ? ['data.metrics.publish'] : []),
    ],
  }
}

/** Versions that a page shows; older ones stay in the table. */
const shownVersions = 50

async function versionsOf(ctx: Context, metric: Metric) {
  const rows = await listVersions(ctx.tx, metric.id, shownVersions)
  return rows.map(({ version, hash, source, holds_from }) => ({ version, hash, source, holds_from: holds_from.toISOString() }))
}

async function rowsOf(ctx: Context, metrics: Metric[]): Promise<Row[]> {
  const company = await companyOf(ctx)
  const trends = await trendsOf(ctx, metrics)
  const [stalled, states] = await Promise.all([stalledNow(ctx), vettingsNow(ctx, metrics)])
  return metrics.map((metric, at) => {
    const { definition } = metric
    const age = freshnessOf(metric, ctx.now, stalled)
    const trend = trends.get(metric.id) ?? []
    const latest = trend.at(-1)
    return {
      id: metric.id,
      version: definition.version,
      label: definition.label,
      acronym: definition.acronym ?? null,
      definition: definition.definition,
      area: areaOf(definition),
      unit: unitOf(definition, company.currency),
      rounding: definition.rounding,
      direction: definition.direction,
      tags: definition.tags,
      owner:
        'team' in definition.owner
          ? { kind: 'team' as const, name: definition.owner.team }
          : { kind: 'person' as const, name: definition.owner.person },
      state: states[at] ?? 'proposed',
      additivity: metric.additivity,
      dimensions: dimensionNames(definition),
      grain: definition.time.grain,
      complete: completeOf(metric, age),
      freshness: { state: age.state, complete_through: age.completeThrough },
      value: latest?.value ?? null,
      value_period: latest?.period ?? null,
      incomplete: latest?.incomplete ?? false,
      trend: trend.map(({ period, value }) => ({ period, value })),
    }
  })
}

type Trend = { period: string; value: string | null; incomplete: boolean }[]

/** Thirteen months to today; no trend at all while the warehouse is away, since a page without it is still of use. */
async function trendsOf(ctx: Context, metrics: Metric[]): Promise<Map<string, Trend>> {
  if (metrics.length === 0) return new Map()
  const to = addMonths(`${ctx.today.slice(0, 7)}-01`, 1)
  try {
    const { rows, company } = await answer(ctx, {
      metrics: metrics.map((metric) => metric.id),
      grain: 'month',
      from: addMonths(to, -13),
      to,
    })
    return new Map(
      metrics.map((metric) => [
        metric.id,
        rows.map((row) => ({
          period: row.period,
          value: figureText(metric.definition, row.figures.get(metric.id)?.value ?? null, company.currency),
          incomplete: isIncomplete(metric, row.from, row.to, ctx.today),
        })),
      ]),
    )
  } catch (error) {
    if (isRefusal(error) && error.kind === 'busy') return new Map()
    const [only] = metrics
    if (metrics.length === 1 && only) return new Map([[only.id, []]])
    // one of them cannot be worked out: the others still are
    const half = metrics.length >> 1
    return new Map([...(await trendsOf(ctx, metrics.slice(0, half))), ...(await trendsOf(ctx, metrics.slice(half)))])
  }
}

function isNamed(metric: Metric, words: string): boolean {
  const { label, acronym, definition } = metric.definition
  return [metric.id, label, acronym ?? '', definition].some((text) => text.toLowerCase().includes(words))
}
