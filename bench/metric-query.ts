import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtIn } from '../server/modules/data/metrics/builtin.ts'
import type { Grain } from '../server/modules/data/rules/metrics/calendar.ts'
import { askFigures, askRows } from '../server/modules/data/warehouse/ask.ts'
import { buildMarts } from '../server/modules/data/warehouse/marts.ts'
import { makeWarehouse } from '../server/modules/data/warehouse/open.ts'
import { conditions, median, printFigure } from './figure.ts'

/**
 * A metric query beside the best SQL that we could write by hand for the same answer, on the same engine and rows: 300 accounts,
 * 1,500 contract items in two currencies over two years, 600,000 server-days. The median over the questions, and the worst.
 */
const rounds = 15
const today = '2026-05-15'
const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-metrics-'))
const warehouse = await makeWarehouse({ path: join(folder, 'w.duckdb') })
await warehouse.write(async (writer) => {
  await writer.run(`insert into core.core_account by name select 'a' || i as account, 'n' || i as name, 'business' as kind,
    ['US', 'DE', 'JP', 'BR'][1 + i % 4] as country, ['small', 'mid', 'large'][1 + i % 3] as segment from range(300) t(i)`)
  await writer.run(`insert into core.core_contract_item by name select 'C' || i as contract, 'a' || (i % 300) as account, 'seats' as item, i // 300 as n,
    true as recurring, (date '2024-06-01' + cast(i % 300 + (i // 300) * 180 as integer))::date as from_day,
    (date '2024-06-01' + cast(i % 300 + (i // 300) * 180 + 180 as integer))::date as to_day, 100000 + i * 100 as annual_minor,
    ['USD', 'EUR'][1 + i % 2] as currency, 'harbor' as family from range(1500) t(i)`)
  await writer.run(`insert into core.core_rate select 'EUR', 'USD', strftime(m, '%Y-%m'), '1.1', 'bench'
    from generate_series(date '2023-01-01', date '2027-01-01', interval 1 month) t(m)`)
  await writer.run(`insert into mart.server_day by name select lpad('' || (i % 1750), 26, 'a') as server_id,
    (date '2025-06-01' + cast(i // 1750 as integer))::date as day, i % 40 as active_users_daily, 60 as active_users_monthly, 100 as registered_users,
    1 as deactivated_users, '10.' || (i % 5) || '.1' as version, true as released, false as test_run from range(600000) t(i)`)
})
await buildMarts(warehouse, { currency: 'USD', fiscalYearEnd: '01-31', today })
const { catalogue } = builtIn()

type Case = { name: string; metric: string; grain: Grain; from: string; to: string; dimensions?: string[]; byHand: string }
const cases: Case[] = [
  {
    name: 'ARR on a day',
    metric: 'arr',
    grain: 'total',
    from: '2026-05-15',
    to: '2026-05-16',
    byHand: `select sum(annual_reporting) from mart.arr_piece where month = date '2026-05-01' and from_day <= date '2026-05-15' and to_day > date '2026-05-15'`,
  },
  {
    name: 'ARR, 730 days',
    metric: 'arr',
    grain: 'day',
    from: '2024-06-01',
    to: '2026-05-16',
    byHand: `select d.day, sum(annual_reporting) from core.core_day d join mart.arr_piece p on p.month = d.month and p.from_day <= d.day and p.to_day > d.day
      where d.day >= date '2024-06-01' and d.day < date '2026-05-16' group by d.day`,
  },
  {
    name: 'customers by country and month',
    metric: 'customers',
    grain: 'month',
    from: '2024-06-01',
    to: '2026-06-01',
    dimensions: ['country'],
    byHand: `with ends as (select max(day) as day, month from core.core_day where day >= date '2024-06-01' and day <= date '2026-05-15' group by month)
      select e.month, a.country, count(distinct p.account) from ends e join mart.arr_piece p on p.month = e.month and p.from_day <= e.day and p.to_day > e.day
      join core.core_account a on a.account = p.account group by 1, 2`,
  },
  {
    name: 'new ARR by month',
    metric: 'arr.new',
    grain: 'month',
    from: '2024-06-01',
    to: '2026-06-01',
    byHand: `select day, sum(amount) from mart.mart_arr_movement where category = 'new' group by day`,
  },
  {
    name: 'servers on a day',
    metric: 'tes',
    grain: 'total',
    from: '2026-05-01',
    to: '2026-05-02',
    byHand: `select count(distinct server_id) from mart.server_day s left join core.core_licence l on l.wire_id = s.licence_id
      where day = date '2026-05-01' and released and not test_run and active_users_daily between 0 and registered_users and coalesce(l.kind, '') <> 'internal'`,
  },
  {
    name: 'servers, 330 days',
    metric: 'tes',
    grain: 'day',
    from: '2025-06-01',
    to: '2026-05-01',
    byHand: `select day, count(distinct server_id) from mart.server_day s left join core.core_licence l on l.wire_id = s.licence_id
      where day >= date '2025-06-01' and day < date '2026-05-01' and released and not test_run and active_users_daily between 0 and registered_users
      and coalesce(l.kind, '') <> 'internal' group by day`,
  },
]

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return median(times)
}

conditions()
const ratios: number[] = []
for (const { name, metric, grain, from, to, dimensions = [], byHand } of cases) {
  const question = { metrics: [metric], dimensions, grain, from, to, today, fiscalYearEnd: '01-31' }
  const hand = await timed(() => warehouse.query(byHand))
  const ours = await timed(() => askFigures(warehouse, catalogue, { question, filter: {}, policy: { name: 'all' } }))
  ratios.push(ours / hand)
  printFigure(name, `${ours.toFixed(1)} ms, by hand ${hand.toFixed(1)} ms, ratio ${(ours / hand).toFixed(2)}`)
}
printFigure('ratio, median (aim ≤ 1.15)', median(ratios).toFixed(2))
printFigure('ratio, worst (aim ≤ 2)', Math.max(...ratios).toFixed(2))
const leaf = catalogue.get('arr')?.leaves[0]
if (leaf) {
  const drill = await timed(() =>
    askRows(warehouse, {
      leaf,
      from: '2026-05-15',
      to: '2026-05-16',
      today,
      filter: {},
      policy: { name: 'all' },
      whole: { name: 'all' },
      limit: 50,
      offset: 0,
    }),
  )
  printFigure('first page of the rows behind ARR', `${drill.toFixed(1)} ms`)
}
await warehouse.close()
rmSync(folder, { recursive: true })
