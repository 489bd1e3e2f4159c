import type { Context } from '../../kernel/context.ts'
import { addDays, addMonths, type Day } from '../../kernel/period.ts'
import { isRefusal, Refusal } from '../../kernel/refusal.ts'
import { builtIn, metricBy } from './metrics/builtin.ts'
import type { Vetting } from './rules/metrics/vetting.ts'
import { freshnessOf, stalledNow, type Freshness } from './queries/ages.ts'
import { vettingsNow } from './queries/vetting.ts'
import { answer } from './queries/answers.ts'
import { companyOf } from '../people/index.ts'
import type { Grain } from './rules/metrics/calendar.ts'
import type { Metric } from './rules/metrics/catalogue.ts'
import type { Definition } from './rules/metrics/definition.ts'
import { figureText, isIncomplete, unitOf } from './rules/metrics/figures.ts'
import type { Filter } from './rules/metrics/leaf.ts'
import { formulaOf } from './rules/metrics/words.ts'

/** `at:<day>` · `period:<from>..<to>` (to exclusive) · `trailing:<days>:<day>` */
type Window = string
type ValueAsk = { metric: string; version?: number; window: Window; filter?: Filter; asOf?: Date }
type Value = {
  /** decimal text in the metric's unit, rounded once; null has a reason */
  value: string | null
  reason?: string
  unit: string
  rounding: number
  /** the days that were read; `to` exclusive */
  from: Day
  to: Day
  asOf: string
  freshness: Freshness
  definitionHash: string
  /** page of the rows whose contributions are this value */
  rowsHref: string
  incomplete: boolean
}

/** The value of a metric under the company's policy, for plans and posts. Never throws for a figure that cannot be had: null with a reason. */
export async function metricValue(ctx: Context, ask: ValueAsk): Promise<Value> {
  const metric = metricOf(ask.metric, ask.version)
  const company = await companyOf(ctx)
  const span = whole(metric, fitting(metric, windowOf(ask.window)), ctx.today)
  const stalled = await stalledNow(ctx)
  const base = () => ({
    unit: unitOf(metric.definition, company.currency),
    rounding: metric.definition.rounding,
    ...span,
    asOf: ctx.now.toISOString(),
    freshness: freshnessOf(metric, ctx.now, stalled),
    definitionHash: metric.hash,
    rowsHref: rowsHref(metric.id, span, ask.filter),
    incomplete: isIncomplete(metric, span.from, span.to, ctx.today),
  })
  // values of the past as they were known then come from what was published; nothing is published yet
  if (ask.asOf && ask.asOf.getTime() < ctx.now.getTime() - 86_400_000) return { ...base(), value: null, reason: 'snapshot.none' }
  try {
    const asked = { metrics: [metric.id], grain: 'total' as const, ...span, ...(ask.filter ? { filter: ask.filter } : {}) }
    const { rows } = await answer(companyView(ctx), asked)
    const figure = rows[0]?.figures.get(metric.id)
    const value = figureText(metric.definition, figure?.value ?? null, company.currency)
    return figure?.reason ? { ...base(), value, reason: figure.reason } : { ...base(), value }
  } catch (error) {
    if (isRefusal(error)) return { ...base(), value: null, reason: error.code }
    throw error
  }
}

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

/** What a metric is called and what it counts; nothing for one that is not there. */
export function wordsOf(reference: string): { label: string; definition: string } | undefined {
  const found = builtIn().catalogue.get(reference.split('@')[0] ?? '')
  return found && { label: found.definition.label, definition: found.definition.definition }
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

function metricOf(reference: string, version?: number): Metric {
  return metricBy(version === undefined ? reference : `${reference.split('@')[0]}@${version}`)
}

/** Plans show the company's figures whoever opens them; what a reader may open behind them is the reader's own right. */
function companyView(ctx: Context): Context {
  return { ...ctx, actor: { kind: 'system', id: 'company', name: 'company', rights: new Map() } }
}

/** A window as days. */
function windowOf(window: Window): { from: Day; to: Day } {
  const at = /^at:(\d{4}-\d{2}-\d{2})$/.exec(window)
  if (at?.[1]) return { from: at[1], to: addDays(at[1], 1) }
  const period = /^period:(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(window)
  if (period?.[1] && period[2]) return { from: period[1], to: period[2] }
  const trailing = /^trailing:(\d{1,4}):(\d{4}-\d{2}-\d{2})$/.exec(window)
  if (trailing?.[1] && trailing[2]) return { from: addDays(trailing[2], 1 - Number(trailing[1])), to: addDays(trailing[2], 1) }
  throw new Refusal('invalid', 'window.invalid', `"${window}" is not at:<day>, period:<from>..<to> or trailing:<days>:<day>.`)
}

/** A stock that is known when its day is over has no value on a day under way: nobody has reported yet. The last whole day's stands for it. */
function whole(metric: Metric, span: { from: Day; to: Day }, today: Day): { from: Day; to: Day } {
  const waits = metric.leaves.every((leaf) => leaf.non_additive && leaf.on.wholeUntil === 'yesterday')
  return waits && span.from === today && span.to === addDays(today, 1) ? { from: addDays(today, -1), to: today } : span
}

/** Metrics of calendar months take a window by the whole months that it touches; a month under way counts to date. */
function fitting(metric: Metric, span: { from: Day; to: Day }): { from: Day; to: Day } {
  if (!metric.leaves.some((leaf) => leaf.on.step === 'month')) return span
  const from = `${span.from.slice(0, 7)}-01`
  const to = span.to.endsWith('-01') ? span.to : addMonths(`${span.to.slice(0, 7)}-01`, 1)
  return { from, to }
}

function rowsHref(metric: string, span: { from: Day; to: Day }, filter?: Filter): string {
  const query = new URLSearchParams({ from: span.from, to: span.to, rows: '1' })
  if (filter && Object.keys(filter).length > 0) query.set('filter', JSON.stringify(filter))
  return `/data/metrics/${metric}?${query}`
}
