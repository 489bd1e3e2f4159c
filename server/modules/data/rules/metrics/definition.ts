import { parse } from 'yaml'
import { z } from 'zod'
import { jcs, sha256 } from '../../../../kernel/canonical.ts'
import { Refusal } from '../../../../kernel/refusal.ts'

const id = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, 'is a dotted lower-case name')
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, 'is a plain lower-case name')
/** `arr.new` or `arr.new@2` */
const reference = z.string().regex(/^[a-z][a-z0-9_.]*(@\d+)?$/, 'is a metric, with @version or without')
const path = z.string().regex(/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?$/, 'is a column or entity.column')
const dimension = z.union([name.transform((text) => ({ name: text, path: text })), z.strictObject({ name, path })])
const input = z.strictObject({ as: name, metric: reference, where: z.string().optional(), offset: z.string().optional() })
const operand = z.strictObject({ metric: reference, where: z.string().optional(), offset: z.string().optional() })
const rowDrill = z.strictObject({
  rows: path,
  key: z.array(name).min(1),
  columns: z.array(path).min(1),
  contribution: z.string(),
  order: z.string().default('-contribution'),
  limit: z.number().int().max(10_000).default(10_000),
  /** page of the row's own record in another room, with {column} places */
  record: z.string().optional(),
  /** the metric whose rows stand behind one of these, and how its slice follows from the row */
  then: z.strictObject({ metric: reference, at: name, filter: z.record(name, name) }).optional(),
})
const tests = z.array(
  z.union([
    z.strictObject({ example: z.strictObject({ rows: z.string(), period: z.string(), expect: z.string() }) }),
    z.strictObject({ invariant: z.string() }),
    z.strictObject({ bounds: z.strictObject({ min: z.number().optional(), max: z.number().optional() }) }),
  ]),
)
const shared = {
  metric: id,
  version: z.number().int().min(1),
  label: z.string().min(2).max(80),
  acronym: z.string().max(7).optional(),
  definition: z.string().min(10),
  why: z.string().min(5),
  decisions: z.array(z.string()).default([]),
  limits: z.array(z.string()).default([]),
  owner: z.union([z.strictObject({ team: z.string() }), z.strictObject({ person: z.string() })]),
  steward: z.strictObject({ person: z.string() }).optional(),
  audience: z.enum(['public', 'internal', 'restricted']).default('internal'),
  tags: z.array(z.string()).default([]),
  /** `reporting` stands for the company's own currency; money columns hold minor units and are shown in major ones */
  unit: z.string().regex(/^([A-Z]{3}|reporting|count|ratio|hours|days|score)$/),
  rounding: z.number().int().min(0).max(12),
  direction: z.enum(['up', 'down', 'target', 'none']).default('none'),
  time: z.strictObject({
    grain: z.enum(['day', 'week', 'month', 'quarter', 'year']),
    calendar: z.enum(['gregorian', 'fiscal']).default('gregorian'),
    zone: z.enum(['company', 'utc']),
    spine: z.literal('core_day').default('core_day'),
    fill: z.enum(['none', 'zero', 'carry']).default('zero'),
    complete_after: z
      .string()
      .regex(/^\d+(h|d|bd)$/)
      .optional(),
    close_after: z
      .string()
      .regex(/^\d+(h|d|bd)$/)
      .optional(),
  }),
  tests: tests.default([]),
  freshness: z.strictObject({ warn: z.string().regex(/^\d+h$/), error: z.string().regex(/^\d+h$/) }),
  access: z.strictObject({ class: z.enum(['public', 'internal', 'confidential', 'personal']) }).default({ class: 'internal' }),
  replaced_by: id.optional(),
}

const simpleShape = z.strictObject({
  ...shared,
  kind: z.literal('simple'),
  /** a model of ours, or a view that a room publishes: `room.view` */
  model: path,
  measure: z.strictObject({
    agg: z.enum(['sum', 'count', 'count_distinct', 'min', 'max', 'avg']),
    expr: z.string(),
    where: z.string().optional(),
    time: name,
  }),
  non_additive: z.strictObject({ over: name, pick: z.enum(['last', 'first']), per: z.array(name).max(0).default([]) }).optional(),
  dimensions: z.array(dimension).max(12),
  drill: rowDrill,
})
const inputDrill = z.strictObject({ by: z.literal('inputs') })
const ratioShape = z.strictObject({
  ...shared,
  kind: z.literal('ratio'),
  numerator: operand,
  denominator: operand,
  dimensions: z.array(name).max(12),
  drill: inputDrill,
})
const derivedShape = z.strictObject({
  ...shared,
  kind: z.literal('derived'),
  inputs: z.array(input).min(1),
  expr: z.string(),
  dimensions: z.array(name).max(12),
  drill: inputDrill,
})
const definitionShape = z.discriminatedUnion('kind', [simpleShape, ratioShape, derivedShape])

export type Simple = z.output<typeof simpleShape>
export type Definition = z.output<typeof definitionShape>

/** Reads the canonical YAML. Core schema, few anchors: a definition is data, not a program. */
export function readDefinition(text: string): Definition {
  if (text.length > 64_000) throw new Refusal('invalid', 'metric.invalid', 'A definition is shorter than 64,000 characters.')
  let value: unknown
  try {
    value = parse(text, { schema: 'core', maxAliasCount: 20, uniqueKeys: true })
  } catch (error) {
    throw new Refusal('invalid', 'metric.invalid', `The definition is not YAML: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
  const read = definitionShape.safeParse(value)
  if (read.success) return read.data
  const unmet = read.error.issues.map((issue) => ({ code: 'metric.invalid', text: issue.message, path: issue.path.join('.') }))
  throw new Refusal(
    'invalid',
    'metric.invalid',
    `The definition does not fit: ${unmet.map((one) => `${one.path}: ${one.text}`).join('; ')}`,
    { unmet },
  )
}

/** SHA-256 of the definition's canonical JSON: what a decision vets, and what a plan pins. */
export function definitionHash(definition: Definition): string {
  return sha256(jcs(definition))
}

/** Whether values of several periods, or of several slices, may be added. */
export function additivityOf(definition: Definition): 'additive' | 'semi' | 'non' {
  if (definition.kind === 'derived') return 'additive'
  if (definition.kind === 'ratio') return 'non'
  if (definition.non_additive) return 'semi'
  return definition.measure.agg === 'sum' || definition.measure.agg === 'count' ? 'additive' : 'non'
}

export function dimensionNames(definition: Definition): string[] {
  return definition.dimensions.map((one) => (typeof one === 'string' ? one : one.name))
}
