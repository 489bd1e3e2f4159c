import { Refusal } from '../../../../kernel/refusal.ts'
import { type Grain, grainColumn } from './calendar.ts'
import type { Simple } from './definition.ts'
import { parseExpression } from './expression.ts'
import { expressionSql, identifier } from './expression-sql.ts'
import { entities, type Model, models } from './models.ts'

/** dimension → the values that count; '' stands for "not set" */
export type Filter = Record<string, string[]>

export type LeafAsk = {
  leaf: Simple
  grain: Grain
  dimensions: string[]
  filter: Filter
  /** rows the asker may see: a predicate over accounts, compiled in before anything is added up */
  ownAccounts?: boolean
}
export type LeafSql = { sql: string; params: Record<string, string> }

/** The parts that a figure and its rows share, so that both are cut from the same cloth. */
export type Cloth = { from: string; where: string; params: Record<string, string>; value: string; model: Model }

/**
 * SQL of one simple metric: `period`, the dimensions, `value` (an exact component), `unknown` (rows whose contribution is missing).
 * Parameters: `from`, `to` (exclusive), `today`, `whole` (the day after the last whole one), filter values. The model meets nothing but to-one joins.
 */
export function leafSql(ask: LeafAsk): LeafSql {
  const cloth = clothOf(ask)
  const columns = ask.dimensions.map((name) => `${dimensionSql(ask.leaf, name)} as ${identifier(name)}`)
  const groups = ask.dimensions.length > 0 ? `, ${ask.dimensions.map((name) => identifier(name)).join(', ')}` : ''
  const sql = [
    `with pick as (${pickSql(ask)})`,
    `select ${['cast(pick.period as varchar) as period', ...columns, `${aggregate(ask.leaf, cloth.value)} as value`, `${unknownRows(ask.leaf, cloth.value)} as unknown`].join(', ')}`,
    cloth.from,
    cloth.where,
    `group by pick.period${groups}`,
  ].filter(Boolean)
  return { sql: sql.join('\n'), params: cloth.params }
}

/**
 * The days that count and the period each one stands for; of a semi-additive metric only one day of each period: its last whole one,
 * or today where the period has no other.
 */
export function pickSql(ask: Pick<LeafAsk, 'leaf' | 'grain'>): string {
  const period = ask.grain === 'total' ? '$from::date' : grainColumn[ask.grain]
  const { non_additive: rule } = ask.leaf
  const bounds = 'from core.core_day where day >= $from::date and day < $to::date and day <= $today::date'
  if (!rule) return `select day, ${period} as period ${bounds}`
  const picked = rule.pick === 'first' ? 'min(day)' : 'coalesce(max(day) filter (where day < $whole::date), max(day))'
  return `select ${picked} as day, ${period} as period ${bounds} group by 2`
}

export function clothOf(ask: LeafAsk): Cloth {
  const { leaf } = ask
  const model = models[leaf.model]
  if (!model) throw new Refusal('invalid', 'metric.model_unknown', `${leaf.metric} stands on ${leaf.model}, which is no model.`)
  const columns = new Set(Object.keys(model.columns))
  const value = leaf.measure.expr === '*' ? '1' : expressionSql(parseExpression(leaf.measure.expr), 'm', columns)
  const conditions: string[] = []
  const params: Record<string, string> = {}
  if (leaf.measure.where) conditions.push(expressionSql(parseExpression(leaf.measure.where), 'm', columns))
  for (const [name, values] of Object.entries(ask.filter)) {
    if (values.length === 0) continue
    const places = values.map((value, index) => {
      params[`${name}_${index}`] = value
      return `$${name}_${index}`
    })
    conditions.push(`${dimensionSql(leaf, name)} in (${places.join(', ')})`)
  }
  const joins = Object.entries(model.entities).map(([name, column]) => {
    const entity = entities[name]
    if (!entity) throw new Refusal('invalid', 'metric.entity_unknown', `There is no entity ${name}.`)
    return `left join ${entity.table} ${name} on ${name}.${entity.key} = m.${column}`
  })
  if (ask.ownAccounts) conditions.push('account.owner = $actor')
  const from = [`from pick join ${model.table} m on m.${model.time} = pick.day`, ...joins].join('\n')
  return { from, where: conditions.length > 0 ? `where ${conditions.join('\n  and ')}` : '', params, value, model }
}

/** A dimension's value as text, '' when it is not set. */
export function dimensionSql(leaf: Simple, name: string): string {
  const found = leaf.dimensions.find((one) => one.name === name)
  if (!found) throw missingDimension(leaf.metric, name)
  return `coalesce(cast(${pathSql(leaf.model, found.path)} as varchar), '')`
}

/** `country` of the model, or `account.country` through its to-one join. */
export function pathSql(modelName: string, path: string): string {
  const model = models[modelName]
  const [head = '', tail] = path.split('.')
  if (!tail) {
    if (!model?.columns[head]) throw new Refusal('invalid', 'metric.column_unknown', `${modelName} has no column ${head}.`)
    return `m.${identifier(head)}`
  }
  if (!model?.entities[head] || !entities[head]?.columns[tail]) {
    throw new Refusal('invalid', 'metric.column_unknown', `${modelName} has no ${path}.`)
  }
  return `${head}.${identifier(tail)}`
}

export function missingDimension(metric: string, name: string): Refusal {
  return new Refusal('refused', 'query.dimension_missing', `${metric} has no dimension ${name}.`, { facts: { metric, dimension: name } })
}

function aggregate(leaf: Simple, value: string): string {
  switch (leaf.measure.agg) {
    case 'sum':
      return `sum(${value})`
    case 'count':
      return `count(*)`
    case 'count_distinct':
      return `count(distinct ${value})`
    case 'min':
      return `min(${value})`
    case 'max':
      return `max(${value})`
    case 'avg':
      // both parts travel; the division happens once, on exact numbers
      return `[sum(${value}), count(${value})]`
  }
}

function unknownRows(leaf: Simple, value: string): string {
  return leaf.measure.agg === 'count' || leaf.measure.agg === 'count_distinct' ? '0' : `count(*) filter (where ${value} is null)`
}
