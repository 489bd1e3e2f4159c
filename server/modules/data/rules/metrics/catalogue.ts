import { Refusal } from '../../../../kernel/refusal.ts'
import { sha256 } from '../../../../kernel/canonical.ts'
import type { DeclaredView } from '../../../../kernel/published.ts'
import { additivityOf, type Definition, definitionHash, dimensionNames, type Simple } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'
import { definitionSql, type Leaf } from './leaf.ts'
import { type Model, modelOf, models } from './models.ts'

/** A definition with all that follows from it. */
export type Metric = {
  id: string
  definition: Definition
  hash: string
  /** of the SQL of its leaves at their default grain: equal for texts that ask the same */
  sqlHash: string
  additivity: 'additive' | 'semi' | 'non'
  /** every simple metric below it, itself included when it is one */
  leaves: Leaf[]
  /** direct inputs: the name in the expression and the metric */
  inputs: { as: string; metric: string }[]
  dimensions: string[]
  parents: string[]
}
export type Catalogue = ReadonlyMap<string, Metric>
/** The views that rooms publish, by name, each with the table that mirrors it. */
export type Views = ReadonlyMap<string, { view: DeclaredView; table: string }>

/** Joins definitions into a catalogue; refuses unknown inputs, cycles, dimensions that an input lacks, and names used twice. */
export function catalogueOf(definitions: Definition[], views: Views = new Map()): Catalogue {
  const byId = new Map<string, Definition>()
  const acronyms = new Map<string, string>()
  for (const definition of definitions) {
    if (byId.has(definition.metric)) throw bad(definition.metric, 'is defined twice')
    byId.set(definition.metric, definition)
    const acronym = definition.acronym?.toLowerCase()
    if (acronym && acronyms.has(acronym)) throw bad(definition.metric, `shares its acronym with ${acronyms.get(acronym)}`)
    if (acronym) acronyms.set(acronym, definition.metric)
  }
  const made = new Map<string, Metric>()
  const make = (id: string, above: string[]): Metric => {
    const known = made.get(id)
    if (known) return known
    if (above.includes(id)) throw new Refusal('invalid', 'metric.cycle', `Metrics go in a circle: ${[...above, id].join(' → ')}.`)
    const definition = byId.get(id)
    if (!definition) throw bad(above.at(-1) ?? id, `has the input ${id}, which nobody defined`)
    const inputs = inputsOf(definition)
    const below = inputs.map((input) => make(input.metric, [...above, id]))
    const metric = joined(definition, inputs, below, views)
    made.set(id, metric)
    return metric
  }
  for (const id of byId.keys()) make(id, [])
  return new Map([...made].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * The catalogue of all definitions that are sound, and why each other is not. What is worked out from a broken one is broken too;
 * of two that share an acronym, the later. `broken`: those that could not even be read.
 */
export function soundCatalogue(
  definitions: Definition[],
  unread: ReadonlyMap<string, string>,
  views: Views = new Map(),
): { catalogue: Catalogue; broken: ReadonlyMap<string, string> } {
  const broken = new Map(unread)
  const byId = new Map(definitions.map((definition) => [definition.metric, definition]))
  const sound: Definition[] = []
  for (const definition of [...definitions].sort((a, b) => (a.metric < b.metric ? -1 : 1))) {
    const needed = [...neededBy(definition.metric, byId)]
    try {
      const out = needed.find((id) => broken.has(id))
      if (out) throw bad(definition.metric, `has the input ${out}, whose definition is broken`)
      const acronym = definition.acronym?.toLowerCase()
      const twin = sound.find((one) => acronym !== undefined && one.acronym?.toLowerCase() === acronym)
      if (twin) throw bad(definition.metric, `shares its acronym with ${twin.metric}`)
      catalogueOf(
        needed.flatMap((id) => byId.get(id) ?? []),
        views,
      )
      sound.push(definition)
    } catch (error) {
      broken.set(definition.metric, error instanceof Error ? error.message : String(error))
    }
  }
  // one that was judged before its input fell out falls with it
  const lasting = sound.filter((one) => {
    const out = [...neededBy(one.metric, byId)].find((id) => broken.has(id))
    if (out) broken.set(one.metric, bad(one.metric, `has the input ${out}, whose definition is broken`).message)
    return !out
  })
  return { catalogue: catalogueOf(lasting, views), broken }
}

/** A metric and everything that it is worked out from. */
function neededBy(metric: string, byId: ReadonlyMap<string, Definition>, found = new Set<string>()): Set<string> {
  if (found.has(metric)) return found
  found.add(metric)
  const definition = byId.get(metric)
  for (const input of definition ? inputsOf(definition) : []) neededBy(input.metric, byId, found)
  return found
}

function joined(definition: Definition, inputs: { as: string; metric: string }[], below: Metric[], views: Views): Metric {
  const dimensions = dimensionNames(definition)
  for (const input of below) {
    const missing = dimensions.filter((dimension) => !input.dimensions.includes(dimension))
    if (missing.length > 0) throw bad(definition.metric, `has the dimension ${missing[0]}, which its input ${input.id} lacks`)
  }
  if (definition.kind === 'derived') {
    // names and functions are checked here, once, and not when somebody asks for the figure
    evaluate(parseExpression(definition.expr), new Map(inputs.map((input) => [input.as, { num: 1n, den: 1n }])))
  }
  const leaves =
    definition.kind === 'simple' ? [{ ...definition, on: stoodOn(definition, views) }] : unique(below.flatMap((input) => input.leaves))
  const sql = leaves.map((leaf) => definitionSql(leaf, dimensionNames(leaf)))
  return {
    id: definition.metric,
    definition,
    hash: definitionHash(definition),
    sqlHash: sha256([...sql, definition.kind === 'derived' ? definition.expr.replace(/\s+/g, '') : definition.kind].join('\n')),
    additivity: definition.kind === 'derived' ? weakest(definition.expr, below) : additivityOf(definition),
    leaves,
    inputs,
    dimensions,
    parents: [...new Set(leaves.flatMap((leaf) => leaf.on.parents))],
  }
}

/** What a simple metric stands on: a model of ours, or a room's own view, which it may show to nobody who may not see the view. */
function stoodOn(definition: Simple, views: Views): Model {
  const own = models[definition.model]
  if (own) return own
  const found = views.get(definition.model)
  if (!found) {
    throw new Refusal(
      'invalid',
      'metric.model_unknown',
      `${definition.metric} stands on ${definition.model}, which is neither a model nor a view that a room publishes.`,
    )
  }
  const { time } = definition.measure
  if (found.view.columns[time] !== 'date') throw bad(definition.metric, `counts by ${time}, which is no day of ${definition.model}`)
  const width = ['restricted', 'internal', 'public']
  if (width.indexOf(definition.audience) > width.indexOf(found.view.audience))
    throw bad(definition.metric, `is ${definition.audience}, and ${definition.model} is ${found.view.audience}`)
  return modelOf(found.view, found.table, time)
}

/** A sum or difference of additive parts is additive; anything else is as weak as its weakest part, or not additive at all. */
function weakest(expr: string, below: Metric[]): Metric['additivity'] {
  if (below.some((input) => input.additivity === 'non') || /[*/]|min|max|abs|coalesce/.test(expr)) return 'non'
  return below.some((input) => input.additivity === 'semi') ? 'semi' : 'additive'
}

function inputsOf(definition: Definition): { as: string; metric: string }[] {
  if (definition.kind === 'simple') return []
  if (definition.kind === 'ratio') {
    return [
      { as: 'numerator', metric: bare(definition.numerator.metric) },
      { as: 'denominator', metric: bare(definition.denominator.metric) },
    ]
  }
  return definition.inputs.map((input) => ({ as: input.as, metric: bare(input.metric) }))
}

/** `arr.new@2` → `arr.new`: one version of each holds at a time. */
export function bare(reference: string): string {
  return reference.split('@')[0] ?? reference
}

export function getMetric(catalogue: Catalogue, reference: string): Metric {
  const metric = catalogue.get(bare(reference))
  const version = reference.split('@')[1]
  if (!metric || (version && Number(version) !== metric.definition.version)) {
    throw new Refusal('missing', 'metric.unknown', `There is no metric ${reference}.`)
  }
  return metric
}

function unique(leaves: Leaf[]): Leaf[] {
  return [...new Map(leaves.map((leaf) => [leaf.metric, leaf])).values()]
}

function bad(metric: string, text: string): Refusal {
  return new Refusal('invalid', 'metric.invalid', `The metric ${metric} ${text}.`)
}
