import { sql } from 'kysely'
import { forItsValues, type Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { visibleAccounts } from '../../customers/index.ts'
import { todayOfCompany } from './today.ts'

/** Counts and sums for boards: twelve weeks back, week 0 the one that ends today; `recent` the days of the figure itself. */
type ByWeek = { week: number; recent: boolean }

type OrderWeek = ByWeek & { orders: number; alone: number }

/** Orders by week, and those among them that went from price to licence without a person. */
export async function ordersByWeek(tx: Tx, reach: Reach, now: Date, recentDays: number): Promise<OrderWeek[]> {
  const { rows } = await sql<OrderWeek>`
    select floor(extract(epoch from ${now}::timestamptz - o.created_at) / 604800)::int as week,
      o.created_at > ${now}::timestamptz - make_interval(days => ${recentDays}::int) as recent, count(*)::int as orders,
      count(*) filter (where q.channel = 'self_service' and o.fulfilled_at is not null)::int as alone
    from billing."order" o join billing.quote q on q.id = o.quote_id
    where o.created_at > ${now}::timestamptz - interval '84 days' and o.created_at <= ${now}::timestamptz and o.cancelled_at is null
      and ${visibleAccounts(reach, 'o.account_id')}
    group by 1, 2 limit 40`.execute(tx)
  return rows
}

type CardWeek = ByWeek & { asked: number; accepted: number }

/** First askings of a card by week, and those that were accepted. */
export async function cardsByWeek(tx: Tx, reach: Reach, now: Date, recentDays: number): Promise<CardWeek[]> {
  const { rows } = await sql<CardWeek>`
    select floor(extract(epoch from ${now}::timestamptz - a.at) / 604800)::int as week,
      a.at > ${now}::timestamptz - make_interval(days => ${recentDays}::int) as recent, count(*)::int as asked,
      count(*) filter (where a.outcome = 'succeeded')::int as accepted
    from billing.payment_attempt a join billing.payment_intent i on i.id = a.intent_id
    where a.n = 1 and a.at > ${now}::timestamptz - interval '84 days' and a.at <= ${now}::timestamptz and ${visibleAccounts(reach, 'i.account_id')}
    group by 1, 2 limit 40`.execute(tx)
  return rows
}

export type Age = 'not_due' | 'to_14' | 'to_30' | 'over_30'
type AgeRow = { age: Age; currency: string; documents: number; open_minor: bigint; oldest: number; soon_minor: bigint }

/** What is owed, which is always by invoice, by how long it has been due on its company's calendar; `soon` comes due within 30 days. */
export async function owedByAge(tx: Tx, reach: Reach, now: Date): Promise<AgeRow[]> {
  const { rows } = await sql<AgeRow>`
    with own as materialized (select id, (${now}::timestamptz at time zone zone)::date as today from billing.legal_entity)
    select case when late <= 0 then 'not_due' when late <= 14 then 'to_14' when late <= 30 then 'to_30' else 'over_30' end as age, currency,
      count(*)::int as documents, sum(open_minor)::bigint as open_minor, max(late)::int as oldest,
      coalesce(sum(open_minor) filter (where late <= 0 and late >= -30), 0)::bigint as soon_minor
    from (
      select b.currency, b.open_minor, own.today - b.due_day as late
      from billing.document_balance b join own on own.id = b.entity_id
      where b.open_minor > 0 and ${visibleAccounts(reach, 'b.account_id')}
    ) owed group by 1, 2 limit 400`.execute(tx)
  return rows
}

type MoneyWeek = { week: number; currency: string; minor: bigint }

/**
 * What was overdue at the end of each of twelve weeks, as the money stood then. An invoice counts from the day after it was due, what was
 * paid of it from the day on which it was paid: each amount is read once and put into the oldest week in which it counts.
 * Only an invoice is owed or settled, and what is asked of it stands beside what is open of it.
 */
export async function overdueByWeek(tx: Tx, reach: Reach, today: string): Promise<MoneyWeek[]> {
  const { rows } = await sql<MoneyWeek>`
    with late as materialized (
      select b.document_id as id, b.currency, b.gross_minor, b.gross_minor as paid_minor, b.due_day from billing.document_balance b
      where ${forItsValues} and b.settled_day > ${today}::date - 84 and b.due_day < b.settled_day and ${visibleAccounts(reach, 'b.account_id')}
      union all
      select b.document_id, b.currency, b.gross_minor, b.gross_minor - b.open_minor, b.due_day from billing.document_balance b
      where b.open_minor > 0 and b.due_day < ${today}::date and ${visibleAccounts(reach, 'b.account_id')}
    ), counted as (
      select currency, due_day + 1 as since, gross_minor as minor from late
      union all
      select late.currency, greatest(a.day, late.due_day + 1), -a.amount_minor from late
        cross join lateral (select day, amount_minor from billing.allocation where document_id = late.id offset 0) a
      where late.paid_minor > 0
    ), summed as (
      select currency, least((${today}::date - since) / 7, 11) as oldest, sum(minor) as minor from counted
      where since <= ${today}::date group by 1, 2
    )
    select w.week, s.currency, sum(s.minor)::bigint as minor
    from generate_series(0, 11) w(week) join summed s on s.oldest >= w.week
    group by 1, 2 limit 400`.execute(tx)
  return rows
}

type OpenQuotes = { state: 'requested' | 'offered'; currency: string; quotes: number; late: number; net_minor: bigint }

/** Quotes that wait for our answer, those past the day that we promised among them, and offers that wait for theirs. */
export async function openQuotes(tx: Tx, reach: Reach, now: Date): Promise<OpenQuotes[]> {
  const today = todayOfCompany(now, 'q.entity_id')
  const { rows } = await sql<OpenQuotes>`
    select case when q.offered_at is null then 'requested' else 'offered' end as state, q.currency, count(*)::int as quotes,
      count(*) filter (where q.offered_at is null and q.answer_by < ${today})::int as late, sum((q.totals ->> 'net_minor')::bigint)::bigint as net_minor
    from billing.quote q
    where q.accepted_at is null and q.declined_at is null and q.withdrawn_at is null and (q.requested_at is not null or q.offered_at is not null)
      and q.valid_until >= ${today} and q.valid_until > (${now}::timestamptz - interval '2 days')::date and ${visibleAccounts(reach, 'q.account_id')}
    group by 1, 2 limit 400`.execute(tx)
  return rows
}

type MonthSum = {
  what: 'invoiced' | 'collected'
  span: 'now' | 'before' | 'week'
  week: number | null
  currency: string
  n: number
  minor: bigint
}

/** Invoiced less credited, and paid: this month so far, the same days of the month before, and by week. */
export async function moneyOfMonth(
  tx: Tx,
  reach: Reach,
  days: { today: string; first: string; before: string; beforeEnd: string },
): Promise<MonthSum[]> {
  const { rows } = await sql<MonthSum>`
    with moved as (
      select 'invoiced' as what, d.issue_day as day, d.currency, case d.kind when 'invoice' then d.net_minor else -d.net_minor end as minor
      from billing.document d
      where ${forItsValues} and d.issue_day > least(${days.today}::date - 84, ${days.before}::date - 1) and d.issue_day <= ${days.today}::date and ${visibleAccounts(reach, 'd.account_id')}
      union all
      select 'collected', p.day, p.currency, p.amount_minor from billing.payment p
      where p.day > least(${days.today}::date - 84, ${days.before}::date - 1) and p.day <= ${days.today}::date
        and p.source in ('card', 'debit', 'transfer', 'manual') and ${visibleAccounts(reach, 'p.account_id')}
    )
    select what, 'week' as span, (${days.today}::date - day) / 7 as week, currency, count(*)::int as n, sum(minor)::bigint as minor
      from moved where day > ${days.today}::date - 84 group by 1, 2, 3, 4
    union all
    select what, case when day >= ${days.first}::date then 'now' else 'before' end, null::int, currency, count(*)::int, sum(minor)::bigint
      from moved where day >= ${days.first}::date or (day >= ${days.before}::date and day <= ${days.beforeEnd}::date) group by 1, 2, 3, 4
    limit 1000`.execute(tx)
  return rows
}

type PayWeek = { week: number | null; days: string; n: number }

/** Days from invoice to money in the middle, of invoices on terms that were paid in the last 84 days; week null is all of them. */
export async function daysToPay(tx: Tx, reach: Reach, today: string): Promise<PayWeek[]> {
  const { rows } = await sql<PayWeek>`
    select week, percentile_cont(0.5) within group (order by took)::numeric(8, 1)::text as days, count(*)::int as n
    from (
      select (${today}::date - b.settled_day) / 7 as week, b.settled_day - b.issue_day as took
      from billing.document_balance b
      where ${forItsValues} and b.settled_day > ${today}::date - 84 and b.settled_day <= ${today}::date and b.due_day > b.issue_day
        and ${visibleAccounts(reach, 'b.account_id')}
    ) paid group by grouping sets ((week), ()) limit 40`.execute(tx)
  return rows
}

/** What lies with us of customers’ money, by currency. */
export async function balanceSums(tx: Tx, reach: Reach): Promise<{ currency: string; n: number; minor: bigint }[]> {
  const { rows } = await sql<{ currency: string; n: number; minor: bigint }>`
    select b.currency, count(*)::int as n, sum(b.amount_minor)::bigint as minor
    from billing.profile_balance b join billing.profile f on f.id = b.profile_id
    where b.amount_minor > 0 and ${visibleAccounts(reach, 'f.account_id')} group by b.currency limit 100`.execute(tx)
  return rows
}

/**
 * Items that recur with the weeks of the last twelve at whose end they hold, as the bits of a number: an item counts from one week to
 * another. What an item is asked for stands in one index, and is grouped before there are weeks.
 */
function itemsByWeeks(reach: Reach, today: string) {
  const oldest = sql`least((${today}::date - i.from_day) / 7, 11)`
  const newest = sql`case when i.to_day <= ${today}::date then (${today}::date - i.to_day) / 7 + 1 else 0 end`
  return {
    weeks: sql`(1 << (${oldest} + 1)) - (1 << ${newest})`,
    rows: sql`billing.contract_item i where i.annual_minor > 0 and i.per <> 'once' and i.from_day <= ${today}::date
      and (i.to_day is null or i.to_day > ${today}::date - 77) and ${newest} <= ${oldest}
      and ${forItsValues} and ${visibleAccounts(reach, 'i.account_id')}`,
  }
}

/** What contracts in force pay a year, at the end of each of twelve weeks. */
export async function runRateByWeek(tx: Tx, reach: Reach, today: string): Promise<MoneyWeek[]> {
  const { weeks, rows: items } = itemsByWeeks(reach, today)
  const { rows } = await sql<MoneyWeek>`
    with held as (select i.currency, ${weeks} as weeks, sum(i.annual_minor) as minor from ${items} group by 1, 2)
    select w.week, held.currency, sum(held.minor)::bigint as minor
    from generate_series(0, 11) w(week) join held on held.weeks & (1 << w.week) > 0
    group by 1, 2 limit 400`.execute(tx)
  return rows
}

/** Who pays something that recurs, at the end of each of twelve weeks: an account once, in however many currencies it pays. */
export async function customersByWeek(tx: Tx, reach: Reach, today: string): Promise<{ week: number; customers: number }[]> {
  const { weeks, rows: items } = itemsByWeeks(reach, today)
  const { rows } = await sql<{ week: number; customers: number }>`
    with customer as (select bit_or(${weeks}) as weeks from ${items} group by i.account_id),
      alike as (select weeks, count(*) as customers from customer group by 1)
    select w.week, sum(alike.customers)::int as customers
    from generate_series(0, 11) w(week) join alike on alike.weeks & (1 << w.week) > 0
    group by 1 limit 12`.execute(tx)
  return rows
}
