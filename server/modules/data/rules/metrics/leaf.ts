import { Refusal } from '../../../../kernel/refusal.ts'
import type { Day } from '../../../../kernel/period.ts'
import type { Reach } from '../../../../kernel/reach.ts'
import type { Grain } from './calendar.ts'
import type { Simple } from './definition.ts'
import { parseExpression } from './expression.ts'
import { expressionSql, identifier } from './expression-sql.ts'
import { entities, type Model } from './models.ts'

/** dimension → the values that count; '' stands for "not set" */
export type Filter = Record<string, string[]>

/** A simple metric with what it stands on. */
export type Leaf = Simple & { on: Model }

export type LeafAsk = {
  leaf: Leaf
  grain: Grain
  dimensions: string[]
  filter: Filter
  /** which days count; a definition's own hash is taken without any */
  picks: Picks
  /**
   * the shortest way to an answer, not the text for people: of one picked day the day is not said again in each row (`period` is left out),
   * and what has one row a day is counted by rows
   */
  plain?: boolean
  /** months by which the fiscal year begins after January */
  fiscalShift: number
  /** only rows of accounts that it covers: compiled in before anything is added up */
  reach?: Reach | undefined
}
type LeafSql = { sql: string; params: Record<string, string> }

/** Every day of a run, or only the picked ones: the day of each period that a stock is counted on. */
export type Picks = { kind: 'run' } | { kind: 'days'; days: Day[] }

/** The parts that a figure and its rows share, so that both are cut from the same cloth. */
type Cloth = { table: string; from: string; where: string; params: Record<string, string>; value: string; model: Model }

/**
 * SQL of one simple metric: `period` (of picked days, the day itself; nothing where all is one period), the dimensions, `value` (an
 * exact component), `unknown` (rows whose contribution is missing). Parameters: `from`, `to` (exclusive), `today`, the picked days, filter values.
 * The model meets nothing but to-one joins, and those only where they are needed.
 */
export function leafSql(ask: LeafAsk): LeafSql {
  const cloth = clothOf(ask)
  const period = periodSql(ask, `m.${identifier(cloth.model.time)}`)
  const whole = !period && ask.dimensions.length === 0
  const columns = ask.dimensions.map((name) => `${dimensionSql(ask.leaf, name)} as ${identifier(name)}`)
  const shown = [
    ...(period ? [`cast(${period} as varchar) as period`] : []),
    ...columns,
    `${ask.plain && isOnceADay(ask, cloth) ? `count(${cloth.value})` : aggregate(ask.leaf, cloth.value)} as value`,
    `${unknownRows(ask.leaf, cloth.value)} as unknown`,
  ]
  const groups = [...(period ? [period] : []), ...ask.dimensions.map((name) => dimensionSql(ask.leaf, name))]
  const lines = [`select ${shown.join(', ')}`, cloth.from, cloth.where, groups.length > 0 ? `group by ${groups.join(', ')}` : '']
  // a day without rows has no figure; without groups the engine would answer one
  if (whole && ask.picks.kind === 'days') lines.push('having count(*) > 0')
  return { sql: lines.filter(Boolean).join('\n'), params: cloth.params }
}

/** Is each row of a group one of those that are counted? Then they need not be told apart, which is most of the work of counting them. */
function isOnceADay({ leaf, picks, grain }: LeafAsk, { model }: Cloth): boolean {
  const { agg, expr, where = '' } = leaf.measure
  const { column, within } = model.onceADay ?? {}
  if (agg !== 'count_distinct' || expr !== column || !(picks.kind === 'days' || grain === 'day')) return false
  return where === within || where.startsWith(`${within} and `)
}

/** The SQL of a definition as it stands, for its page and its fingerprint: at its own grain, on one day where it counts a stock. */
export function definitionSql(leaf: Leaf, dimensions: string[]): string {
  const picks: Picks = leaf.non_additive ? { kind: 'days', days: [''] } : { kind: 'run' }
  const { sql } = leafSql({ leaf, grain: leaf.time.grain, dimensions, filter: {}, picks, fiscalShift: 0 })
  return sql.replaceAll('$day_0', '$day')
}

/** The period that a row's day lies in; nothing when all days are one period. */
function periodSql(ask: LeafAsk, day: string): string | undefined {
  const { grain, fiscalShift } = ask
  if (ask.plain && ask.picks.kind === 'days' && ask.picks.days.length === 1) return undefined
  if (ask.picks.kind === 'days' || grain === 'day') return day
  if (grain === 'total') return undefined
  if (grain === 'fiscal_quarter' || grain === 'fiscal_year') {
    const unit = grain === 'fiscal_quarter' ? 'quarter' : 'year'
    return `cast(date_trunc('${unit}', ${day} - interval ${fiscalShift} month) + interval ${fiscalShift} month as date)`
  }
  return `cast(date_trunc('${grain}', ${day}) as date)`
}

export function clothOf(ask: LeafAsk): Cloth {
  const { leaf, picks } = ask
  const model = leaf.on
  const columns = new Set(Object.keys(model.columns))
  const value = leaf.measure.expr === '*' ? '1' : expressionSql(parseExpression(leaf.measure.expr), 'm', columns)
  const day = `m.${identifier(model.time)}`
  const params: Record<string, string> = {}
  const named = (name: string, values: string[]) =>
    values.map((one, index) => {
      params[`${name}_${index}`] = one
      return `$${name}_${index}`
    })
  const picked = picks.kind === 'days' ? named('day', picks.days).map((one) => `${one}::date`) : []
  const direct = picks.kind === 'days' ? model.onDays?.(picked) : undefined
  const conditions =
    picks.kind === 'run'
      ? [`${day} >= $from::date and ${day} < $to::date and ${day} <= $today::date`]
      : direct
        ? []
        : [`${day} in (${picked.join(', ')})`]
  if (leaf.measure.where) conditions.push(expressionSql(parseExpression(leaf.measure.where), 'm', columns))
  for (const [name, values] of Object.entries(ask.filter)) {
    if (values.length > 0) conditions.push(`${dimensionSql(leaf, name)} in (${named(`f_${name}`, values).join(', ')})`)
  }
  if (narrows(model, ask.reach)) conditions.push(reachSql(ask.reach, named))
  const paths = [...ask.dimensions, ...Object.keys(ask.filter)].map(
    (name) => leaf.dimensions.find((one) => one.name === name)?.path ?? name,
  )
  const table = direct ?? model.table
  const from = [`from ${table} m`, ...joinsOf(model, paths, narrows(model, ask.reach))].join('\n')
  return { table, from, where: conditions.length > 0 ? `where ${conditions.join('\n  and ')}` : '', params, value, model }
}

/** Does a reach leave out rows of the model? What hangs on no account is of nobody. */
export function narrows(model: Model, reach: Reach | undefined): reach is Exclude<Reach, { of: 'all' }> {
  return reach !== undefined && reach.of !== 'all' && model.entities['account'] !== undefined
}

/** The same judgement as `visible` of the kernel, in the words of this engine. */
function reachSql(reach: Exclude<Reach, { of: 'all' }>, named: (name: string, values: string[]) => string[]): string {
  if (reach.of === 'account') return `account.account = ${named('reached', [reach.account])[0]}`
  const own = reach.owners.length > 0 ? [`account.owner in (${named('owner', [...reach.owners]).join(', ')})`] : []
  const any = [...own, ...(reach.pool ? ['account.owner is null'] : [])]
  return any.length > 0 ? `(${any.join(' or ')})` : 'false'
}

/** Dimensions by whose values one account is told: a slice of them is as good as its row. */
const tellingPaths = new Set([
  'account',
  'account.number',
  'account.name',
  'contract',
  'contract_id',
  'order',
  'order_id',
  'item',
  'server',
  'licence_id',
])

/** Would slicing or filtering by this dimension show what one account holds? */
export function tellsAccount(leaf: Simple, name: string): boolean {
  return tellingPaths.has(leaf.dimensions.find((one) => one.name === name)?.path ?? name)
}

/** The to-one joins that the paths (`account.country`) go through. */
export function joinsOf(model: Model, paths: string[], owners: boolean): string[] {
  return Object.entries(model.entities)
    .filter(([name]) => paths.some((path) => path.startsWith(`${name}.`)) || (owners && name === 'account'))
    .map(([name, column]) => {
      const entity = entities[name]
      if (!entity) throw new Error(`the model ${model.name} names the entity ${name}, which is none`)
      return `left join ${entity.table} ${name} on ${name}.${entity.key} = m.${identifier(column)}`
    })
}

/** A dimension's value as text; '' or its word for it when it is not known. */
function dimensionSql(leaf: Leaf, name: string): string {
  const found = leaf.dimensions.find((one) => one.name === name)
  if (!found) throw missingDimension(leaf.metric, name)
  const [head = '', tail = ''] = found.path.split('.')
  return `coalesce(cast(${pathSql(leaf.on, found.path)} as varchar), '${entities[head]?.unknown?.[tail] ?? ''}')`
}

/** `country` of the model, or `account.country` through its to-one join. */
export function pathSql(model: Model, path: string): string {
  const [head = '', tail] = path.split('.')
  if (!tail) {
    if (!model.columns[head]) throw new Refusal('invalid', 'metric.column_unknown', `${model.name} has no column ${head}.`)
    return `m.${identifier(head)}`
  }
  if (!model.entities[head] || !entities[head]?.columns[tail]) {
    throw new Refusal('invalid', 'metric.column_unknown', `${model.name} has no ${path}.`)
  }
  return `${head}.${identifier(tail)}`
}

function missingDimension(metric: string, name: string): Refusal {
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
