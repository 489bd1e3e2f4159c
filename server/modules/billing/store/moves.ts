import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { Move, Paid } from '../rules/news.ts'
import { endedBetween } from './renewals.ts'

/** What was in force on a contract on a day, as far as amendments up to one say it. */
const inForce = (day: string, seq = 'null::int') => sql`lateral (
    select sum(i.annual_minor)::bigint as annual, sum(i.quantity) filter (where i.per <> 'once') as seats,
      min(p.name) filter (where i.per <> 'once') as product
    from billing.contract_item i join billing.product p on p.id = i.product_id
    where i.contract_id = m.contract_id and i.from_day <= ${sql.raw(day)} and (i.to_day is null or i.to_day > ${sql.raw(day)})
      and i.amendment_seq <= coalesce(${sql.raw(seq)}, i.amendment_seq))`

/** What it pays a year on a day, where no more is asked. */
const yearly = (day: string, seq?: string) => sql`lateral (
    select sum(i.annual_minor)::bigint as annual from billing.contract_item i
    where i.contract_id = m.contract_id and i.from_day <= ${sql.raw(day)} and (i.to_day is null or i.to_day > ${sql.raw(day)})
      ${seq ? sql`and i.amendment_seq <= ${sql.raw(seq)}` : sql``})`

/** The moves since an instant, newest first. A contract runs out on its last day and is left when its days of grace are over. */
export async function movesSince(
  tx: Tx,
  reach: Reach,
  ask: { since: Date; today: string; graceDays: number; limit: number },
): Promise<Move[]> {
  const { rows } = await sql<Move>`
    with moved as (
      select a.kind, a.recorded_at as at, a.contract_id, a.seq, a.effective as after_day, a.effective - 1 as before_day, a.source, q.channel
      from billing.amendment a left join billing.quote q on q.id = a.quote_id
      where a.recorded_at >= ${ask.since} and a.kind in ('start', 'seats', 'renew')
      union all
      select e.kind, (e.day::timestamp at time zone e.zone), e.id, null, e.day, e.last, null, null
      from (
        select 'left' as kind, c.id, c.zone, c.ended_on as day, c.ended_on - 1 as last from billing.contract c
          where c.ended_on > (${ask.since}::timestamptz)::date and c.ended_on <= ${ask.today}::date
        union all
        select 'ran_out', c.id, c.zone, c.end_day, c.end_day - 1 from billing.contract c
          where c.ended_on is null and c.end_day > (${ask.since}::timestamptz)::date and c.end_day <= ${ask.today}::date
        union all
        select 'left', c.id, c.zone, c.end_day + ${ask.graceDays}::int, c.end_day - 1 from billing.contract c
          where c.ended_on is null and c.end_day > (${ask.since}::timestamptz)::date - ${ask.graceDays}::int
            and c.end_day <= ${ask.today}::date - ${ask.graceDays}::int
      ) e
    )
    select m.kind, m.at, m.contract_id, c.account_id, f.legal_name, c.currency, m.channel, m.source, coalesce(now.product, was.product) as product,
      was.seats as seats_before, now.seats as seats_after, was.annual as before_minor, now.annual as after_minor
    from moved m
    join billing.contract c on c.id = m.contract_id and ${visibleAccounts(reach, 'c.account_id')}
    join billing.profile f on f.id = c.profile_id
    left join ${inForce('m.after_day', 'm.seq')} now on true
    left join ${inForce('m.before_day')} was on true
    order by m.at desc, m.contract_id limit ${ask.limit}`.execute(tx)
  return rows
}

/** Invoices that money by transfer closed since a day, newest first: what a card pays at the sale is told with the sale. */
export async function paidSince(tx: Tx, reach: Reach, since: string, limit: number): Promise<Paid[]> {
  const { rows } = await sql<Paid>`
    select p.id, d.id as document_id, p.account_id, f.legal_name, p.day::text as day, p.currency, p.amount_minor, d.due_day::text as due_day
    from billing.payment p
    join billing.profile f on f.id = p.profile_id
    join lateral (select a.document_id from billing.allocation a where a.payment_id = p.id order by a.id limit 1) a on true
    join billing.document d on d.id = a.document_id
    where p.source in ('transfer', 'manual', 'debit') and p.day >= ${since}::date and p.amount_minor > 0 and ${visibleAccounts(reach, 'p.account_id')}
    order by p.day desc, p.id desc limit ${limit}`.execute(tx)
  return rows
}

type MoveWeek = { week: number; recent: boolean; currency: string; n: number; minor: bigint }

/**
 * What was begun, or what was added, a year, by week of the last twelve; `recent`: within so many days. The contract is looked up by itself:
 * joined, the database reads all contracts for those of twelve weeks.
 */
export async function movedByWeek(
  tx: Tx,
  reach: Reach,
  now: Date,
  ask: { kind: 'start' | 'seats'; recentDays: number },
): Promise<MoveWeek[]> {
  const was = ask.kind === 'seats' ? sql`left join ${yearly('m.before_day')} was on true` : sql``
  const before = ask.kind === 'seats' ? sql`coalesce(was.annual, 0)` : sql`0`
  const { rows } = await sql<MoveWeek>`
    select floor(extract(epoch from ${now}::timestamptz - m.at) / 604800)::int as week,
      m.at > ${now}::timestamptz - make_interval(days => ${ask.recentDays}::int) as recent, c.currency, count(*)::int as n,
      sum(coalesce(now.annual, 0) - ${before})::bigint as minor
    from (
      select a.recorded_at as at, a.contract_id, a.seq, a.effective as after_day, a.effective - 1 as before_day from billing.amendment a
      where a.recorded_at > ${now}::timestamptz - interval '91 days' and a.recorded_at <= ${now}::timestamptz and a.kind = ${ask.kind}
    ) m
    cross join lateral (select account_id, currency from billing.contract where id = m.contract_id offset 0) c
    left join ${yearly('m.after_day', 'm.seq')} now on true
    ${was}
    where ${visibleAccounts(reach, 'c.account_id')}
    group by 1, 2, 3 limit 400`.execute(tx)
  return rows
}

type LeftWeek = { week: number; currency: string; n: number; minor: bigint }

/** What left in the last days, by week: what it paid a year on its last day. */
export async function leftByWeek(tx: Tx, reach: Reach, today: string, days: number): Promise<LeftWeek[]> {
  const { rows } = await sql<LeftWeek>`
    select (${today}::date - m.day) / 7 as week, m.currency, count(*)::int as n, coalesce(sum(was.annual), 0)::bigint as minor
    from (
      select c.id as contract_id, c.currency, ended.day, ended.day - 1 as before_day
      from ${endedBetween(today, days)} ended join billing.contract c on c.id = ended.id
      where ${visibleAccounts(reach, 'c.account_id')}
    ) m
    left join ${yearly('m.before_day')} was on true
    group by 1, 2 limit 400`.execute(tx)
  return rows
}
