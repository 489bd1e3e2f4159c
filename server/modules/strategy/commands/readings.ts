import type { Context, Open } from '../../../kernel/context.ts'
import { addDays, type Day, daysBetween, earlier, later } from '../../../kernel/period.ts'
import { seriesOf, valuesOf as figuresOf } from '../../data/index.ts'
import { measureStatus, sparkPoints, windowOn } from '../rules/measure-status.ts'
import { liveMeasures, type PlacedMeasure, savePastReadings, saveReadings, saveStatuses } from '../store/measures.ts'
import type { MeasureRow, ReadingRow } from '../tables.ts'

const batch = 200
type Figure = NonNullable<Awaited<ReturnType<typeof figuresOf>>[number]>

/** The listener of `data.metric.refreshed`: every live measure of the metric gets the day's reading. The last write of a day wins. */
export async function readMetric(ctx: Context, metric: string): Promise<number> {
  let count = 0
  let after: string | undefined
  for (;;) {
    const measures = await liveMeasures(ctx.tx, ctx.today, metric, after, batch)
    await readNow(ctx, measures)
    count += measures.length
    const last = measures.at(-1)
    if (!last || measures.length < batch) return count
    after = last.edition_id + last.item_key
  }
}

/** The hourly job: a reading of every live measure, a batch a transaction. */
export async function readAllMeasures(open: Open): Promise<{ measures: number }> {
  let after: string | undefined
  let count = 0
  for (;;) {
    const start = after
    const measures = await open(async (ctx) => {
      const found = await liveMeasures(ctx.tx, ctx.today, undefined, start, batch)
      await readNow(ctx, found)
      return found
    })
    count += measures.length
    const last = measures.at(-1)
    if (!last || measures.length < batch) return { measures: count }
    after = last.edition_id + last.item_key
  }
}

/** Asks the metrics and writes what they say today; tells the house whose colour changed. */
export async function readNow(ctx: Context, measures: PlacedMeasure[]): Promise<ReadingRow[]> {
  const asked = measures.filter((one): one is Bound => one.metric_id !== null)
  const figures = await figuresOf(
    ctx,
    asked.map((measure) => questionOf(measure, ctx.today)),
  )
  const found = new Map(asked.map((measure, at) => [measure as PlacedMeasure, figures[at]]))
  const readings = measures.map((measure) => reading(ctx, measure, found.get(measure)))
  await saveReadings(ctx.tx, readings)
  const changed = measures.flatMap((measure, index) => {
    const status = readings[index]?.status
    return status && status !== measure.status ? [{ measure, status }] : []
  })
  await saveStatuses(
    ctx.tx,
    changed.map(({ measure, status }) => ({ edition_id: measure.edition_id, item_key: measure.item_key, status })),
  )
  for (const { measure, status } of changed) {
    const { edition_id, item_key, slug, text, status: from } = measure
    await ctx.announce(
      'strategy.measure.status_changed',
      { edition_id, item_key, plan_slug: slug, text, from, to: status, day: ctx.today },
      { key: item_key },
    )
  }
  return readings
}

/** What measures had come to on a day, each on its own; nothing is written. */
export async function readAsOf<M extends PlacedMeasure>(
  ctx: Context,
  measures: readonly M[],
  dayOf: (measure: M) => Day,
): Promise<ReadingRow[]> {
  const asked = measures.filter((one) => one.metric_id !== null)
  const figures = await figuresOf(
    ctx,
    asked.map((measure) => questionOf(measure as Bound, dayOf(measure))),
  )
  const found = new Map(asked.map((measure, at) => [measure, figures[at]]))
  return measures.map((measure) => reading(ctx, measure, found.get(measure), dayOf(measure)))
}

type Bound = PlacedMeasure & { metric_id: string }

function questionOf(measure: Bound, today: Day) {
  return {
    metric: measure.metric_id,
    window: windowOn(measure, today),
    ...(measure.metric_version === null ? {} : { version: measure.metric_version }),
    ...filterOf(measure),
  }
}

/** A metric that is gone says nothing; it is no reason to fail the readings of all others. */
function reading(ctx: Context, measure: PlacedMeasure, figure: Figure | undefined, day = ctx.today): ReadingRow {
  const base = { item_key: measure.item_key, edition_id: measure.edition_id, day, kind: 'daily' as const, at: ctx.now }
  if (!figure)
    return {
      ...base,
      value: null,
      as_of: ctx.now,
      freshness: 'broken',
      complete_through: null,
      incomplete: true,
      definition_hash: null,
      rows_href: null,
      status: 'data_needed',
    }
  const fresh = figure.freshness.state !== 'broken'
  return {
    ...base,
    value: figure.value,
    as_of: new Date(figure.asOf),
    freshness: figure.freshness.state,
    complete_through: figure.freshness.completeThrough ? new Date(figure.freshness.completeThrough) : null,
    incomplete: figure.incomplete,
    definition_hash: figure.definitionHash,
    rows_href: figure.rowsHref,
    status: measureStatus(measure, measure.period_start, figure.value, day, fresh).status,
  }
}

function filterOf(measure: MeasureRow): { filter?: Record<string, string[]> } {
  if (!measure.filter) return {}
  const values = Object.entries(measure.filter).map(
    ([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)] as const,
  )
  return { filter: Object.fromEntries(values) }
}

/** Readings for days before the measure was bound, from the warehouse as it is now; their `as_of` says so. */
export async function readPast(ctx: Context, measure: PlacedMeasure): Promise<void> {
  if (!measure.metric_id || !measure.due || measure.window !== 'at') return
  const until = addDays(earlier(ctx.today, addDays(measure.due, 1)), -1)
  const from = later(measure.period_start ?? addDays(until, -sparkPoints), addDays(until, -3 * 365))
  if (from > until) return
  const days = daysBetween(from, until)
  const grain = days <= sparkPoints ? 'day' : days <= 7 * sparkPoints ? 'week' : 'month'
  const points = await seriesOf(ctx, { metric: measure.metric_id, from, to: addDays(until, 1), grain, ...filterOf(measure) })
  const rows = points
    .filter((point) => point.value !== null && point.day <= until)
    .slice(-sparkPoints)
    .map(
      (point): ReadingRow => ({
        item_key: measure.item_key,
        edition_id: measure.edition_id,
        day: point.day,
        kind: 'daily',
        value: point.value,
        as_of: ctx.now,
        freshness: 'fresh',
        complete_through: null,
        incomplete: false,
        definition_hash: null,
        rows_href: null,
        status: measureStatus(measure, measure.period_start, point.value, point.day, true).status,
        at: ctx.now,
      }),
    )
  await savePastReadings(ctx.tx, rows)
}
