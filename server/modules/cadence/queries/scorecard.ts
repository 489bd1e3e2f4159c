import type { Context } from '../../../kernel/context.ts'
import { gapOf } from '../../../kernel/money.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { addDays, type Day, daysBetween } from '../../../kernel/period.ts'
import { companyOf, personsOf } from '../../people/index.ts'
import { valuesOf, wordsOf } from '../../data/index.ts'
import { fiscalYear, fiscalYearOf, measuresNow, statusOf } from '../../strategy/index.ts'
import type { scorecardsRead } from '../contract.ts'
import { asOn, type Colour, inOrder, looks, monthLooks, redWeeks } from '../rules/scorecard.ts'
import { itemsOf } from '../store/items.ts'
import { frozenOf } from '../store/parts.ts'
import { getMeeting } from '../store/meetings.ts'
import { getSeries, rowsOf } from '../store/series.ts'
import type { ScorecardRowTable, SeriesTable } from '../tables.ts'
import { readerOf } from './book.ts'

type Shape = OutputOf<typeof scorecardsRead>['rows'][number]
/** A row as it is read now, with where it comes from. */
export type ScoreRow = Omit<Shape, 'issue_id'> & { room: string; kind: string; about: string; position: number }

/** As it stands, and once the meeting is closed as it stood then; the course of twelve months is always read anew. */
export async function readScorecardOf(
  ctx: Context,
  { id, look }: InputOf<typeof scorecardsRead>,
): Promise<OutputOf<typeof scorecardsRead>> {
  const meeting = await getMeeting(ctx.tx, id, readerOf(ctx))
  const series = await getSeries(ctx.tx, meeting.series_id, readerOf(ctx))
  const issues = new Map((await itemsOf(ctx.tx, id)).flatMap((one) => (one.row_id === null ? [] : [[one.row_id, one.id] as const])))
  const frozen = meeting.state === 'closed'
  const { through, rows } = frozen
    ? { through: meeting.day, rows: (await frozenOf(ctx.tx, id)).map(({ row }) => row as ScoreRow) }
    : await readScorecard(ctx, series)
  const year = look === 'months' ? await monthsBack(ctx, series, through) : undefined
  const shown = ({ room: _room, kind: _kind, about: _about, position: _position, ...row }: ScoreRow): Shape => ({
    ...row,
    spark: year ? (year.get(row.id) ?? []) : row.spark,
    issue_id: issues.get(row.id) ?? null,
  })
  return { through, frozen, look, weeks: series.weeks, rows: rows.map(shown) }
}

/** What the rows were at the end of each of twelve months, as it is known now, oldest first; a month that nobody knows is left out. */
async function monthsBack(ctx: Context, series: SeriesTable, through: Day): Promise<Map<string, Shape['spark']>> {
  const rows = await rowsOf(ctx.tx, series.id)
  const days = monthLooks(through)
  const { fiscal_year_end } = await companyOf(ctx)
  const values = await valuesBack(ctx, rows, days, fiscal_year_end)
  const keys = rows.flatMap(({ measure }) => measure ?? [])
  const since = daysBetween(days.at(-1) ?? through, ctx.today)
  const measures = new Map((await measuresNow(ctx, keys, since)).map((one) => [one.key, one]))
  const then = (row: ScorecardRowTable) => {
    if (row.measure === null) return (values.get(row.id) ?? []).map((one) => one?.value ?? null)
    const measure = measures.get(row.measure)
    const readings = measure && !isHidden(measure, series) ? measure.readings : []
    return asOn(readings, days).map((one) => one?.value ?? null)
  }
  const course = (row: ScorecardRowTable) =>
    then(row)
      .map((value, at) => ({ day: days[at] ?? through, value }))
      .toReversed()
      .flatMap(({ day, value }) => (value === null ? [] : [{ day, value }]))
  return new Map(rows.map((row) => [row.id, course(row)]))
}

/** The rows of a series' scorecard as they stand today, by owner, input before what comes of it. Never refuses for a figure that cannot be had. */
export async function readScorecard(ctx: Context, series: SeriesTable): Promise<{ through: Day; rows: ScoreRow[] }> {
  const rows = await rowsOf(ctx.tx, series.id)
  if (rows.length === 0) return { through: ctx.today, rows: [] }
  const [names, { fiscal_year_end }] = [
    await personsOf(
      ctx,
      rows.map(({ owner }) => owner),
    ),
    await companyOf(ctx),
  ]
  const keys = rows.flatMap(({ measure }) => measure ?? [])
  const measures = new Map((await measuresNow(ctx, keys, 7 * series.weeks)).map((one) => [one.key, one]))
  const days = looks(ctx.today, series.weeks)
  const values = await valuesBack(ctx, rows, days, fiscal_year_end)
  const read = rows.map((row) => {
    const base = { id: row.id, title: row.title, owner: someone(names, row.owner), input: row.input, position: row.position }
    if (row.measure === null) return { ...base, ...ofMetric(row, days, values.get(row.id) ?? []) }
    const measure = measures.get(row.measure)
    return { ...base, ...measureRow(row, measure && isHidden(measure, series) ? undefined : measure, days) }
  })
  return { through: ctx.today, rows: inOrder(read) }
}

/** A plan that has become one for the few is read in no other meeting. */
function isHidden({ plan }: Measure, series: SeriesTable): boolean {
  return plan.audience === 'restricted' && series.audience !== 'restricted'
}

type Value = Awaited<ReturnType<typeof valuesOf>>[number]

/** What each metric was on each look back, newest first: the warehouse is asked once for each set of days. */
async function valuesBack(
  ctx: Context,
  rows: readonly ScorecardRowTable[],
  days: readonly Day[],
  yearEnd: string,
): Promise<Map<string, Value[]>> {
  const begun = (day: Day) => fiscalYear(fiscalYearOf(day, yearEnd), yearEnd).from
  const asked = rows.flatMap((row) =>
    row.metric === null ? [] : days.map((day) => ({ row, metric: row.metric ?? '', window: windowOn(row, day, begun(day)) })),
  )
  const values = await valuesOf(
    ctx,
    asked.map(({ metric, window }) => ({ metric, window })),
  )
  const by = Map.groupBy(
    asked.map(({ row }, at) => ({ row, value: values[at] })),
    ({ row }) => row.id,
  )
  return new Map([...by].map(([id, all]) => [id, all.map(({ value }) => value)]))
}

type Read = Omit<ScoreRow, 'id' | 'title' | 'owner' | 'input' | 'position'>

const colours = { data_needed: 'unknown', green: 'green', yellow: 'yellow', red: 'red', reached: 'reached', missed: 'missed' } as const

type Measure = Awaited<ReturnType<typeof measuresNow>>[number]

function measureRow(row: ScorecardRowTable, measure: Measure | undefined, days: readonly Day[]): Read {
  const nothing = { room: 'strategy', kind: 'measure', about: row.measure ?? '', rounding: 2 }
  if (!measure) return { ...nothing, ...unknown('measure.gone') }
  const colour = colours[measure.status]
  const past = asOn(measure.readings, days).map((one) => (one ? colours[one.status] : 'unknown'))
  const { value, unit, direction, promised: target, promised_high: target_high, as_of, freshness, definition_hash, rows_href } = measure
  return {
    ...nothing,
    value: colour === 'unknown' && freshness === 'broken' ? null : value,
    unit,
    reason: value === null ? 'measure.no_value' : null,
    target,
    target_high,
    direction,
    colour,
    gap: shortOf({ direction, value, unit }, target, target_high),
    as_of,
    freshness,
    definition: measure.metric,
    definition_hash,
    href: measure.plan.href,
    rows_href,
    spark: measure.readings.flatMap(({ day, value: then }) => (then === null ? [] : [{ day, value: then }])),
    red_weeks: redWeeks([colour, ...past.slice(1)]),
  }
}

function ofMetric(row: ScorecardRowTable, days: readonly Day[], values: readonly Value[]): Read {
  const about = row.metric?.split('@')[0] ?? ''
  const words = wordsOf(about)
  const [now] = values
  const nothing = { room: 'data', kind: 'metric', about, rounding: 2 }
  if (!now || !words) return { ...nothing, ...unknown('metric.gone') }
  const fresh = now.freshness.state !== 'broken'
  const colour = colourOf(row, now.value, fresh)
  const past = values.map((one, at) => ({ day: days[at] ?? '', value: one?.value ?? null }))
  return {
    ...nothing,
    rounding: now.rounding,
    value: fresh ? now.value : null,
    unit: now.unit,
    reason: now.value === null ? (now.reason ?? 'value.none') : fresh ? null : 'value.stale',
    target: row.target,
    target_high: row.target_high,
    direction: row.direction,
    colour,
    gap: fresh ? shortOf({ direction: row.direction, value: now.value, unit: now.unit }, row.target, row.target_high) : null,
    as_of: now.asOf,
    freshness: now.freshness.state,
    definition: `${about}@${words.version}`,
    definition_hash: now.definitionHash,
    href: `/data/metrics/${about}`,
    rows_href: now.rowsHref,
    spark: past.toReversed().flatMap(({ day, value }) => (value === null ? [] : [{ day, value }])),
    red_weeks: redWeeks([colour, ...past.slice(1).map(({ value }) => colourOf(row, value, true))]),
  }
}

function windowOn({ time_window }: ScorecardRowTable, day: Day, begun: Day): string {
  if (time_window === 'at') return `at:${day}`
  return time_window === 'period' ? `period:${begun}..${addDays(day, 1)}` : `${time_window}:${day}`
}

function colourOf(row: ScorecardRowTable, value: string | null, fresh: boolean): Colour {
  if (row.direction === null || row.target === null) return 'unknown'
  const { direction, target, target_high, tolerance } = row
  const pledge = {
    direction,
    baseline: null,
    target,
    target_high,
    tolerance,
    curve: 'linear' as const,
    from: '1970-01-01',
    due: '2999-12-31',
  }
  return colours[statusOf(pledge, value, '2000-01-01', fresh).status]
}

/** How far it is from what is promised, as both are written and without a sign; nothing where it is there or nobody knows. */
function shortOf(
  { direction, value, unit }: Pick<Shape, 'direction'> & { value: string | null; unit: string | null },
  target: string | null,
  high: string | null,
): string | null {
  if (direction === null || value === null || target === null) return null
  const down = direction === 'at_most' || direction === 'decrease'
  const short = down ? gapOf(value, target, unit) : gapOf(target, value, unit)
  if (Number(short) > 0) return short
  if (direction !== 'between') return null
  const over = gapOf(value, high ?? target, unit)
  return Number(over) > 0 ? over : null
}

function unknown(reason: string) {
  return {
    value: null,
    unit: null,
    reason,
    target: null,
    target_high: null,
    direction: null,
    colour: 'unknown' as const,
    gap: null,
    as_of: null,
    freshness: 'unknown',
    definition: null,
    definition_hash: null,
    href: null,
    rows_href: null,
    spark: [],
    red_weeks: 0,
  }
}

function someone(names: ReadonlyMap<string, string>, id: string) {
  return { id, name: names.get(id) ?? 'Somebody who left' }
}
