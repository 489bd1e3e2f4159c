import type { Context } from '../../../kernel/context.ts'
import { asWritten } from '../../../kernel/money.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { agesNow } from '../../data/index.ts'
import type { Status } from '../rules/measures.ts'
import { measuresByKey, readingsOn } from '../store/measures-now.ts'
import { measureOf } from './measures.ts'

/** A plan's measure as another room reads it: its promise, where it stands, and how it came there. Numbers are decimal text in its unit. */
type MeasureNow = {
  key: string
  title: string
  /** `open`: whether whoever asks may open it */
  plan: { title: string; href: string; audience: 'public' | 'internal' | 'restricted'; open: boolean }
  metric: string | null
  unit: string | null
  direction: 'increase' | 'decrease' | 'at_least' | 'at_most' | 'between' | null
  /** what is promised for today; of one that is on its way, the plan's line */
  promised: string | null
  promised_high: string | null
  value: string | null
  status: Status
  as_of: string | null
  freshness: string
  definition_hash: string | null
  rows_href: string | null
  /** oldest first, the last one of each day */
  readings: { day: Day; value: string | null; status: Status }[]
}

/**
 * Measures by their keys, each from the edition in force, else from the newest that has it; a key that nothing has is left out. Three
 * statements, however many. Whether the reader may see the plan is for whoever asks: `plan.audience` and `plan.open` say it.
 */
export async function measuresNow(ctx: Context, keys: readonly string[], days: number): Promise<MeasureNow[]> {
  const rows = await measuresByKey(ctx.tx, keys, ctx.today)
  const readings = Map.groupBy(await readingsOn(ctx.tx, rows, [addDays(ctx.today, -days), ctx.today]), (row) => row.item_key)
  const ageNow = await agesNow(ctx)
  const seesFew = mayDo(ctx.actor, 'strategy.restricted') !== undefined
  return rows.map((row) => {
    const own = readings.get(row.item_key) ?? []
    const shape = measureOf(row, row, own, { today: ctx.today, ageNow })
    const onItsWay = shape.direction === 'increase' || shape.direction === 'decrease'
    return {
      key: row.item_key,
      title: row.text,
      plan: {
        title: row.plan,
        href: `/strategy/plans/${row.slug}`,
        audience: row.audience,
        open: row.audience !== 'restricted' || seesFew,
      },
      metric: row.metric_id && `${row.metric_id}@${row.metric_version ?? 1}`,
      unit: row.unit,
      direction: row.direction,
      promised: onItsWay && shape.planned !== null ? asWritten(shape.planned, row.unit) : shape.target,
      promised_high: shape.target_high,
      value: shape.value,
      status: shape.status,
      as_of: shape.as_of,
      freshness: shape.freshness,
      definition_hash: shape.definition_hash,
      rows_href: shape.rows_href,
      readings: own.map(({ day, value, status }) => ({ day, value, status })),
    }
  })
}
