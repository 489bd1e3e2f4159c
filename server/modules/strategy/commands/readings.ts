import type { Context, Open } from '../../../kernel/context.ts'
import { addDays, type Day, daysBetween, earlier, later } from '../../../kernel/period.ts'
import { definitionOf, seriesOf, valuesOf as figuresOf } from '../../data/index.ts'
import { isOld, scoreOn } from '../rules/assessed.ts'
import { countedOn, courseDays, filterOf, measureStatus, sparkPoints, windowOn } from '../rules/measure-status.ts'
import { doneShare } from '../rules/milestones.ts'
import { shortCourses } from '../store/courses.ts'
import { liveMeasures, type PlacedMeasure, savePastReadings, saveReadings, saveStatuses } from '../store/measures.ts'
import type { ReadingRow } from '../tables.ts'

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

/** Asks for what all of them have come to today and writes it; tells the house whose colour changed. */
export async function readNow(ctx: Context, measures: PlacedMeasure[]): Promise<ReadingRow[]> {
  const readings = await readAsOf(ctx, measures, () => ctx.today)
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
  return measures.map((measure) =>
    measure.metric_id === null ? ownReading(ctx, measure, dayOf(measure)) : reading(ctx, measure, found.get(measure), dayOf(measure)),
  )
}

/** What the plan itself knows of a day: milestones that were done by then, the last judgement before its end. */
function ownReading(ctx: Context, measure: PlacedMeasure, day: Day): ReadingRow {
  const score = measure.kind === 'qualitative' ? scoreOn(measure.scores, day) : null
  const value = measure.kind === 'milestones' ? doneShare(measure.milestones, day) : score === null ? null : String(score.score)
  const fresh = score === null || !isOld(score, day)
  return {
    ...{ item_key: measure.item_key, edition_id: measure.edition_id, day, kind: 'daily', at: ctx.now },
    ...{ value, as_of: ctx.now, freshness: fresh ? 'fresh' : 'broken', complete_through: null, incomplete: false },
    ...{ definition_hash: null, rows_href: null },
    status: measureStatus(measure, measure.period_start, value, day, fresh).status,
  }
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

/**
 * Readings for days before the measure was bound, so that it has a course from its first day on: of a metric from the warehouse as it is
 * now, which their `as_of` says; of milestones from the days on which they were done.
 */
export async function readPast(ctx: Context, measure: PlacedMeasure): Promise<void> {
  if (!measure.due) return
  const until = addDays(earlier(ctx.today, addDays(measure.due, 1)), -1)
  const from = later(measure.period_start ?? addDays(until, -sparkPoints), addDays(until, -3 * 365))
  if (from > until) return
  const rows =
    measure.metric_id === null || measure.window !== 'at'
      ? await pastSums(ctx, measure, [from, until])
      : await pastLevels(ctx, measure, [from, until])
  await savePastReadings(
    ctx.tx,
    // nobody knows what it was: no point, and never a zero
    rows.filter(({ value }) => value !== null),
  )
}

/** What is counted since the first day, or over the days before each: each point is a question of its own, as today's is. */
async function pastSums(ctx: Context, measure: PlacedMeasure, [from, until]: [Day, Day]): Promise<ReadingRow[]> {
  const monthly = measure.metric_id !== null && (await definitionOf(ctx, measure.metric_id)).grain === 'month'
  const points = courseDays(from, until, monthly).map((day) => ({ ...measure, day }))
  return (await readAsOf(ctx, points, ({ day }) => day)).map((row) => ({ ...row, rows_href: null, definition_hash: null }))
}

/** What stands on a day: the whole course is one question. */
async function pastLevels(ctx: Context, measure: PlacedMeasure, [from, until]: [Day, Day]): Promise<ReadingRow[]> {
  const days = daysBetween(from, until)
  const grain = days <= sparkPoints ? 'day' : days <= 7 * sparkPoints ? 'week' : 'month'
  const metric = measure.metric_id ?? ''
  const points = await seriesOf(ctx, { metric, from, to: addDays(until, 1), grain, ...filterOf(measure) })
  return points
    .filter((point) => point.day <= until)
    .slice(-sparkPoints)
    .map(({ day: first, value }) => ({ day: countedOn(first, grain, until), value }))
    .map(({ day, value }) => ({
      ...{ item_key: measure.item_key, edition_id: measure.edition_id, day, kind: 'daily', value, as_of: ctx.now, freshness: 'fresh' },
      ...{ complete_through: null, incomplete: false, definition_hash: null, rows_href: null },
      ...{ status: measureStatus(measure, measure.period_start, value, day, true).status, at: ctx.now },
    }))
}

/** At night: measures whose course begins only when they were bound, from before it was filled in, get what can be known of the days before. */
export async function fillCourses(open: Open): Promise<{ measures: number }> {
  let after: string | undefined
  let count = 0
  for (;;) {
    const start = after
    const found = await open((ctx) => shortCourses(ctx.tx, ctx.today, start, batch))
    for (const measure of found) await open((ctx) => readPast(ctx, measure))
    count += found.length
    const last = found.at(-1)
    if (!last || found.length < batch) return { measures: count }
    after = last.edition_id + last.item_key
  }
}
