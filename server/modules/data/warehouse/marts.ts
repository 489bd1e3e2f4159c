import type { Warehouse } from '../../../adapters/warehouse/duckdb.ts'
import { exponentOf } from '../../../kernel/money.ts'
import type { Day } from '../../../kernel/period.ts'
import { facts } from './facts.ts'

/** What the company says about itself, as far as figures need it. */
export type CompanyToday = { currency: string; fiscalYearEnd: string; today: Day }

/** Account kinds that never count as customers. */
const ours = `('internal', 'test', 'partner')`

/** Views over landed rows; they hold no data, so that a rule changes everywhere at once. */
export const martViewsSql = `
-- what a document is today is worked out here: a day that passes moves no row of the room's
create or replace view core.core_invoice_today as
  select i.*, case when i.kind = 'credit_note' then 'issued' when i.open = 0 then 'paid' when i.due_day < t.day then 'overdue'
    when i.open < i.gross then 'part_paid' else 'issued' end as status
  from core.core_invoice i, core.core_today t;

-- production: fit by its own reports (kept with the row), not excluded, not a licence of our own use; excluded_for says the same in words
create or replace view mart.mart_server_day as
  select s.server_id as server, s.day, s.active_users_daily, s.active_users_monthly, s.registered_users,
    greatest(s.registered_users - coalesce(s.deactivated_users, 0), 0) as registered_active_users, s.version, s.edition, s.licence_id,
    l.account, l.contract, case when s.licence_id is null then 'community' else 'licensed' end as licensing,
    case when s.unfit is not null then s.unfit when x.server_id is not null then 'excluded' when l.kind = 'internal' then 'internal_licence' end
      as excluded_for,
    s.unfit is null and x.server_id is null and l.kind is distinct from 'internal' as production, s.received_at, s.source
  from mart.server_day s
  left join core.core_licence l on l.wire_id = s.licence_id
  left join core.core_server_exclusion x
    on x.server_id = s.server_id and s.day >= x.valid_from and s.day < coalesce(x.valid_to, date '9999-12-31');

create or replace view core.core_server as
  select server, min(day) as first_seen, max(day) as last_seen, max_by(licence_id, day) as licence_id, max_by(account, day) as account,
    max_by(version, day) as version, max_by(production, day) as production, max_by(excluded_for, day) as reason
  from mart.mart_server_day group by server;

-- one row per item and day in force: pieces are kept by month, since a month has one rate, and meet the days only when asked
create or replace view mart.mart_arr_daily as
  select p.account, p.contract, p.contract_id, p.item, p.piece, d.day, p.product, p.family, p.quantity, p.currency, p.annual_minor, p.annual_reporting
  from mart.arr_piece p join core.core_day d on d.month = p.month and d.day >= p.from_day and d.day < p.to_day;

create or replace view mart.mart_orders as
  select o.number as "order", o.order_id, o.account, o.contract, o.fulfilled_day as day, o.channel, o.kind, o.currency, o.net,
    cast(round(cast(o.net as decimal(18, 0)) * f.factor, 0) as bigint) as net_reporting
  from core.core_order o
  left join core.core_fx f on f.base = o.currency and f.month = date_trunc('month', o.fulfilled_day)::date
  where o.state = 'fulfilled';
`

/** Licences by the id that servers report, worked out when the rooms moved: every question about servers reads them. */
const licencesSql = `
create or replace table core.core_licence as
  select wire_id, any_value(number) as number, any_value(account) as account, any_value(contract) as contract, any_value(kind) as kind,
    max(seats) as seats, any_value(product) as product
  from core.core_licence_grant group by wire_id`

const fxSql = `
create or replace table core.core_fx as
  select base, (month || '-01')::date as month, cast(cast(rate as decimal(24, 12)) * cast(power_of_ten as decimal(18, 6)) as decimal(20, 10)) as factor
  from core.core_rate join temp.scale on scale.currency = core_rate.base
  where quote = $currency and base <> $currency
  union all select $currency, month, cast(1 as decimal(20, 10)) from (select distinct month from core.core_day)`

/** An item's stay cut at month ends, each part at its month's rate, rounded half away from zero to minor units of the reporting currency. */
const piecesSql = `
create or replace table mart.arr_piece as
  with live as (
    select i.*, least(coalesce(i.to_day, date '9999-12-31'), $horizon::date) as until
    from core.core_contract_item i left join core.core_account a on a.account = i.account
    where i.recurring and i.annual_minor <> 0 and coalesce(a.kind, 'business') not in ${ours}
  ), months as (select distinct month, (month + interval 1 month)::date as next from core.core_day)
  select l.account, l.contract, l.contract_id, l.item, l.n as piece, m.month, greatest(l.from_day, m.month) as from_day, least(l.until, m.next) as to_day,
    l.product, l.family, l.quantity, l.currency, l.annual_minor,
    cast(round(cast(l.annual_minor as decimal(18, 0)) * f.factor, 0) as bigint) as annual_reporting
  from live l join months m on l.from_day < m.next and l.until > m.month
  left join core.core_fx f on f.base = l.currency and f.month = m.month
  where greatest(l.from_day, m.month) < least(l.until, m.next)
  order by m.month`

/**
 * How each account's ARR changed in each calendar month, both ends at the month's rate: a0 at the end of the day before it began,
 * a1 on its last day (today, in the running month).
 */
const movementSql = `
create or replace table mart.mart_arr_movement as
  with months as (
    select month, month - 1 as eve, least((month + interval 1 month)::date - 1, $today::date) as last
    from (select distinct month from core.core_day)
    where month <= $today::date and month >= (select date_trunc('month', min(from_day))::date from mart.arr_piece)
  ), stays as (
    select i.account, i.contract, i.from_day, coalesce(i.to_day, date '9999-12-31') as to_day, i.annual_minor, i.currency, i.family, i.product
    from core.core_contract_item i left join core.core_account a on a.account = i.account
    where i.recurring and i.annual_minor <> 0 and coalesce(a.kind, 'business') not in ${ours}
  ), valued as (
    select m.month, m.last, s.account, s.from_day, s.to_day,
      s.from_day <= m.eve and s.to_day > m.eve as at_start, s.from_day <= m.last and s.to_day > m.last as at_end,
      cast(round(cast(s.annual_minor as decimal(18, 0)) * f.factor, 0) as bigint) as amount
    from months m join stays s on (s.from_day <= m.eve and s.to_day > m.eve) or (s.from_day <= m.last and s.to_day > m.last)
    left join core.core_fx f on f.base = s.currency and f.month = m.month
  ), ends as (
    select month, last, account,
      coalesce(sum(amount) filter (where at_start), 0)::bigint as a0, coalesce(sum(amount) filter (where at_end), 0)::bigint as a1,
      count(*) filter (where amount is null) as unpriced,
      min(from_day) filter (where at_end and from_day >= month) as began
    from valued group by month, last, account
  ), gaps as (
    select e.month, e.account, max(s.to_day) filter (where s.to_day <= coalesce(e.began, e.month)) as ended
    from ends e join stays s on s.account = e.account and s.from_day < e.month
    where e.a0 = 0 and e.a1 > 0 group by e.month, e.account
  )
  select e.account, e.month as day, e.last as last_day, e.a0, e.a1, abs(e.a1 - e.a0) as amount, g.ended as arr_ended_before, e.unpriced,
    case when e.unpriced > 0 then 'unpriced'
      when e.a0 = 0 and e.a1 > 0 and g.ended is null then 'new'
      when e.a0 = 0 and e.a1 > 0 and coalesce(e.began, e.month) - g.ended <= 90 then 'late_renewal'
      when e.a0 = 0 and e.a1 > 0 then 'resurrected'
      when e.a1 > e.a0 then 'expansion' when e.a1 = 0 and e.a0 > 0 then 'churned' when e.a1 < e.a0 then 'contraction' else 'same' end as category
  from ends e left join gaps g on g.month = e.month and g.account = e.account
  where e.a0 <> e.a1 or e.unpriced > 0`

/** What is worked out here and kept rests on these facts; the others are read as they are. */
const kept = new Set(['core_account', 'core_contract_item', 'core_licence_grant', 'core_rate'])
const restsOn = new Set(facts.filter(({ fact }) => kept.has(fact)).map(({ of }) => of))

/** Whether what was kept for a company of then fits the one of now. */
export function sameCompany(then: CompanyToday | undefined, now: CompanyToday): boolean {
  return then?.today === now.today && then.currency === now.currency && then.fiscalYearEnd === now.fiscalYearEnd
}

/** Whether what is kept must be built anew when these views have moved: a meeting that moves alters no licence and no revenue. */
export function martsRestOn(moved: ReadonlySet<string>): boolean {
  return [...moved].some((view) => restsOn.has(view))
}

/** Builds what rests on the rooms' views: licences, rates, pieces, movements. One transaction, so that a reader sees all or nothing. */
export async function buildMarts(warehouse: Warehouse, company: CompanyToday): Promise<void> {
  const start = Number(company.fiscalYearEnd.slice(0, 2)) % 12
  await warehouse.write(async (writer) => {
    const shift = `interval ${start} month`
    await writer.run(`update core.core_day set fiscal_quarter = (date_trunc('quarter', day - ${shift}) + ${shift})::date,
      fiscal_year = (date_trunc('year', day - ${shift}) + ${shift})::date
      where fiscal_year <> (date_trunc('year', day - ${shift}) + ${shift})::date
        or fiscal_quarter <> (date_trunc('quarter', day - ${shift}) + ${shift})::date`)
    await writer.run('create or replace temp table scale (currency varchar, power_of_ten decimal(18, 6))')
    const bases = await writer.rows('select distinct base from core.core_rate')
    for (const row of bases) {
      const currency = String(row['base'])
      const shiftDigits = exponentOf(company.currency) - exponentOf(currency)
      await writer.run('insert into scale values ($currency, cast($power as decimal(18, 6)))', { currency, power: scaleText(shiftDigits) })
    }
    await writer.run('delete from core.core_today')
    await writer.run('insert into core.core_today values ($today)', { today: company.today })
    await writer.run(licencesSql)
    await writer.run(fxSql, { currency: company.currency })
    await writer.run(piecesSql, { horizon: `${Number(company.today.slice(0, 4)) + 3}-01-01` })
    await writer.run(movementSql, { today: company.today })
  })
}

function scaleText(digits: number): string {
  return digits >= 0 ? `1${'0'.repeat(digits)}` : `0.${'0'.repeat(-digits - 1)}1`
}
