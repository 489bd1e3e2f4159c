import { newest, pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import type { Day } from '../../../kernel/period.ts'
import type { agesNow } from '../../data/index.ts'
import { measureStatus } from '../rules/measure-status.ts'
import type { measuresReadings, MeasureShape, plansGoalposts } from '../contract.ts'
import { byDay, listReadings, type Troubled, troubledMeasures } from '../store/measures.ts'
import type { GoalpostRow, MeasureRow, ReadingRow } from '../tables.ts'
import { isOld, scoreOn } from '../rules/assessed.ts'
import { firstPromise } from '../rules/goalposts.ts'
import { listGoalposts } from '../store/goalposts.ts'
import { getPlan } from '../store/plans.ts'
import { getEdition, planOf } from '../store/editions.ts'
import { mayBeSeen, seesFew } from './seen.ts'

/** How old a metric's figure is now whose sources were in through an instant. */
type AgeNow = Awaited<ReturnType<typeof agesNow>>
type Period = { period_start: Day | null; period_end: Day | null }
/** The moment in which somebody looks, what moved of the promise before it, and who judges by name. */
type Look = { today: Day; ageNow: AgeNow; moved?: readonly GoalpostRow[]; names?: ReadonlyMap<string, string> }

/** A bound measure with its newest reading, judged for the moment in which somebody looks. Readings come oldest first. */
export function measureOf(
  row: MeasureRow,
  period: Period,
  readings: ReadingRow[],
  { today, ageNow, moved = [], names }: Look,
): MeasureShape {
  const last = readings.at(-1)
  const value = last?.value ?? null
  const [judged, stale] = judgedOn(row, last, today)
  const freshness = stale ? 'broken' : freshnessOf(row, period, last, today, ageNow)
  const status = measureStatus(row, period.period_start, value, last?.day ?? today, freshness !== 'broken')
  const promised = firstPromise(
    row,
    moved.map(({ field, from_value }) => ({ field, from: from_value })),
  )
  const first = promised && measureStatus({ ...row, ...promised }, period.period_start, value, last?.day ?? today, freshness !== 'broken')
  return {
    key: row.item_key,
    kind: row.kind,
    metric_id: row.metric_id,
    metric_version: row.metric_version,
    window: row.window,
    filter: row.filter,
    baseline: row.baseline,
    target: row.target,
    target_high: row.target_high,
    unit: row.unit,
    currency: row.currency,
    direction: row.direction,
    tolerance: row.tolerance,
    steps: row.curve === 'linear' ? [] : row.curve,
    due: row.due,
    rule: row.rule,
    milestones: row.milestones,
    rubric: row.rubric,
    assessor: row.assessor === null ? null : { id: row.assessor, name: names?.get(row.assessor) ?? '' },
    scored_on: judged,
    resolve_by: row.resolve_by,
    value,
    value_day: last?.day ?? null,
    as_of: last ? new Date(last.as_of).toISOString() : null,
    complete_through: last?.complete_through ? new Date(last.complete_through).toISOString() : null,
    freshness,
    incomplete: last?.incomplete ?? false,
    definition_hash: last?.definition_hash ?? null,
    rows_href: last?.rows_href ?? null,
    ...status,
    spark: readings.flatMap((reading) => (reading.value === null ? [] : [{ day: reading.day, value: reading.value }])),
    first: promised && first && { ...promised, progress: first.progress, status: first.status },
  }
}

/** When a measure without a number was judged, and whether that is so long ago that nobody knows any more. A period that is over keeps its word. */
function judgedOn(row: MeasureRow, last: ReadingRow | undefined, today: Day): [Day | null, boolean] {
  if (row.kind !== 'qualitative' || !last) return [null, false]
  const score = scoreOn(row.scores, last.day)
  return [score?.day ?? null, score !== null && isOld(score, row.due !== null && row.due < today ? row.due : today)]
}

/** While a plan runs a reading ages; when it is over the last one stays what it was. */
function freshnessOf(row: MeasureRow, { period_end }: Period, last: ReadingRow | undefined, today: Day, ageNow: AgeNow) {
  if (!last) return 'unknown' as const
  const end = period_end ?? row.due
  if (row.metric_id === null || last.freshness === 'broken' || (end !== null && end < today)) return last.freshness
  return ageNow(row.metric_id, last.complete_through && new Date(last.complete_through))
}

export async function readings(ctx: Context, input: InputOf<typeof measuresReadings>): Promise<OutputOf<typeof measuresReadings>> {
  const found = await listReadings(ctx.tx, input.key, input)
  const page = pageBy((await isHidden(ctx, found[0])) ? [] : found, byDay, input.limit)
  return {
    next: page.next,
    items: page.items.map((row) => ({
      day: row.day,
      value: row.value,
      as_of: row.as_of.toISOString(),
      freshness: row.freshness,
      kind: row.kind,
      status: row.status,
      definition_hash: row.definition_hash,
      rows_href: row.rows_href,
    })),
  }
}

/** Readings of a plan for the few are none to whoever may not open it, as those of a measure that nobody has. */
async function isHidden(ctx: Context, reading: ReadingRow | undefined): Promise<boolean> {
  if (!reading || seesFew(ctx)) return false
  return (await planOf(ctx.tx, await getEdition(ctx.tx, reading.edition_id))).audience === 'restricted'
}

export async function goalposts(ctx: Context, input: InputOf<typeof plansGoalposts>): Promise<OutputOf<typeof plansGoalposts>> {
  const plan = await getPlan(ctx.tx, input.slug)
  mayBeSeen(ctx, plan)
  const page = pageBy(await listGoalposts(ctx.tx, plan.id, input), newest(), input.limit)
  return {
    next: page.next,
    items: page.items.map(
      ({ id, item_key, edition_id, text, field, from_value, to_value, unit, decision_id, decision_number, by_name, day }) => ({
        ...{ id, item_key, edition_id, text, field, from: from_value, to: to_value, unit, by: by_name, day },
        decision: decision_id === null ? null : { id: decision_id, number: decision_number ?? '' },
      }),
    ),
  }
}

/** Measures of plans in force that need somebody, for the home page. */
export async function troubled(ctx: Context) {
  const rows = await troubledMeasures(ctx.tx, ctx.today, 10)
  return rows.map((row) => ({
    kind: 'measure',
    title: row.text,
    detail: `${troubleOf(row)} · ${row.plan}`,
    href: `/strategy/plans/${row.slug}`,
    act: 'Look',
    at: row.at,
  }))
}

function troubleOf({ status, direction, kind }: Troubled): string {
  if (status === 'data_needed') return kind === 'qualitative' ? 'Nobody has judged it for a quarter' : 'No fresh value'
  if (status === 'missed') return 'Not reached in time'
  return direction === 'increase' || direction === 'decrease' ? 'Far behind the plan' : 'Outside what the plan promises'
}
