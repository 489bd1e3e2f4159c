import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Shop, openShop } from '../../../../test/cast/billing.ts'
import { everything } from '../../../kernel/reach.ts'
import { customersByWeek, daysToPay, overdueByWeek, owedByAge, runRateByWeek } from './board.ts'
import { leftByWeek, movedByWeek } from './moves.ts'
import { termsEnded } from './renewals.ts'

const today = '2026-06-15'
const now = new Date('2026-06-15T10:00:00Z')
let shop: Shop
beforeAll(async () => {
  shop = await openShop()
  shop.cast.unsound('rows are copies with days by lot, to be counted in two ways')
  await shop.buy(await shop.customer())
  await shop.query(lots)
})
afterAll(() => shop?.close())

/** Ninety contracts of thirty customers with items that come and go around the last twelve weeks; 200 invoices with what was paid of them. */
const lots = `
  set session_replication_role = replica;
  select setseed(0.42);
  create temp table lot as select g, ('00000000-0000-7000-8000-' || lpad(g::text, 12, '0'))::uuid as id, '${today}'::date - (random() * 150)::int as day,
    (random() * 120)::int as n, case when random() < 0.5 then 'EUR' else 'USD' end as currency from generate_series(1, 200) g;
  insert into billing.contract select c.* from (select to_jsonb(t) as row from billing.contract t limit 1) one, lot cross join lateral
    jsonb_populate_record(null::billing.contract, one.row || jsonb_build_object('id', id, 'number', 'LOT-' || g, 'currency', currency,
      'account_id', (select id from lot l where l.g = lot.g % 30 + 1), 'start_day', day, 'end_day', day + n,
      'ended_on', case when g % 3 = 0 then day + n / 2 end)) c where g <= 90;
  insert into billing.contract_item select i.* from (select to_jsonb(t) as row from billing.contract_item t limit 1) one, lot
    cross join generate_series(1, 3) part cross join lateral jsonb_populate_record(null::billing.contract_item, one.row || jsonb_build_object(
      'contract_id', id, 'currency', currency, 'account_id', (select id from lot l where l.g = lot.g % 30 + 1), 'item', 'item ' || part, 'from_day', day + 20 * part, 'to_day', case when (g + part) % 4 > 0 then day + 20 * part + n / part end,
      'annual_minor', case when g % 11 = 0 then 0 else 100 * g + part end)) i where g <= 90;
  insert into billing.document select d.* from (select to_jsonb(t) as row from billing.document t limit 1) one, lot cross join lateral
    jsonb_populate_record(null::billing.document, one.row || jsonb_build_object('id', id, 'number', 'LOT-' || g, 'position', 1000 + g, 'currency', currency,
      'issue_day', day - 30, 'due_day', day, 'gross_minor', 1000 + g)) d;
  insert into billing.document_balance select b.* from (select to_jsonb(t) as row from billing.document_balance t limit 1) one, lot cross join lateral
    jsonb_populate_record(null::billing.document_balance, one.row || jsonb_build_object('document_id', id, 'currency', currency,
      'issue_day', day - 30, 'due_day', day, 'gross_minor', 1000 + g,
      'open_minor', case when g % 3 = 0 then 500 else 0 end, 'settled_day', case when g % 3 > 0 then day - 20 + n end)) b;
  insert into billing.allocation select a.* from (select to_jsonb(t) as row from billing.allocation t limit 1) one, lot cross join generate_series(1, 2) part
    cross join lateral jsonb_populate_record(null::billing.allocation, one.row || jsonb_build_object('id', gen_random_uuid(), 'document_id', lot.id,
      'day', day - 20 + n / part, 'amount_minor', case when g % 3 = 0 then 200 else (1000 + g) / 2 end)) a where g % 7 > 0;
  insert into billing.amendment select a.* from (select to_jsonb(t) as row from billing.amendment t where kind = 'start' limit 1) one, lot
    cross join generate_series(1, 2) part cross join lateral jsonb_populate_record(null::billing.amendment, one.row || jsonb_build_object(
      'contract_id', id, 'seq', part, 'kind', case part when 1 then 'start' else 'seats' end, 'effective', day + 20 * part,
      'recorded_day', day, 'recorded_at', day + 12 * part)) a where g <= 90;
  set session_replication_role = origin`

describe('what boards count by week is what is found by asking week by week', () => {
  test('who pays something that recurs, and what a year', async () => {
    const plain = (by: string, what: string) =>
      shop.query(
        `select w.week, ${by} ${what}
         from generate_series(0, 11) w(week) join billing.contract_item i on i.from_day <= $1::date - 7 * w.week and (i.to_day is null or i.to_day > $1::date - 7 * w.week)
         join billing.contract c on c.id = i.contract_id where i.annual_minor > 0 and i.per <> 'once' group by 1${by ? ', 2' : ''}`,
        [today],
      )
    const paid = await plain('c.currency,', 'sum(i.annual_minor)::bigint as minor')
    expect(paid.rows.length).toBe(24)
    expect(sorted(await shop.cast.open((ctx) => runRateByWeek(ctx.tx, everything, today)))).toEqual(sorted(paid.rows))
    // whoever pays in two currencies is one customer
    const payers = await plain('', 'count(distinct c.account_id)::int as customers')
    expect(payers.rows.length).toBe(12)
    expect(sorted(await shop.cast.open((ctx) => customersByWeek(ctx.tx, everything, today)))).toEqual(sorted(payers.rows))
    const byCurrency = await plain('c.currency,', 'count(distinct c.account_id)::int as customers')
    const sum = (rows: { customers: number }[]) => rows.reduce((all, row) => all + row.customers, 0)
    expect(sum(byCurrency.rows)).toBeGreaterThan(sum(payers.rows))
  })

  test('what was overdue', async () => {
    const plain = await shop.query(
      `with late as (select d.* from billing.document_balance b join billing.document d on d.id = b.document_id where d.kind = 'invoice'
         and (b.settled_day > $1::date - 84 and d.due_day < b.settled_day or b.open_minor > 0 and d.due_day < $1::date))
       select w.week, late.currency, sum(late.gross_minor - coalesce((select sum(a.amount_minor) from billing.allocation a
         where a.document_id = late.id and a.day <= $1::date - 7 * w.week), 0))::bigint as minor
       from generate_series(0, 11) w(week) join late on late.due_day < $1::date - 7 * w.week group by 1, 2`,
      [today],
    )
    const found = await shop.cast.open((ctx) => overdueByWeek(ctx.tx, everything, today))
    expect(plain.rows.length).toBe(24)
    expect(sorted(found)).toEqual(sorted(plain.rows))
  })

  test('what was begun and what was added', async () => {
    const plain = (kind: string, recentDays: number) =>
      shop.query(
        `select floor(extract(epoch from $1::timestamptz - a.recorded_at) / 604800)::int as week,
           a.recorded_at > $1::timestamptz - make_interval(days => $3) as recent, c.currency, count(*)::int as n,
           sum(coalesce((select sum(i.annual_minor) from billing.contract_item i where i.contract_id = a.contract_id and i.from_day <= a.effective
             and coalesce(i.to_day, 'infinity') > a.effective and i.amendment_seq <= a.seq), 0)
           - case when a.kind = 'seats' then coalesce((select sum(i.annual_minor) from billing.contract_item i where i.contract_id = a.contract_id
             and i.from_day < a.effective and coalesce(i.to_day, 'infinity') >= a.effective), 0) else 0 end)::bigint as minor
         from billing.amendment a join billing.contract c on c.id = a.contract_id
         where a.kind = $2 and a.recorded_at > $1::timestamptz - interval '91 days' and a.recorded_at <= $1 group by 1, 2, 3`,
        [now, kind, recentDays],
      )
    for (const ask of [{ kind: 'start', recentDays: 30 } as const, { kind: 'seats', recentDays: 90 } as const]) {
      const { rows } = await plain(ask.kind, ask.recentDays)
      expect(rows.length).toBeGreaterThan(12)
      expect(sorted(await shop.cast.open((ctx) => movedByWeek(ctx.tx, everything, now, ask)))).toEqual(sorted(rows))
    }
  })

  test('how long invoices on terms took, and what is owed by age: as their documents say', async () => {
    const took = await shop.query(
      `select week, percentile_cont(0.5) within group (order by took)::numeric(8, 1)::text as days, count(*)::int as n from (
         select ($1::date - b.settled_day) / 7 as week, b.settled_day - d.issue_day as took from billing.document_balance b
         join billing.document d on d.id = b.document_id where d.kind = 'invoice' and d.due_day > d.issue_day
           and b.settled_day > $1::date - 84 and b.settled_day <= $1::date) paid group by grouping sets ((week), ())`,
      [today],
    )
    expect(took.rows.length).toBe(13)
    expect(sorted(await shop.cast.open((ctx) => daysToPay(ctx.tx, everything, today)))).toEqual(sorted(took.rows))
    const owed = await shop.query(
      `select case when late <= 0 then 'not_due' when late <= 14 then 'to_14' when late <= 30 then 'to_30' else 'over_30' end as age, currency,
         count(*)::int as documents, sum(open)::bigint as open_minor, max(late) as oldest,
         sum(case when late between -30 and 0 then open else 0 end)::bigint as soon_minor
       from (select d.currency, b.open_minor as open, ($1::timestamptz at time zone e.zone)::date - d.due_day as late from billing.document d
         join billing.document_balance b on b.document_id = d.id join billing.legal_entity e on e.id = d.entity_id
         where d.kind = 'invoice' and b.open_minor > 0) late group by 1, 2`,
      [now],
    )
    expect(owed.rows.length).toBeGreaterThan(5)
    expect(sorted(await shop.cast.open((ctx) => owedByAge(ctx.tx, everything, now)))).toEqual(sorted(owed.rows))
  })

  test('somebody’s own customers: no other’s rows are in any of them', async () => {
    const none = { of: 'owners', owners: ['00000000-0000-7000-8000-ffffffffffff'], pool: false } as const
    const found = await shop.cast.open((ctx) =>
      Promise.all([
        runRateByWeek(ctx.tx, none, today),
        customersByWeek(ctx.tx, none, today),
        overdueByWeek(ctx.tx, none, today),
        owedByAge(ctx.tx, none, now),
        movedByWeek(ctx.tx, none, now, { kind: 'start', recentDays: 30 }),
      ]),
    )
    expect(found.flat()).toEqual([])
    expect((await shop.cast.open((ctx) => daysToPay(ctx.tx, none, today))).filter((row) => row.n > 0)).toEqual([])
  })

  test('which terms ended, and who left', async () => {
    const over = `coalesce(c.ended_on, c.end_day) > $1::date - 84 and coalesce(c.ended_on, c.end_day) <= $1::date`
    const week = '($1::date - coalesce(c.ended_on, c.end_day)) / 7 as week'
    const lost = await shop.query(`select ${week}, 0 as kept, count(*)::int as lost from billing.contract c where ${over} group by 1`, [
      today,
    ])
    expect(lost.rows.length).toBeGreaterThan(8)
    expect(sorted(await shop.cast.open((ctx) => termsEnded(ctx.tx, everything, today, 84)))).toEqual(sorted(lost.rows))
    const left = await shop.query(`select ${week}, c.currency, count(*)::int as n from billing.contract c where ${over} group by 1, 2`, [
      today,
    ])
    const found = await shop.cast.open((ctx) => leftByWeek(ctx.tx, everything, today, 84))
    expect(sorted(found.map(({ minor: _minor, ...row }) => row))).toEqual(sorted(left.rows))
  })
})

function sorted(rows: readonly object[]): string[] {
  return rows
    .map((row) => JSON.stringify(Object.entries(row).sort(), (_key, value) => (typeof value === 'bigint' ? String(value) : value)))
    .sort()
}
