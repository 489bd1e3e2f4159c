import { type Catalogue, getMetric, type Metric } from './catalogue.ts'
import type { Definition } from './definition.ts'

/** The formula in words, made from the definition, so that prose and SQL cannot drift apart. */
export function formulaOf(catalogue: Catalogue, metric: Metric): string {
  const { definition } = metric
  const label = (id: string) => getMetric(catalogue, id).definition.label
  if (definition.kind === 'ratio') {
    const [top, bottom] = metric.inputs
    return `${label(top?.metric ?? '')} ÷ ${label(bottom?.metric ?? '')}`
  }
  if (definition.kind === 'derived') {
    const signs: Record<string, string> = { '-': '−', '*': '×', '/': '÷' }
    const spokenInputs = new Map(metric.inputs.map((input) => [input.as, label(input.metric)]))
    return definition.expr.replaceAll(/[a-z_][a-z0-9_]*|[-*/]/g, (word) => signs[word] ?? spokenInputs.get(word) ?? word)
  }
  const { agg, expr, where } = definition.measure
  const counted = {
    sum: `Sum of ${spoken(expr)}`,
    count: 'Number of rows',
    count_distinct: `Number of different ${spoken(expr)}s`,
    min: `Least ${spoken(expr)}`,
    max: `Greatest ${spoken(expr)}`,
    avg: `Average ${spoken(expr)}`,
  }[agg]
  const condition = where ? `, where ${where.replaceAll('_', ' ').replaceAll("'", '')}` : ''
  const day = definition.non_additive
    ? `, on the period’s ${definition.non_additive.pick === 'last' ? 'last whole' : 'first'} day`
    : ', over the whole period'
  return `${counted} of “${metric.leaves[0]?.on.label ?? definition.model}”${condition}${day}`
}

export function testTexts(definition: Definition): string[] {
  return definition.tests.map((test) => {
    if ('example' in test) return `Example ${test.example.rows}, ${test.example.period}: ${test.example.expect}`
    if ('invariant' in test) return `Always: ${test.invariant}`
    return `Between ${test.bounds.min ?? '−∞'} and ${test.bounds.max ?? '∞'}`
  })
}

/** The part of the catalogue that a metric stands in. */
export function areaOf(definition: Definition): string {
  const areas: Record<string, string> = { self_serve: 'Self-service', revenue: 'Revenue', adoption: 'Adoption' }
  const tag = Object.keys(areas).find((one) => definition.tags.includes(one))
  return (tag && areas[tag]) || 'Other'
}

function spoken(expr: string): string {
  return expr.replaceAll('_', ' ')
}
