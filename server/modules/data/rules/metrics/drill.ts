import { Refusal } from '../../../../kernel/refusal.ts'
import { parseExpression } from './expression.ts'
import { expressionSql, identifier } from './expression-sql.ts'
import { clothOf, joinsOf, type Leaf, type LeafAsk, narrows, pathSql } from './leaf.ts'
import { type ColumnKind, entities } from './models.ts'

export type DrillColumn = { name: string; label: string; kind: ColumnKind }
export type DrillSql = {
  kind: 'sum' | 'count' | 'count_distinct' | 'picked'
  columns: DrillColumn[]
  sql: string
  total: string
  params: Record<string, string>
}

/**
 * The rows behind one figure, with the contribution of each: adding contributions up by the metric's own rule gives the figure, exactly.
 * Cut from the same cloth as the figure's SQL: same days, same to-one joins, same conditions. `total` gives count and sum over all pages.
 */
export function drillSql(ask: Omit<LeafAsk, 'grain' | 'dimensions'>): DrillSql {
  const { leaf } = ask
  const { agg } = leaf.measure
  if (agg !== 'sum' && agg !== 'count' && agg !== 'count_distinct') {
    throw new Refusal('refused', 'drill.unsupported', `${leaf.label} is shown by rows only for sums and counts.`)
  }
  const cloth = clothOf({ ...ask, grain: 'total', dimensions: [] })
  const filtered = Object.keys(ask.filter).map((name) => leaf.dimensions.find((one) => one.name === name)?.path ?? name)
  const from = [
    `from ${cloth.table} m`,
    ...joinsOf(cloth.model, [...leaf.drill.columns, ...filtered], narrows(cloth.model, ask.reach)),
  ].join('\n')
  const columns = leaf.drill.columns.map((path) => ({ name: path.replace('.', '_'), label: labelOf(path), kind: kindOf(leaf, path), path }))
  const distinct = agg === 'count_distinct'
  const shown = columns.map(({ path, name, kind }) => `${cell(pathSql(leaf.on, path), kind, distinct)} as ${identifier(name)}`)
  const keys = leaf.drill.key.map((key) => `${distinct ? 'min' : ''}(cast(m.${identifier(key)} as varchar))`)
  const lines = [
    `select ${[...shown, ...contextColumns(leaf, distinct)].join(', ')}, ${distinct || agg === 'count' ? 'cast(1 as bigint)' : `cast(${cloth.value} as bigint)`} as contribution,`,
    `  ${keys.length > 1 ? `concat_ws('|', ${keys.join(', ')})` : keys[0]} as row_key`,
    from,
    cloth.where,
    distinct ? `group by ${cloth.value}` : '',
  ].filter(Boolean)
  const rows = `with rows as (${lines.join('\n')})`
  return {
    kind: leaf.non_additive ? 'picked' : agg,
    columns: columns.map(({ name, label, kind }) => ({ name, label, kind })),
    sql: `${rows}\nselect *, sum(contribution) over (order by ${orderSql(leaf)} rows unbounded preceding) as running from rows\norder by ${orderSql(leaf)} limit $limit offset $offset`,
    total: `${rows}\nselect count(*) as rows, coalesce(sum(contribution), 0) as total, count(*) filter (where contribution is null) as unknown from rows`,
    params: cloth.params,
  }
}

/** Columns that links and further drills need beside those shown. */
function contextColumns(leaf: Leaf, distinct: boolean): string[] {
  const shown = new Set(leaf.drill.columns.map((path) => path.replace('.', '_')))
  const { then, record } = leaf.drill
  const wanted = new Set([
    ...(then ? [then.at, ...Object.values(then.filter)] : []),
    ...[...(record ?? '').matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''),
  ])
  return [...wanted]
    .filter((name) => name && !shown.has(name))
    .map((name) => `${cell(pathSql(leaf.on, name), leaf.on.columns[name] ?? 'text', distinct)} as ${identifier(name)}`)
}

/** Several rows of one counted entity are shown as one: amounts added, texts by example, days by the first. */
function cell(path: string, kind: ColumnKind, distinct: boolean): string {
  const value = distinct
    ? kind === 'money' || kind === 'count'
      ? `cast(sum(${path}) as bigint)`
      : kind === 'flag'
        ? `bool_or(${path})`
        : `min(${path})`
    : path
  return kind === 'day' || kind === 'decimal' || kind === 'text' ? `cast(${value} as varchar)` : value
}

function kindOf(leaf: Leaf, path: string): ColumnKind {
  const [head = '', tail] = path.split('.')
  return (tail ? entities[head]?.columns[tail] : leaf.on.columns[head]) ?? 'text'
}

function labelOf(path: string): string {
  if (path === 'annual_reporting') return 'Value a year'
  const words = path.replace('.', ' ').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** `-contribution` or a shown column; the key settles ties, so that pages never overlap. */
function orderSql(leaf: Leaf): string {
  const down = leaf.drill.order.startsWith('-')
  const name = leaf.drill.order.replace('-', '')
  const known = new Set(['contribution', ...leaf.drill.columns.map((path) => path.replace('.', '_'))])
  const column = expressionSql(parseExpression(name), 'rows', known)
  return `${column} ${down ? 'desc' : 'asc'} nulls last, rows.row_key`
}
