import type { Context } from '../../../kernel/context.ts'
import { majorText } from '../../../kernel/money.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { cursorOf, readCursor } from '../../../kernel/page.ts'
import { addDays } from '../../../kernel/period.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { Cell, drillsAsk } from '../contract.ts'
import { builtIn, metricBy } from '../metrics/builtin.ts'
import { compare, type Exact, exact } from '../rules/exact.ts'
import { getMetric, type Metric } from '../rules/metrics/catalogue.ts'
import type { Definition, Simple } from '../rules/metrics/definition.ts'
import { combined, figureText, isMoney, unitOf } from '../rules/metrics/figures.ts'
import type { DrilledRows } from '../warehouse/ask.ts'
import { answer, askWarehouse } from './answers.ts'
import { rowsFor } from './policy.ts'

type Ask = InputOf<typeof drillsAsk>
type Answer = OutputOf<typeof drillsAsk>
type Row = Answer['rows'][number]

/** The rows behind a figure. Law: adding up their contributions by the metric's own rule gives the figure, exactly; `adds_up` says it did. */
export async function askForRows(ctx: Context, input: Ask): Promise<Answer> {
  const metric = metricBy(input.cell.metric)
  const { definition } = metric
  return definition.kind === 'simple' ? rowsOf(ctx, metric, definition, input) : inputsOfFigure(ctx, metric, definition, input)
}

async function rowsOf(ctx: Context, metric: Metric, leaf: Simple, input: Ask): Promise<Answer> {
  const { cell } = input
  const {
    rows: figures,
    company,
    build,
    policy: whole,
  } = await answer(ctx, { metrics: [metric.id], grain: 'total', from: cell.from, to: cell.to, filter: cell.filter })
  const policy = whole.reach ? whole : await rowsFor(ctx)
  const offset = offsetOf(input.cursor, build)
  const { from, to, filter } = cell
  const drilled = await askWarehouse(ctx, 'rows', {
    metric: metric.id,
    from,
    to,
    filter,
    today: ctx.today,
    policy,
    whole,
    limit: input.limit,
    offset,
  })
  const figure = figures[0]?.figures.get(metric.id) ?? { value: null }
  const unit = unitOf(leaf, company.currency)
  const text = (amount: bigint) => (isMoney(unit) ? majorText(amount, unit) : amount.toString())
  const shown = BigInt(String(drilled.rows.at(-1)?.running ?? 0))
  const seen = offset + drilled.rows.length
  return {
    cell,
    label: leaf.label,
    unit,
    rounding: leaf.rounding,
    value: figureText(leaf, figure.value, company.currency),
    reason: figure.reason ?? null,
    kind: drilled.kind,
    expr: null,
    columns: drilled.columns,
    rows: drilled.rows.map((row) => rowShown(leaf, drilled, row, cell, company.currency, text)),
    count: drilled.count,
    shown: text(shown),
    remaining: text(drilled.total - shown),
    hidden: { rows: drilled.hidden.count, amount: text(drilled.hidden.total) },
    adds_up: figure.value !== null && compare(figure.value, exact(drilled.total + drilled.hidden.total)) === 0,
    as_of: ctx.now.toISOString(),
    next: seen < Math.min(drilled.count, leaf.drill.limit) ? cursorOf([String(build), String(seen)]) : null,
  }
}

function rowShown(
  leaf: Simple,
  drilled: DrilledRows,
  row: DrilledRows['rows'][number],
  cell: Cell,
  currency: string,
  text: (amount: bigint) => string,
): Row {
  const cells = Object.fromEntries(
    drilled.columns.map(({ name, kind }) => {
      const value = row[name] ?? null
      if (typeof value === 'bigint') return [name, kind === 'money' ? majorText(value, currency) : Number(value)]
      return [
        name,
        value instanceof Date ? value.toISOString() : kind === 'decimal' && typeof value === 'string' ? plainDecimal(value) : value,
      ]
    }),
  )
  return {
    key: String(row['row_key']),
    cells,
    contribution: row.contribution === null ? null : text(BigInt(String(row.contribution))),
    href: linkOf(leaf, row),
    cell: nextCell(leaf, row, cell),
  }
}

/** The record's page in its own room; nothing when the row lacks what the link needs. */
function linkOf(leaf: Simple, row: Record<string, unknown>): string | null {
  const { record } = leaf.drill
  if (!record) return null
  const places = [...record.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  if (places.some((place) => row[place] === null || row[place] === undefined || row[place] === '')) return null
  return record.replaceAll(/\{(\w+)\}/g, (_, place: string) => encodeURIComponent(String(row[place])))
}

function nextCell(leaf: Simple, row: Record<string, unknown>, cell: Cell): Cell | null {
  const { then } = leaf.drill
  const day = then ? row[then.at] : undefined
  if (!then || typeof day !== 'string') return null
  const own = Object.fromEntries(Object.entries(then.filter).map(([dimension, column]) => [dimension, [String(row[column] ?? '')]]))
  return { metric: then.metric, from: day, to: addDays(day, 1), filter: { ...cell.filter, ...own } }
}

/** The inputs of a ratio or derived figure: each has its value and is a figure to open in turn. */
async function inputsOfFigure(ctx: Context, metric: Metric, definition: Exclude<Definition, Simple>, input: Ask): Promise<Answer> {
  const { cell } = input
  const { catalogue } = builtIn()
  const parts = metric.inputs.map((one) => ({ ...one, metric: getMetric(catalogue, one.metric) }))
  const ids = [metric.id, ...new Set(parts.map((part) => part.metric.id))]
  const { rows, company } = await answer(ctx, { metrics: ids, grain: 'total', from: cell.from, to: cell.to, filter: cell.filter })
  const figures = rows[0]?.figures
  const own = figures?.get(metric.id) ?? { value: null }
  const values = new Map<string, Exact | null>(parts.map((part) => [part.as, figures?.get(part.metric.id)?.value ?? null]))
  const again = combined(definition, values)
  const shown = figureText(definition, again.value, company.currency)
  return {
    cell,
    label: definition.label,
    unit: unitOf(definition, company.currency),
    rounding: definition.rounding,
    value: figureText(definition, own.value, company.currency),
    reason: own.reason ?? null,
    kind: 'inputs',
    expr: definition.kind === 'derived' ? definition.expr : 'numerator / denominator',
    columns: [
      { name: 'as', label: 'In the formula', kind: 'text' },
      { name: 'label', label: 'Metric', kind: 'text' },
    ],
    rows: parts.map((part) => ({
      key: part.as,
      cells: { as: part.as, label: part.metric.definition.label },
      contribution: figureText(part.metric.definition, values.get(part.as) ?? null, company.currency),
      href: `/data/metrics/${part.metric.id}`,
      cell: { metric: part.metric.id, from: cell.from, to: cell.to, filter: cell.filter },
    })),
    count: parts.length,
    shown,
    remaining: '0',
    hidden: { rows: 0, amount: '0' },
    adds_up: own.value !== null && again.value !== null && compare(own.value, again.value) === 0,
    as_of: ctx.now.toISOString(),
    next: null,
  }
}

/** Pages are of one build: when figures moved meanwhile, half of the rows would belong to another figure. */
function offsetOf(cursor: string | undefined, build: number): number {
  const values = readCursor(cursor)
  if (!values) return 0
  if (values[0] !== String(build))
    throw new Refusal('conflict', 'drill.snapshot_gone', 'The figure has moved since the first page. Open its rows again.')
  const offset = Number(values[1])
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw new Refusal('invalid', 'cursor.invalid', 'This cursor is not one that we gave out.')
  return offset
}

function plainDecimal(text: string): string {
  return text.includes('.') ? text.replace(/0+$/, '').replace(/\.$/, '') : text
}
