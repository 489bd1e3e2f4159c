import { z } from 'zod'
import { dayShape } from '../../../kernel/shapes.ts'

export const grain = z.enum(['day', 'week', 'month', 'quarter', 'year', 'fiscal_quarter', 'fiscal_year', 'total'])
/** dimension → values that count; '' stands for "not set" */
export const filter = z.record(z.string().max(63), z.array(z.string().max(200)).max(100)).default({})
export const metricRef = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9_.]*(@\d+)?$/, 'is a metric such as arr or arr@1')

/** How old a figure's data is: everything before `complete_through` is in. `stale`: what feeds it stands still, it is as of then. */
export const freshness = z.object({ state: z.enum(['fresh', 'late', 'stale', 'broken']), complete_through: z.string().nullable() })

/** The address of one figure: what is asked when it is opened. `to` is exclusive. */
export const cell = z.object({ metric: metricRef, from: dayShape, to: z.iso.date(), filter })
export type Cell = z.output<typeof cell>
