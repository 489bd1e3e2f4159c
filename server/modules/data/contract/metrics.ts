import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { dayShape, idShape, nameShape } from '../../../kernel/shapes.ts'
import { freshness, metricRef } from './shared.ts'

const owner = z.object({ kind: z.enum(['team', 'person']), name: z.string() })
const point = z.object({ period: dayShape, value: z.string().nullable() })

const vettingShape = z.object({
  is: z.enum(['agreed', 'carried', 'stale', 'none']).describe('what the ledger says of this very text; stale: of an older one only'),
  decision: z.object({ id: z.string(), number: z.string() }).nullable(),
  by: z.string().nullable(),
  day: dayShape.nullable(),
  asked: z
    .object({ id: z.string(), number: z.string(), need_by: dayShape, this_text: z.boolean() })
    .nullable()
    .describe('the sign-off that is open'),
})

export const metricRow = z.object({
  id: z.string(),
  version: z.number(),
  label: z.string(),
  acronym: z.string().nullable(),
  definition: z.string(),
  area: z.string(),
  unit: z.string(),
  rounding: z.number(),
  direction: z.enum(['up', 'down', 'target', 'none']),
  tags: z.array(z.string()),
  owner,
  /** `certified` only where a decision agreed to this very text; a shipped definition is `proposed` until then */
  state: z.enum(['proposed', 'certified', 'deprecated']),
  additivity: z.enum(['additive', 'semi', 'non']),
  dimensions: z.array(z.string()),
  grain: z.string(),
  /** the instant before which all of its sources are in, and that of each; null where it is not known */
  complete: z.object({ through: z.string().nullable(), sources: z.array(z.object({ name: z.string(), through: z.string().nullable() })) }),
  freshness,
  /** the latest value and the twelve months to it; empty while the warehouse opens */
  value: z.string().nullable(),
  value_period: dayShape.nullable(),
  incomplete: z.boolean(),
  trend: z.array(point),
})

export const metricsList = operation({
  name: 'data.metrics.list',
  method: 'GET',
  path: '/data/metrics',
  right: 'data.read',
  summary: 'The catalogue of metrics with value, trend and freshness',
  input: z.object({ ...pageInput, tag: z.string().max(40).optional(), search: z.string().max(100).optional() }),
  output: pageOf(metricRow).extend({
    /** metrics that are out because their definition is broken; why is for stewards */
    broken: z.array(z.object({ metric: z.string(), reason: z.string().nullable() })),
  }),
})

export const metricsGet = operation({
  name: 'data.metrics.get',
  method: 'GET',
  path: '/data/metrics/{id}',
  right: 'data.read',
  summary: 'One metric: definition, formula in words and SQL, inputs, freshness',
  input: z.object({ id: metricRef }),
  output: metricRow.extend({
    why: z.string(),
    decisions: z.array(z.string()),
    limits: z.array(z.string()),
    kind: z.enum(['simple', 'ratio', 'derived']),
    calendar: z.enum(['gregorian', 'fiscal']),
    /** in words, made from the definition */
    formula: z.string(),
    inputs: z.array(z.object({ as: z.string(), metric: z.string(), label: z.string() })),
    used_by: z.array(z.object({ metric: z.string(), label: z.string() })),
    model: z.object({ name: z.string(), label: z.string() }).nullable(),
    statements: z.array(z.object({ metric: z.string(), sql: z.string() })),
    tests: z.array(z.string()),
    yaml: z.string(),
    hash: z.string(),
    sql_hash: z.string(),
    /** its texts and since when each holds or held, newest first */
    versions: z.array(z.object({ version: z.number(), hash: z.string(), source: z.enum(['shipped']), holds_from: z.string() })),
    vetting: vettingShape,
    published_at: z.string().nullable().describe('since when anyone may read the figure where something public shows it'),
    may: z.array(z.string()),
  }),
})

export const vettingsCreate = operation({
  name: 'data.vettings.create',
  method: 'POST',
  path: '/data/metrics/{id}/vettings',
  right: 'data.steward',
  summary: 'Asks for the vetting of a definition: a sign-off of this very text in the ledger of decisions',
  status: 201,
  input: z.object({
    id: z.string().min(1).max(100).describe('a metric such as arr'),
    hash: z.string().length(64).describe('of the text that was read: a newer one is refused'),
    decider: idShape.describe('who decides whether the company stands by it'),
    agrees: z.array(idShape).max(10).default([]).describe('colleagues who must agree'),
    need_by: dayShape.optional().describe('the last day; five working days without it'),
    note: nameShape.max(2000).optional().describe('what is to be looked at'),
  }),
  output: vettingShape,
})

export const metricsPublish = operation({
  name: 'data.metrics.publish',
  edit: { lastWins: 'says yes or no; who says it last decides, and the trail keeps both' },
  method: 'PUT',
  path: '/data/metrics/{id}/publication',
  right: 'data.steward',
  summary: 'Lets anyone read a vetted figure where something public shows it, or no longer; another text of its definition ends it',
  input: z.object({ id: z.string().min(1).max(100).describe('a metric such as tes'), published: z.boolean() }),
  output: z.object({ id: z.string(), published: z.boolean() }),
})
