import type { Row, Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import { addDays, type Day } from '../../../kernel/period.ts'
import type { Reach } from '../../../kernel/reach.ts'
import type { Catalogue, Metric } from '../rules/metrics/catalogue.ts'
import { type DrillColumn, type DrillSql, drillSql } from '../rules/metrics/drill.ts'
import { checkQuestion, type Component, type FigureRow, figuresOf, type Question } from '../rules/metrics/figures.ts'
import { fiscalShift, periodsBetween, pickedDays } from '../rules/metrics/calendar.ts'
import { clothOf, type Filter, type Leaf, leafSql, narrows, type Picks, tellsAccount } from '../rules/metrics/leaf.ts'
import type { DaysRead, Leaves } from './leaves.ts'

/** Whose rows count: the one place where rights reach the SQL. Left out: every row. */
export type Policy = { name: string; reach?: Reach }
export type Answered = { metrics: Metric[]; rows: FigureRow[]; statements: { metric: string; sql: string }[]; sqlHash: string }
export type Asking = { question: Question; filter: Filter; policy: Policy; signal?: AbortSignal; leaves?: Leaves }

/** Runs each leaf once, however many metrics share it, and puts the figures together. */
export async function askFigures(warehouse: Warehouse, catalogue: Catalogue, asking: Asking): Promise<Answered> {
  const { question, filter, policy } = asking
  const metrics = checkQuestion(catalogue, question, Object.keys(filter))
  const leaves = new Map(metrics.flatMap((metric) => metric.leaves).map((leaf) => [leaf.metric, leaf]))
  const statements: { metric: string; sql: string }[] = []
  const found = new Map<string, Component[]>()
  await Promise.all(
    [...leaves.values()].map(async (leaf) => {
      const picked = pickedFor(question, leaf)
      if (picked?.size === 0) {
        found.set(leaf.metric, [])
        return
      }
      const { sql, params } = leafSql({
        leaf,
        grain: question.grain,
        dimensions: question.dimensions,
        filter,
        picks: picked ? { kind: 'days', days: [...picked.keys()] } : { kind: 'run' },
        plain: true,
        fiscalShift: fiscalShift(question.fiscalYearEnd),
        reach: policy.reach,
      })
      statements.push({ metric: leaf.metric, sql })
      const [text, values] = ready(sql, { ...daysOf(question), ...params })
      const read = () => warehouse.query(text, values, asking.signal ? { signal: asking.signal } : {})
      const rows = await recalled(asking.leaves, leaf, readBy(question, picked), [text, values], read)
      found.set(
        leaf.metric,
        rows.map((row) => componentOf(row, question, picked)),
      )
    }),
  )
  const asked = [...leaves.values()].filter((leaf) => found.get(leaf.metric)?.length === 0 && isCut(leaf, filter, policy.reach))
  const reached = await Promise.all(asked.map((leaf) => reachesAny(warehouse, leaf, asking)))
  const unreached = new Set(asked.filter((_, at) => !reached[at]).map((leaf) => leaf.metric))
  statements.sort((a, b) => (a.metric < b.metric ? -1 : 1))
  return {
    metrics,
    rows: figuresOf(catalogue, question, found, unreached),
    statements,
    sqlHash: sha256(statements.map((one) => one.sql).join('\n')),
  }
}

/** Filtered by what tells an account, and cut to the accounts of a reach. */
function isCut(leaf: Leaf, filter: Filter, reach: Reach | undefined): boolean {
  return narrows(leaf.on, reach) && Object.keys(filter).some((name) => tellsAccount(leaf, name))
}

/** Whether the reach covers anything of what is filtered, on whatever day: where it does not, a figure of it is not known, and is not 0. */
async function reachesAny(warehouse: Warehouse, leaf: Leaf, { question, filter, policy, signal }: Asking): Promise<boolean> {
  const cloth = clothOf({ leaf, grain: 'total', dimensions: [], filter, picks: { kind: 'run' }, fiscalShift: 0, reach: policy.reach })
  const days = daysOf({ from: neverDay, to: addDays(question.today, 1), today: question.today })
  const statement = ready(`select 1 as one ${cloth.from} ${cloth.where} limit 1`, { ...days, ...cloth.params })
  return (await warehouse.query(...statement, signal ? { signal } : {})).length > 0
}

/** What a statement answered before, while nothing that it rests on has moved. */
function recalled(leaves: Leaves | undefined, leaf: Leaf, days: DaysRead, statement: unknown, read: () => Promise<Row[]>): Promise<Row[]> {
  const events = leaf.on.parents.includes('events')
  // of a model that does not say by which days its rows move nothing is kept
  if (!leaves || (events && !leaf.on.movesByDay)) return read()
  return leaves.recall(JSON.stringify(statement), events ? days : undefined, read)
}

function readBy({ from, to }: { from: Day; to: Day }, picked: Map<Day, Day> | undefined): DaysRead {
  return picked ? { days: [...picked.keys()] } : { from, to }
}

/** A day without facts: a stock of a period to come has no rows. */
const neverDay = '0001-01-01'

export type DrillAsk = {
  leaf: Leaf
  from: Day
  to: Day
  today: Day
  filter: Filter
  policy: Policy
  /** whose rows the figure itself counts */
  whole: Policy
  limit: number
  offset: number
  signal?: AbortSignal
  leaves?: Leaves
}
export type DrilledRows = {
  kind: DrillSql['kind']
  columns: DrillColumn[]
  rows: (Row & { contribution: bigint | null; running: bigint | null })[]
  total: bigint
  count: number
  /** rows that count toward the figure and lie beyond the asker's reach */
  hidden: { count: number; total: bigint }
  sql: string
}

/** One page of the rows behind a figure of a simple metric. */
export async function askRows(warehouse: Warehouse, ask: DrillAsk): Promise<DrilledRows> {
  const { leaf, policy } = ask
  const picked = pickedFor({ ...ask, grain: 'total', fiscalYearEnd: '12-31' }, leaf)
  const picks: Picks = picked ? { kind: 'days', days: picked.size > 0 ? [...picked.keys()] : [neverDay] } : { kind: 'run' }
  const cut = { leaf, filter: ask.filter, picks, fiscalShift: 0 }
  const { kind, columns, sql, total, params } = drillSql({ ...cut, reach: policy.reach })
  const all = { ...daysOf(ask), ...params, limit: ask.limit, offset: ask.offset }
  const more = ask.signal ? { signal: ask.signal } : {}
  const read = (statement: ReturnType<typeof ready>) =>
    recalled(ask.leaves, leaf, readBy(ask, picked), statement, () => warehouse.query(...statement, more))
  const [rows, [sum]] = await Promise.all([read(ready(sql, all)), read(ready(total, all))])
  const own = sumOf(sum)
  return { kind, columns, rows: rows as DrilledRows['rows'], ...own, hidden: await hiddenFrom(own), sql }

  async function hiddenFrom(seen: Summed): Promise<Summed> {
    if (JSON.stringify(policy.reach) === JSON.stringify(ask.whole.reach)) return { count: 0, total: 0n }
    const figure = drillSql({ ...cut, reach: ask.whole.reach })
    const [row] = await read(ready(figure.total, { ...daysOf(ask), ...figure.params }))
    const whole = sumOf(row)
    return { count: whole.count - seen.count, total: whole.total - seen.total }
  }
}

type Summed = { count: number; total: bigint }

function sumOf(row: Row | undefined): Summed {
  const count = Number(row?.['rows'] ?? 0)
  return { count, total: BigInt(count === 0 ? 0 : String(row?.['total'] ?? 0)) }
}

/** Of a stock, the one day of each period that counts; nothing for what is counted on every day of a run. */
function pickedFor(question: Pick<Question, 'grain' | 'from' | 'to' | 'today' | 'fiscalYearEnd'>, leaf: Leaf): Map<Day, Day> | undefined {
  if (!leaf.non_additive || question.grain === 'day') return undefined
  const whole = leaf.on.wholeUntil === 'today' ? question.today : addDays(question.today, -1)
  const periods = periodsBetween(question.from, question.to, question.grain, question.fiscalYearEnd)
  return pickedDays(periods, leaf.non_additive.pick, question.today, whole)
}

function daysOf(span: { from: Day; to: Day; today: Day }): Record<string, string> {
  return { from: span.from, to: span.to, today: span.today }
}

/**
 * A statement as the engine takes it: its days as literals, with which it plans better than with parameters, and of the parameters only
 * those that the text still names, since the engine refuses others. What is not written like a day stays a parameter.
 */
function ready(sql: string, params: Record<string, string | number>): [string, Record<string, string | number>] {
  const text = sql.replace(/\$(\w+)::date\b/g, (whole, name: string) => {
    const day = String(params[name])
    return /^\d{4}-\d{2}-\d{2}$/.test(day) ? `date '${day}'` : whole
  })
  const named = new Set([...text.matchAll(/\$(\w+)/g)].map((match) => match[1]))
  return [text, Object.fromEntries(Object.entries(params).filter(([name]) => named.has(name)))]
}

function componentOf(row: Row, question: Question, picked: Map<Day, Day> | undefined): Component {
  const value = row['value']
  const [only] = picked?.size === 1 ? picked.keys() : []
  const period = row['period'] === undefined ? (only ?? question.from) : String(row['period'])
  return {
    period: picked?.get(period) ?? period,
    dimensions: question.dimensions.map((name) => String(row[name] ?? '')),
    value: Array.isArray(value)
      ? [BigInt(value[0] ?? 0), BigInt(value[1] ?? 0)]
      : value === null || value === undefined
        ? null
        : BigInt(String(value)),
    unknown: BigInt(String(row['unknown'] ?? 0)),
  }
}
