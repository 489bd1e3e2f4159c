import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ofNoRoom } from '../../../../test/cast/warehouse.ts'
import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { compare, exact } from '../rules/exact.ts'
import { getMetric } from '../rules/metrics/catalogue.ts'
import { figureText } from '../rules/metrics/figures.ts'
import { leafSql } from '../rules/metrics/leaf.ts'
import { askFigures, askRows } from './ask.ts'
import { facts } from './facts.ts'
import { unfitSql } from './load-sql.ts'
import { buildMarts, martsRestOn } from './marts.ts'
import { makeWarehouse } from './open.ts'

const { catalogue } = ofNoRoom()
const today = '2026-05-15'
const company = { currency: 'USD', fiscalYearEnd: '01-31', today }
const policy = { name: 'company' }
const seedTables: Record<string, string> = {
  'arr_bridge.csv': 'core.core_contract_item',
  'orders.csv': 'core.core_order',
  'server_days.csv': 'mart.server_day',
}

async function seeded(): Promise<Warehouse> {
  const warehouse = await makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
  const folder = join(import.meta.dirname, '../metrics/seeds')
  await warehouse.write(async (writer) => {
    for (const [file, table] of Object.entries(seedTables))
      await writer.run(`insert into ${table} by name select * from read_csv('${folder}/${file}')`)
    await writer.run(`update mart.server_day set unfit = ${unfitSql}`)
  })
  await buildMarts(warehouse, company)
  return warehouse
}

async function valueAt(warehouse: Warehouse, id: string, from: string, to: string): Promise<string | null> {
  const question = { metrics: [id], dimensions: [], grain: 'total' as const, from, to, today, fiscalYearEnd: '01-31' }
  const { rows } = await askFigures(warehouse, catalogue, { question, filter: {}, policy })
  return figureText(getMetric(catalogue, id).definition, rows[0]?.figures.get(id)?.value ?? null, 'USD')
}

describe('every built-in metric', () => {
  test('gives the number that its definition promises for its example', async () => {
    const warehouse = await seeded()
    for (const { id, definition } of catalogue.values()) {
      for (const one of definition.tests) {
        if (!('example' in one)) continue
        const from = `${one.example.period}-01`
        const found = await valueAt(warehouse, id, from, '2026-05-01')
        expect(Number(found), id).toBe(Number(one.example.expect))
      }
    }
    await warehouse.close()
  })
})

test('servers are counted by their rows of a day, also where one is excluded twice and a licence was issued twice', async () => {
  const warehouse = await seeded()
  await warehouse.write(async (writer) => {
    await writer.run(`insert into mart.server_day by name select lpad('' || s, 26, 'x') as server_id, (date '2026-04-01' + cast(d as integer))::date as day,
      s % 3 as active_users_daily, '10.' || (s % 2) as version, case when s % 2 = 0 then lpad('' || s, 26, 'l') end as licence_id
      from range(8) servers(s), range(5) days(d)`)
    await writer.run(`insert into core.core_server_exclusion select server_id, 'test', day, null from mart.server_day order by all limit 3`)
    await writer.run(
      `insert into core.core_server_exclusion select server_id, 'test again', day - 5, null from mart.server_day order by all limit 3`,
    )
    await writer.run(`insert into core.core_licence_grant by name select licence_id as wire_id, 'sale' as kind from mart.server_day, range(2)
      where licence_id is not null`)
  })
  const [span] = await warehouse.query('select min(day)::varchar as from, (max(day) + 1)::varchar as to from mart.server_day')
  const { from, to } = span as { from: string; to: string }
  let counted = 0
  for (const metric of ['tes', 'tedas']) {
    const leaf = catalogue.get(metric)?.leaves[0]
    if (!leaf) throw new Error(`${metric} has no leaf`)
    for (const dimensions of [[], ['version']]) {
      const asked = { metrics: [metric], dimensions, grain: 'day' as const, from, to, today, fiscalYearEnd: '01-31' }
      const { rows, statements } = await askFigures(warehouse, catalogue, { question: asked, filter: {}, policy })
      expect(statements[0]?.sql).not.toMatch(/distinct/)
      const { sql } = leafSql({ leaf, grain: 'day', dimensions, filter: {}, picks: { kind: 'run' }, fiscalShift: 0 })
      expect(sql).toMatch(/distinct/)
      const distinct = await warehouse.query(sql, { from, to, today })
      const told = rows
        .filter((row) => row.figures.get(metric)?.value?.num)
        .map((row) => `${row.from} ${row.dimensions} ${row.figures.get(metric)?.value?.num}`)
      expect(told.sort()).toEqual(distinct.map((row) => `${row['period']} ${dimensions.map((name) => row[name])} ${row['value']}`).sort())
      counted += told.length
    }
  }
  expect(counted).toBeGreaterThan(20)
  await warehouse.close()
})

/** Accounts that buy, grow, shrink, leave and come back, in two currencies. */
const stay = fc.record({
  account: fc.integer({ min: 1, max: 6 }),
  from: fc.integer({ min: 0, max: 480 }),
  days: fc.integer({ min: 1, max: 400 }),
  annual: fc.integer({ min: 1, max: 5_000_00 }),
  currency: fc.constantFrom('USD', 'EUR'),
})

async function withItems(
  items: { account: number; from: number; days: number; annual: number; currency: string }[],
  rates = true,
): Promise<Warehouse> {
  const warehouse = await makeWarehouse({ path: ':memory:', memory: '500MB', readers: 1 })
  await warehouse.write(async (writer) => {
    for (const [n, item] of items.entries()) {
      await writer.run(
        `insert into core.core_contract_item by name select 'a' || $account as account, 'C' || $n as contract, 'seats' as item, $n as n, true as recurring,
          (date '2025-01-01' + cast($from as integer))::date as from_day, (date '2025-01-01' + cast($from + $days as integer))::date as to_day,
          $annual as annual_minor, $currency as currency`,
        { ...item, n },
      )
    }
    if (rates) {
      await writer.run(
        `insert into core.core_rate select 'EUR', 'USD', strftime(m, '%Y-%m'), cast(1 + month(m) / 37.0 as decimal(12, 9))::varchar, 'test'
         from generate_series(date '2024-01-01', date '2027-01-01', interval 1 month) as t(m)`,
      )
    }
  })
  await buildMarts(warehouse, company)
  return warehouse
}

test('drill law: the rows’ contributions, page by page, add up to the figure exactly', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stay, { maxLength: 12 }), fc.integer({ min: 0, max: 15 }), async (items, month) => {
      const warehouse = await withItems(items)
      try {
        const from = new Date(Date.UTC(2025, month, 1)).toISOString().slice(0, 10)
        const to = new Date(Date.UTC(2025, month + 1, 1)).toISOString().slice(0, 10)
        for (const id of ['arr', 'customers', 'arr.new', 'arr.expansion', 'arr.churned']) {
          const leaf = getMetric(catalogue, id).leaves[0]
          if (!leaf) throw new Error(id)
          const question = { metrics: [id], dimensions: [], grain: 'total' as const, from, to, today, fiscalYearEnd: '01-31' }
          const { rows } = await askFigures(warehouse, catalogue, { question, filter: {}, policy })
          let sum = 0n
          for (let offset = 0; ; offset += 3) {
            const page = await askRows(warehouse, { leaf, from, to, today, filter: {}, policy, whole: policy, limit: 3, offset })
            for (const row of page.rows) sum += BigInt(String(row.contribution))
            if (page.rows.length > 0) expect(BigInt(String(page.rows.at(-1)?.running))).toBe(sum)
            if (offset + 3 >= page.count) break
          }
          expect(compare(rows[0]?.figures.get(id)?.value ?? exact(-1), exact(sum)), id).toBe(0)
        }
      } finally {
        await warehouse.close()
      }
    }),
    { numRuns: 12 },
  )
})

test('bridge identity: what the movements say is what ARR did, apart from currencies, in every month', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stay, { minLength: 1, maxLength: 14 }), async (given) => {
      const items = given.map((item) => ({ ...item, currency: 'USD' }))
      const warehouse = await withItems(items, false)
      try {
        const question = {
          metrics: ['arr', 'arr.net_new'],
          dimensions: [],
          grain: 'month' as const,
          from: '2024-12-01',
          to: '2026-05-01',
          today,
          fiscalYearEnd: '01-31',
        }
        const { rows } = await askFigures(warehouse, catalogue, { question, filter: {}, policy })
        for (let month = 1; month < rows.length; month += 1) {
          const end = rows[month]?.figures.get('arr')?.value ?? exact(-1)
          const start = rows[month - 1]?.figures.get('arr')?.value ?? exact(-1)
          const moved = rows[month]?.figures.get('arr.net_new')?.value ?? exact(-1)
          expect(compare(exact(end.num - start.num), moved), rows[month]?.period).toBe(0)
        }
      } finally {
        await warehouse.close()
      }
    }),
    { numRuns: 12 },
  )
})

test('a return after 90 days is late, after more it is a resurrection', async () => {
  const gap = (days: number) => [
    { account: 1, from: 0, days: 100, annual: 100, currency: 'USD' },
    { account: 1, from: 100 + days, days: 300, annual: 100, currency: 'USD' },
  ]
  const category = async (days: number) => {
    const warehouse = await withItems(gap(days))
    const rows = await warehouse.query("select category from mart.mart_arr_movement where a0 = 0 and day > date '2025-02-01'")
    await warehouse.close()
    return rows.map((row) => row['category'])
  }
  expect(await category(90)).toEqual(['late_renewal'])
  expect(await category(91)).toEqual(['resurrected'])
})

test('an account of our own, or a test, is no customer', async () => {
  const warehouse = await withItems([{ account: 1, from: 0, days: 600, annual: 100, currency: 'USD' }])
  await warehouse.write((writer) => writer.run("insert into core.core_account by name select 'a1' as account, 'test' as kind"))
  await buildMarts(warehouse, company)
  expect(await valueAt(warehouse, 'arr', '2026-04-01', '2026-05-01')).toBe('0.00')
  await warehouse.close()
})

test('what is kept is built anew exactly when a view moves that it is built from', async () => {
  const run: string[] = []
  const said = async (sql: string) => {
    run.push(sql)
    return []
  }
  const writer = { run: said, rows: said }
  await buildMarts({ write: (work: (to: typeof writer) => Promise<unknown>) => work(writer) } as unknown as Warehouse, company)
  const read = new Set(run.flatMap((sql) => [...sql.matchAll(/(?:from|join) core\.(core_\w+)/g)].map(([, name]) => name)))
  expect(read.size).toBeGreaterThan(4)
  for (const { fact, of } of facts) expect([fact, martsRestOn(new Set([of]))]).toEqual([fact, read.has(fact)])
  expect(martsRestOn(new Set(['cadence.public_meetings', 'decisions.public_decisions']))).toBe(false)
})
