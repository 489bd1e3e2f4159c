import { z } from 'zod'
import { gapOf } from '../../../kernel/money.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'

export const direction = z.enum(['increase', 'decrease', 'at_least', 'at_most', 'between'])
export const status = z.enum(['green', 'yellow', 'red', 'reached', 'missed', 'data_needed'])

/** A bound measure as a screen needs it. Numbers are decimal texts in `unit`; days are YYYY-MM-DD. */
export const measureShape = z.object({
  key: z.string(),
  kind: z.enum(['metric', 'milestones', 'qualitative', 'tbd']),
  metric_id: z.string().nullable(),
  metric_version: z.number().nullable(),
  window: z.string(),
  filter: z.record(z.string(), z.unknown()).nullable(),
  baseline: z.string().nullable(),
  target: z.string().nullable(),
  target_high: z.string().nullable(),
  unit: z.string().nullable(),
  currency: z.string().nullable(),
  direction: direction.nullable(),
  tolerance: z.string().nullable(),
  /** days between the first and the last with what it is to have come to; empty: the way is even */
  steps: z.array(z.object({ date: z.string(), value: z.string() })),
  due: z.string().nullable(),
  rule: z.enum(['all', 'share']).nullable(),
  milestones: z.array(
    z.object({ id: z.string(), title: z.string(), due: z.string(), forecast: z.string().nullable(), done: z.string().nullable() }),
  ),
  rubric: z.string().nullable(),
  assessor: z.object({ id: z.string(), name: z.string() }).nullable(),
  scored_on: z.string().nullable().describe('when the value was judged, where somebody judges it'),
  resolve_by: z.string().nullable(),
  value: z.string().nullable(),
  value_day: z.string().nullable(),
  /** when it was read, through when its sources were in then, and how old that is now: `stale` when what feeds it stands still */
  as_of: z.string().nullable(),
  complete_through: z.string().nullable(),
  freshness: z.enum(['fresh', 'late', 'stale', 'broken', 'unknown']),
  incomplete: z.boolean(),
  definition_hash: z.string().nullable(),
  rows_href: z.string().nullable(),
  progress: z.string().nullable(),
  expected: z.string().nullable(),
  pace: z.string().nullable(),
  /** what the plan promises for the measure's day, in its unit; null where the promise has no way to go */
  planned: z.string().nullable(),
  status,
  /** at most 60 points, oldest first */
  spark: z.array(z.object({ day: z.string(), value: z.string() })),
  first: z
    .object({
      target: z.string().nullable(),
      target_high: z.string().nullable(),
      due: z.string().nullable(),
      progress: z.string().nullable(),
      status,
    })
    .nullable()
    .describe('what was promised when it was vetted, where that has moved since, and how it stands against that'),
})

export type MeasureShape = z.output<typeof measureShape>

/** Where the plan stands on the measure's day, in its unit: so far on the way, or at the bound; nothing where the promise has neither. */
export function planToday({ direction, target, planned }: MeasureShape): string | undefined {
  return (direction === 'at_least' || direction === 'at_most' ? target : planned) ?? undefined
}

/** How far the measure's value is from where the plan stands, as both are written in full; below it is negative. */
export function planGap(measure: MeasureShape): string | undefined {
  const due = planToday(measure)
  return due === undefined || measure.value === null ? undefined : gapOf(measure.value, due, measure.unit)
}

const goalpost = z.object({
  id: z.string(),
  item_key: z.string(),
  edition_id: z.string(),
  text: z.string(),
  field: z.enum(['target', 'target_high', 'due', 'scope', 'steps']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  unit: z.string().nullable(),
  decision: z.object({ id: z.string(), number: z.string() }).nullable(),
  by: z.string(),
  day: z.string(),
})

export const plansGoalposts = operation({
  name: 'strategy.plans.goalposts',
  method: 'GET',
  path: '/strategy/plans/{slug}/goalposts',
  right: 'strategy.read',
  summary: 'Every change of a target, a day or a scope after vetting, newest first: from what, to what, by whom, by what decision',
  input: z.object({ ...pageInput, slug: z.string().max(120) }),
  output: pageOf(goalpost),
})
