import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape } from '../../../kernel/shapes.ts'
import { cell, filter, grain, metricRef } from './shared.ts'

export { type Cell, cell } from './shared.ts'

const figureColumn = z.object({
  name: z.string(),
  kind: z.enum(['period', 'dimension', 'metric']),
  label: z.string(),
  unit: z.string().nullable(),
  rounding: z.number().nullable(),
})

export const figuresAsk = operation({
  name: 'data.figures.ask',
  method: 'POST',
  reads: true,
  path: '/data/metric-queries',
  right: 'data.read',
  summary: 'Values of metrics by period and dimension',
  input: z.object({
    metrics: z.array(metricRef).min(1).max(20),
    dimensions: z.array(z.string().max(63)).max(12).default([]),
    grain: grain.default('month'),
    from: dayShape,
    to: dayShape,
    filter,
    limit: z.number().int().min(1).max(50_000).default(5000),
    explain: z.boolean().default(false),
  }),
  output: z.object({
    columns: z.array(figureColumn),
    /** `from`/`to` cut to what was asked; `values` as decimal text, null with a reason */
    rows: z.array(
      z.object({
        period: dayShape,
        from: dayShape,
        to: dayShape,
        incomplete: z.boolean(),
        dimensions: z.record(z.string(), z.string()),
        values: z.record(z.string(), z.string().nullable()),
        reasons: z.record(z.string(), z.string()),
      }),
    ),
    more: z.boolean(),
    /** sliced by what tells an account: only those that the asker reaches are in it */
    cut: z.boolean(),
    complete_through: z.string().nullable(),
    incomplete: z.boolean(),
    sql_hash: z.string(),
    as_of: z.string(),
    statements: z.array(z.object({ metric: z.string(), sql: z.string() })),
  }),
})

const cellValue = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const drillsAsk = operation({
  name: 'data.drills.ask',
  method: 'POST',
  reads: true,
  path: '/data/drills',
  right: 'data.read',
  summary: 'The rows behind a figure that the asker may see, and what the others hold: together they add up to it',
  input: z.object({
    cell,
    by: z.enum(['auto', 'rows', 'inputs']).default('auto'),
    cursor: z.string().max(500).optional(),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    cell,
    label: z.string(),
    unit: z.string(),
    rounding: z.number(),
    value: z.string().nullable(),
    reason: z.string().nullable(),
    /** how contributions become the figure: added up, or put into `expr` */
    kind: z.enum(['sum', 'count', 'count_distinct', 'picked', 'inputs']),
    expr: z.string().nullable(),
    columns: z.array(
      z.object({ name: z.string(), label: z.string(), kind: z.enum(['text', 'day', 'count', 'money', 'flag', 'decimal', 'figure']) }),
    ),
    rows: z.array(
      z.object({
        key: z.string(),
        cells: z.record(z.string(), cellValue),
        /** money in major units */
        contribution: z.string().nullable(),
        /** the record in its own room */
        href: z.string().nullable(),
        /** the figure behind this row, when it has rows of its own */
        cell: cell.nullable(),
      }),
    ),
    count: z.number(),
    /** what the rows so far, or the inputs together, come to; null where that is not known */
    shown: z.string().nullable(),
    remaining: z.string(),
    /** rows of accounts beyond the asker's reach, and what they add to the figure */
    hidden: z.object({ rows: z.number(), amount: z.string() }),
    /** whether Σ of all rows, by the metric's own rule, is the figure */
    adds_up: z.boolean(),
    as_of: z.string(),
    next: z.string().nullable(),
  }),
})
