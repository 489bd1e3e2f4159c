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
const live = (day: string) =>
  `from mart.arr_piece p where month = date_trunc('month', date '${day}') and from_day <= date '${day}' and to_day > date '${day}'`
const overDays = (
  from: string,
) => `from core.core_day d join mart.arr_piece p on p.month = d.month and p.from_day <= d.day and p.to_day > d.day
  where d.day >= date '${from}' and d.day < date '2026-05-16'`
const monthEnds = `with ends as (select max(day) as day, month from core.core_day where day >= date '2024-06-01' and day <= date '2026-05-15' group by month)`
const atEnds = `from ends e join mart.arr_piece p on p.month = e.month and p.from_day <= e.day and p.to_day > e.day`
const serverEnds = `(select max(day) from core.core_day where day >= date '2025-06-01' and day < date '2026-05-15' group by month)`
/** What counts as a production server, in the words of a careful hand: the same exclusions, and each server has one such row a day. */
const servers = `from mart.server_day s left join core.core_licence l on l.wire_id = s.licence_id
  left join core.core_server_exclusion x on x.server_id = s.server_id and s.day >= x.valid_from and s.day < coalesce(x.valid_to, date '9999-12-31')
  where s.unfit is null and x.server_id is null and l.kind is distinct from 'internal'`
const moved = (category: string) => `select day, sum(amount), count(*) filter (where amount is null) from mart.mart_arr_movement
  where category in ('${category}', 'unpriced') and day >= date '2024-06-01' and day <= date '2026-05-15' group by day`
const years = { grain: 'month' as const, from: '2024-06-01', to: '2026-06-01' }
const day = { grain: 'total' as const, from: '2026-05-15', to: '2026-05-16' }
const lastDay = { grain: 'total' as const, from: '2026-05-01', to: '2026-05-02' }
const year = { grain: 'day' as const, from: '2025-06-01', to: '2026-05-01' }
const sumOf = 'sum(annual_reporting), count(*) filter (where annual_reporting is null)'
const usersOf = 'greatest(registered_users - coalesce(deactivated_users, 0), 0)'
const users = `sum(${usersOf}), count(*) filter (where ${usersOf} is null)`
const oneServerDay = `and day = date '2026-05-01'`
const serverYear = `and day >= date '2025-06-01' and day < date '2026-05-01'`
const cases: Case[] = [
  { name: 'ARR on a day', metric: 'arr', ...day, byHand: `select ${sumOf} ${live('2026-05-15')}` },
  {
    name: 'ARR on a day by segment',
    metric: 'arr',
    ...day,
    dimensions: ['segment'],
    byHand: `select coalesce(a.segment, 'unknown'), ${sumOf} from (select * ${live('2026-05-15')}) p left join core.core_account a on a.account = p.account group by 1`,
  },
  {
    name: 'ARR on a day by product',
    metric: 'arr',
    ...day,
    dimensions: ['product_family'],
    byHand: `select family, ${sumOf} ${live('2026-05-15')} group by 1`,
  },
  { name: 'ARR by month', metric: 'arr', ...years, byHand: `${monthEnds} select e.month, ${sumOf} ${atEnds} group by 1` },
  {
    name: 'ARR by month and country',
    metric: 'arr',
    ...years,
    dimensions: ['country'],
    byHand: `${monthEnds} select e.month, a.country, ${sumOf} ${atEnds} left join core.core_account a on a.account = p.account group by 1, 2`,
  },
  {
    name: 'ARR, 90 days',
    metric: 'arr',
    grain: 'day',
    from: '2026-02-15',
    to: '2026-05-16',
    byHand: `select d.day, ${sumOf} ${overDays('2026-02-15')} group by d.day`,
  },
  {
    name: 'ARR, 714 days',
    metric: 'arr',
    grain: 'day',
    from: '2024-06-01',
    to: '2026-05-16',
    byHand: `select d.day, ${sumOf} ${overDays('2024-06-01')} group by d.day`,
  },
  {
    name: 'customers on a day',
    metric: 'customers',
    ...day,
    byHand: `select count(distinct account) ${live('2026-05-15')} and annual_minor > 0`,
  },
  {
    name: 'customers by month',
    metric: 'customers',
    ...years,
    byHand: `${monthEnds} select e.month, count(distinct p.account) ${atEnds} and p.annual_minor > 0 group by 1`,
  },
  {
    name: 'customers by country and month',
    metric: 'customers',
    ...years,
    dimensions: ['country'],
    byHand: `${monthEnds} select e.month, a.country, count(distinct p.account) ${atEnds} and p.annual_minor > 0 left join core.core_account a on a.account = p.account group by 1, 2`,
  },
  { name: 'new ARR by month', metric: 'arr.new', ...years, byHand: moved('new') },
  { name: 'expansion by month', metric: 'arr.expansion', ...years, byHand: moved('expansion') },
  { name: 'churned ARR by month', metric: 'arr.churned', ...years, byHand: moved('churned') },
  { name: 'servers on a day', metric: 'tes', ...lastDay, byHand: `select count(s.server_id) ${servers} ${oneServerDay}` },
  {
    name: 'servers by month',
    metric: 'tes',
    grain: 'month',
    from: '2025-06-01',
    to: '2026-06-01',
    byHand: `select day, count(s.server_id) ${servers} and day in ${serverEnds} group by day`,
  },
  {
    name: 'servers, 334 days',
    metric: 'tes',
    ...year,
    byHand: `select day, count(s.server_id) ${servers} ${serverYear} group by day`,
  },
  {
    name: 'servers by version on a day',
    metric: 'tes',
    ...lastDay,
    dimensions: ['version'],
    byHand: `select version, count(s.server_id) ${servers} ${oneServerDay} group by 1`,
  },
  {
    name: 'active servers, 334 days',
    metric: 'tedas',
    ...year,
    byHand: `select day, count(s.server_id) ${servers} ${serverYear} and active_users_daily >= 1 group by day`,
  },
  { name: 'registered users on a day', metric: 'users.registered', ...lastDay, byHand: `select ${users} ${servers} ${oneServerDay}` },
  {
    name: 'registered users, 334 days',
    metric: 'users.registered',
    ...year,
    byHand: `select day, ${users} ${servers} ${serverYear} group by day`,
  },
]

/** Both in turns, so that a busy moment of the machine meets both: medians of the ms that each waited and that it was on a core for. */
async function inTurns(ours: () => Promise<unknown>, hand: () => Promise<unknown>) {
  const waited: [number[], number[]] = [[], []]
  const worked: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, work] of [ours, hand].entries()) {
      const [begun, before] = [performance.now(), process.cpuUsage()]
      await work()
      const cpu = process.cpuUsage(before)
      waited[index]?.push(performance.now() - begun)
      worked[index]?.push((cpu.user + cpu.system) / 1000)
    }
  }
  return { waited: [median(waited[0]), median(waited[1])] as const, worked: [median(worked[0]), median(worked[1])] as const }
}

conditions()
const ratios: { waited: number[]; worked: number[] } = { waited: [], worked: [] }
for (const { name, metric, grain, from, to, dimensions = [], byHand } of cases) {
  const question = { metrics: [metric], dimensions, grain, from, to, today, fiscalYearEnd: '01-31' }
  const ask = () => askFigures(warehouse, catalogue, { question, filter: {}, policy: { name: 'all' } })
  const { waited, worked } = await inTurns(ask, () => warehouse.query(byHand))
  ratios.waited.push(waited[0] / waited[1])
  ratios.worked.push(worked[0] / worked[1])
  const said = ([ours, hand]: readonly [number, number]) =>
    `${ours.toFixed(1)} ms, by hand ${hand.toFixed(1)} ms, ratio ${(ours / hand).toFixed(2)}`
  printFigure(name, `${said(waited)} · on a core ${said(worked)}`)
}
for (const [what, of] of [
  ['ratio', ratios.waited],
  ['ratio on a core', ratios.worked],
] as const) {
  printFigure(`${what}, median (aim ≤ 1.3)`, median(of).toFixed(2))
  printFigure(`${what}, worst (aim ≤ 1.8)`, Math.max(...of).toFixed(2))
}
const leaf = catalogue.get('arr')?.leaves[0]
if (leaf) {
  const { waited } = await inTurns(
    () =>
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
    async () => undefined,
  )
  printFigure('first page of the rows behind ARR', `${waited[0].toFixed(1)} ms`)
}
await warehouse.close()
rmSync(folder, { recursive: true })
