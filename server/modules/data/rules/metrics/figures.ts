import { exponentOf } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { addDays, type Day } from '../../../../kernel/period.ts'
import { decimalText, type Exact, exact, over } from '../exact.ts'
import { type Catalogue, getMetric, type Metric } from './catalogue.ts'
import { type Grain, periodsBetween } from './calendar.ts'
import type { Definition, Simple } from './definition.ts'
import { evaluate } from './evaluate.ts'
import { parseExpression } from './expression.ts'

type Figure = { value: Exact | null; reason?: string }
/** One row that a leaf's SQL gave. */
export type Component = { period: string; dimensions: string[]; value: bigint | [bigint, bigint] | null; unknown: bigint }
export type FigureRow = { period: Day; from: Day; to: Day; dimensions: string[]; figures: Map<string, Figure> }

export type Question = { metrics: string[]; dimensions: string[]; grain: Grain; from: Day; to: Day; today: Day; fiscalYearEnd: string }

/** Refuses questions that have no right answer, before any of them runs. */
export function checkQuestion(catalogue: Catalogue, question: Question, filter: string[]): Metric[] {
  const metrics = question.metrics.map((reference) => getMetric(catalogue, reference))
  for (const metric of metrics) {
    const missing = [...question.dimensions, ...filter].find((name) => !metric.dimensions.includes(name))
    if (missing !== undefined) throw withWayOut(metric, missing)
    const monthly = metric.leaves.some((leaf) => leaf.on.step === 'month')
    if (!monthly) continue
    const ragged = !question.from.endsWith('-01') || !(question.to.endsWith('-01') || question.to > question.today)
    if (ragged || question.grain === 'day' || question.grain === 'week') {
      throw new Refusal('refused', 'query.grain_too_fine', `${metric.definition.label} is counted in calendar months: ask for whole ones.`)
    }
  }
  if (question.from >= question.to) throw new Refusal('invalid', 'query.period_empty', 'The period ends before it begins.')
  return metrics
}

function withWayOut(metric: Metric, name: string): Refusal {
  const has = metric.dimensions.length > 0 ? `It has ${metric.dimensions.join(', ')}.` : 'It has none.'
  return new Refusal('refused', 'query.dimension_missing', `${metric.definition.label} has no dimension ${name}. ${has}`, {
    facts: { metric: metric.id, dimension: name, dimensions: metric.dimensions },
  })
}

/** Puts the components of all leaves together: one row for each period and slice, each asked metric evaluated once on exact numbers. */
export function figuresOf(
  catalogue: Catalogue,
  question: Question,
  found: ReadonlyMap<string, Component[]>,
  unreached: ReadonlySet<string> = new Set(),
): FigureRow[] {
  const cells = new Map<string, Map<string, Component>>()
  const slices = new Map<string, string[]>()
  for (const [leaf, components] of found) {
    for (const component of components) {
      const slice = component.dimensions.length === 0 ? '[]' : JSON.stringify(component.dimensions)
      slices.set(slice, component.dimensions)
      const key = `${component.period} ${slice}`
      const cell = cells.get(key) ?? new Map<string, Component>()
      cell.set(leaf, component)
      cells.set(key, cell)
    }
  }
  if (question.dimensions.length === 0) slices.set('[]', [])
  const periods = periodsBetween(question.from, question.to, question.grain, question.fiscalYearEnd)
  const rows: FigureRow[] = []
  for (const period of periods) {
    for (const [slice, dimensions] of slices) {
      const cell = cells.get(`${period.start} ${slice}`)
      if (!cell && question.dimensions.length > 0) continue
      const figures = new Map<string, Figure>()
      for (const reference of question.metrics) {
        const metric = getMetric(catalogue, reference)
        const future = period.from > question.today
        figures.set(
          metric.id,
          future ? { value: null, reason: 'period.future' } : figureOf(catalogue, metric, cell ?? new Map(), unreached),
        )
      }
      rows.push({ period: period.start, from: period.from, to: period.to, dimensions, figures })
    }
  }
  return rows
}

function figureOf(catalogue: Catalogue, metric: Metric, cell: ReadonlyMap<string, Component>, unreached: ReadonlySet<string>): Figure {
  const { definition } = metric
  // what the asker reaches nothing of is not nothing
  if (unreached.has(metric.id)) return { value: null, reason: 'reach.none' }
  if (definition.kind === 'simple') return leafFigure(definition, cell.get(definition.metric))
  const inputs = new Map(metric.inputs.map((input) => [input.as, figureOf(catalogue, getMetric(catalogue, input.metric), cell, unreached)]))
  const broken = [...inputs.values()].find((input) => input.reason !== undefined)
  if (broken) return broken
  return combined(definition, new Map([...inputs].map(([as, figure]) => [as, figure.value])))
}

/** Evaluates a ratio or derived metric on the values of its inputs. */
export function combined(definition: Exclude<Definition, Simple>, inputs: ReadonlyMap<string, Exact | null>): Figure {
  if (definition.kind === 'derived') return { value: evaluate(parseExpression(definition.expr), inputs) }
  const [top, bottom] = [inputs.get('numerator') ?? null, inputs.get('denominator') ?? null]
  const value = top && bottom ? over(top, bottom) : null
  return value ? { value } : { value: null, reason: 'base.none' }
}

function leafFigure(leaf: Simple, component: Component | undefined): Figure {
  if (!component) return leaf.time.fill === 'zero' ? { value: exact(0n) } : { value: null, reason: 'rows.none' }
  if (component.unknown > 0n) return { value: null, reason: 'fx.rate_missing' }
  const { value } = component
  if (value === null) return { value: exact(0n) }
  if (typeof value === 'bigint') return { value: exact(value) }
  return { value: value[1] === 0n ? null : exact(value[0], value[1]) }
}

/** The value in the metric's own unit as text: money in major units, up to 12 places, rounded once. */
export function figureText(definition: Definition, value: Exact | null, currency: string): string | null {
  if (value === null) return null
  const unit = unitOf(definition, currency)
  const shown = isMoney(unit) ? exact(value.num, value.den * 10n ** BigInt(exponentOf(unit))) : value
  return decimalText(shown, 12, definition.rounding)
}

export function unitOf(definition: Definition, currency: string): string {
  return definition.unit === 'reporting' ? currency : definition.unit
}

export function isMoney(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit)
}

/** Whether days of [from, to) are still to come or under way. A stock that is known when its day begins is whole on that day. */
export function isIncomplete(metric: Metric, from: Day, to: Day, today: Day): boolean {
  if (to <= today) return false
  const onlyToday = from === today && to === addDays(today, 1)
  return !onlyToday || metric.leaves.some((leaf) => !leaf.non_additive || leaf.on.wholeUntil !== 'today')
}
