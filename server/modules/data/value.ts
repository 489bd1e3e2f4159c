import type { Context } from '../../kernel/context.ts'
import { addDays, addMonths, type Day } from '../../kernel/period.ts'
import { isRefusal, Refusal } from '../../kernel/refusal.ts'
import { metricBy } from './metrics/builtin.ts'
import { freshnessOf, stalledNow, type Freshness } from './queries/ages.ts'
import { answer } from './queries/answers.ts'
import { companyOf } from '../people/index.ts'
import type { Metric } from './rules/metrics/catalogue.ts'
import { figureText, isIncomplete, unitOf } from './rules/metrics/figures.ts'
import type { Filter } from './rules/metrics/leaf.ts'

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
  const [value] = await valuesOf(ctx, [askedOf(ctx, ask)])
  if (!value) throw new Error('a question without an answer')
  return value
}

/**
 * The same for many: what is asked of the same days under the same filter goes to the warehouse as one question. Nothing for a metric that
 * is gone.
 */
export async function metricValues(ctx: Context, asks: readonly ValueAsk[]): Promise<(Value | undefined)[]> {
  const known = asks.map((ask) => askedIfAny(ctx, ask))
  const values = (
    await valuesOf(
      ctx,
      known.filter((one) => one !== undefined),
    )
  ).values()
  return known.map((one) => one && values.next().value)
}

/** The days that a window of a metric means today; `to` exclusive. */
export function spanOf(ctx: Context, metric: string, window: Window): { from: Day; to: Day } {
  const found = metricOf(metric)
  return whole(found, fitting(found, windowOf(window)), ctx.today)
}

/** So many questions are under way at a time: who looks at a page meanwhile finds a reader of the warehouse free before long. */
const mostTogether = 4

type Asked = { ask: ValueAsk; metric: Metric; span: { from: Day; to: Day } }

function askedOf(ctx: Context, ask: ValueAsk): Asked {
  const metric = metricOf(ask.metric, ask.version)
  return { ask, metric, span: whole(metric, fitting(metric, windowOf(ask.window)), ctx.today) }
}

function askedIfAny(ctx: Context, ask: ValueAsk): Asked | undefined {
  try {
    return askedOf(ctx, ask)
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

async function valuesOf(ctx: Context, asked: readonly Asked[]): Promise<Value[]> {
  if (asked.length === 0) return []
  const [company, stalled] = await Promise.all([companyOf(ctx), stalledNow(ctx)])
  const said = new Map<Asked, Said>()
  // values of the past as they were known then come from what was published; nothing is published yet
  const gone = asked.filter(({ ask }) => ask.asOf && ask.asOf.getTime() < ctx.now.getTime() - 86_400_000)
  for (const one of gone) said.set(one, { value: null, reason: 'snapshot.none' })
  const together = Map.groupBy(
    asked.filter((one) => !said.has(one)),
    ({ ask, span }) => JSON.stringify([span.from, span.to, ask.filter ?? null]),
  )
  const groups = [...together.values()]
  for (let at = 0; at < groups.length; at += mostTogether) {
    const words = await Promise.all(groups.slice(at, at + mostTogether).map((group) => saidOf(ctx, group, company.currency)))
    for (const [one, word] of words.flatMap((some) => [...some])) said.set(one, word)
  }
  return asked.map((one) => {
    const { ask, metric, span } = one
    return {
      unit: unitOf(metric.definition, company.currency),
      rounding: metric.definition.rounding,
      ...span,
      asOf: ctx.now.toISOString(),
      freshness: freshnessOf(metric, ctx.now, stalled),
      definitionHash: metric.hash,
      rowsHref: rowsHref(metric.id, span, ask.filter),
      incomplete: isIncomplete(metric, span.from, span.to, ctx.today),
      ...(said.get(one) ?? { value: null }),
    }
  })
}

type Said = { value: string | null; reason?: string }

/** What the warehouse says of metrics over the same days. One that it cannot say takes no other with it: then each is asked alone. */
async function saidOf(ctx: Context, group: readonly Asked[], currency: string): Promise<Map<Asked, Said>> {
  const [first] = group
  if (!first) return new Map()
  const metrics = [...new Set(group.map(({ metric }) => metric.id))]
  const { filter } = first.ask
  try {
    const { rows } = await answer(companyView(ctx), { metrics, grain: 'total', ...first.span, ...(filter ? { filter } : {}) })
    return new Map(
      group.map((one) => {
        const figure = rows[0]?.figures.get(one.metric.id)
        const value = figureText(one.metric.definition, figure?.value ?? null, currency)
        return [one, figure?.reason ? { value, reason: figure.reason } : { value }]
      }),
    )
  } catch (error) {
    if (!isRefusal(error)) throw error
    if (metrics.length === 1) return new Map(group.map((one) => [one, { value: null, reason: error.code }]))
    const alone = [...Map.groupBy(group, ({ metric }) => metric.id).values()]
    const each = await Promise.all(alone.map((some) => saidOf(ctx, some, currency)))
    return new Map(each.flatMap((some) => [...some]))
  }
}

export function metricOf(reference: string, version?: number): Metric {
  return metricBy(version === undefined ? reference : `${reference.split('@')[0]}@${version}`)
}

/** Plans show the company's figures whoever opens them; what a reader may open behind them is the reader's own right. */
export function companyView(ctx: Context): Context {
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
export function fitting(metric: Metric, span: { from: Day; to: Day }): { from: Day; to: Day } {
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
