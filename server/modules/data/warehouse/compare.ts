import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { addMonths, type Day } from '../../../kernel/period.ts'
import type { Catalogue } from '../rules/metrics/catalogue.ts'
import { askFigures } from './ask.ts'
import { roomViews } from './views.ts'

/** Something that two warehouses of the same log and rooms say differently; `null`: one of them has no such thing. */
export type Difference = { what: string; before: string | null; after: string | null }

const months = 24

/** Counts and every metric of the last 24 months, by name. Nothing when the warehouse cannot be asked: then there is nothing to lose. */
export async function factsOf(warehouse: Warehouse, catalogue: Catalogue, today: Day, fiscalYearEnd: string): Promise<Map<string, string>> {
  const facts = new Map<string, string>()
  const count = async (what: string, sql: string) => {
    for (const row of await warehouse.query(sql)) facts.set(`${what} ${row['name'] ?? ''}`.trim(), String(row['n']))
  }
  await count('events of', 'select source as name, count(*) as n from raw.raw_events group by source')
  await count('server-days', 'select count(*) as n from mart.server_day')
  await count(
    'rows of',
    [
      ...roomViews().map((view) => `select '${view.name}' as name, count(*) as n from ${view.table}`),
      `select '' as name, 0 as n where false`,
    ].join(' union all '),
  )
  const to = addMonths(`${today.slice(0, 7)}-01`, 1)
  for (const metric of catalogue.values()) {
    const question = { metrics: [metric.id], dimensions: [], from: addMonths(to, -months), to, today, fiscalYearEnd }
    const asked = { question: { ...question, grain: 'month' as const }, filter: {}, policy: { name: 'company' } }
    const { rows } = await askFigures(warehouse, catalogue, asked)
    for (const row of rows) {
      const value = row.figures.get(metric.id)?.value
      facts.set(`${metric.id} of ${row.period.slice(0, 7)}`, value ? `${value.num}/${value.den}` : 'none')
    }
  }
  return facts
}

export function differencesOf(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): Difference[] {
  const names = new Set([...before.keys(), ...after.keys()])
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .map((what) => ({ what, before: before.get(what) ?? null, after: after.get(what) ?? null }))
}
