import type { Row, Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import type { Catalogue, Metric } from '../rules/metrics/catalogue.ts'
import type { Simple } from '../rules/metrics/definition.ts'
import { type DrillColumn, type DrillSql, drillSql } from '../rules/metrics/drill.ts'
import { checkQuestion, type Component, type FigureRow, figuresOf, type Question } from '../rules/metrics/figures.ts'
import { type Filter, leafSql } from '../rules/metrics/leaf.ts'
import { models } from '../rules/metrics/models.ts'

/** Whose rows count: the one place where rights reach the SQL. `actor` set = only rows of accounts that this person owns. */
export type Policy = { name: string; actor?: string }
export type Answered = { metrics: Metric[]; rows: FigureRow[]; statements: { metric: string; sql: string }[]; sqlHash: string }
export type Asking = { question: Question; filter: Filter; policy: Policy; signal?: AbortSignal }

/** Runs each leaf once, however many metrics share it, and puts the figures together. */
export async function askFigures(warehouse: Warehouse, catalogue: Catalogue, asking: Asking): Promise<Answered> {
  const { question, filter, policy } = asking
  const metrics = checkQuestion(catalogue, question, Object.keys(filter))
  const leaves = new Map(metrics.flatMap((metric) => metric.leaves).map((leaf) => [leaf.metric, leaf]))
  const statements: { metric: string; sql: string }[] = []
  const found = new Map<string, Component[]>()
  await Promise.all(
    [...leaves.values()].map(async (leaf) => {
      const ask = { leaf, grain: question.grain, dimensions: question.dimensions, filter, ownAccounts: policy.actor !== undefined }
      const { sql, params } = leafSql(ask)
      statements.push({ metric: leaf.metric, sql })
      const rows = await warehouse.query(sql, bound(sql, { ...daysOf(question, leaf), ...params, actor: policy.actor ?? '' }), {
        ...(asking.signal ? { signal: asking.signal } : {}),
      })
      found.set(
        leaf.metric,
        rows.map((row) => componentOf(row, question.dimensions)),
      )
    }),
  )
  statements.sort((a, b) => (a.metric < b.metric ? -1 : 1))
  return { metrics, rows: figuresOf(catalogue, question, found), statements, sqlHash: sha256(statements.map((one) => one.sql).join('\n')) }
}

export type DrillAsk = { leaf: Simple; from: Day; to: Day; today: Day; filter: Filter; policy: Policy; limit: number; offset: number }
export type DrilledRows = {
  kind: DrillSql['kind']
  columns: DrillColumn[]
  rows: (Row & { contribution: bigint | null; running: bigint | null })[]
  total: bigint
  count: number
  sql: string
}

/** One page of the rows behind a figure of a simple metric. */
export async function askRows(warehouse: Warehouse, ask: DrillAsk): Promise<DrilledRows> {
  const { leaf, policy } = ask
  const { kind, columns, sql, total, params } = drillSql({ leaf, filter: ask.filter, ownAccounts: policy.actor !== undefined })
  const all = { ...daysOf(ask, leaf), ...params, actor: policy.actor ?? '', limit: ask.limit, offset: ask.offset }
  const [rows, [sum]] = await Promise.all([warehouse.query(sql, bound(sql, all)), warehouse.query(total, bound(total, all))])
  return {
    kind,
    columns,
    rows: rows as DrilledRows['rows'],
    total: BigInt(Number(sum?.['rows'] ?? 0) === 0 ? 0 : String(sum?.['total'] ?? 0)),
    count: Number(sum?.['rows'] ?? 0),
    sql,
  }
}

function daysOf(span: { from: Day; to: Day; today: Day }, leaf: Simple): Record<string, string> {
  const whole = models[leaf.model]?.wholeUntil === 'today' ? addDays(span.today, 1) : span.today
  return { from: span.from, to: span.to, today: span.today, whole }
}

/** Only the parameters that the text names: the engine refuses others. */
function bound(sql: string, params: Record<string, string | number>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)))
}

function componentOf(row: Row, dimensions: string[]): Component {
  const value = row['value']
  return {
    period: String(row['period']),
    dimensions: dimensions.map((name) => String(row[name] ?? '')),
    value: Array.isArray(value)
      ? [BigInt(value[0] ?? 0), BigInt(value[1] ?? 0)]
      : value === null || value === undefined
        ? null
        : BigInt(String(value)),
    unknown: BigInt(String(row['unknown'] ?? 0)),
  }
}
