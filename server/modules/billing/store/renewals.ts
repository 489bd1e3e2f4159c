import { sql } from 'kysely'
import { forItsValues, type Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { visibleAccounts } from '../../customers/index.ts'

export type Outlook = 'agreed' | 'open' | 'risk'
type RenewalWeek = { week: number; outlook: Outlook; currency: string; contracts: number; accounts: string[]; minor: bigint }

/**
 * What renews in the next days, by week and by what we know of it. Agreed: the next term is recorded and has not begun. At risk: it was
 * said that the contract ends, or the customer owes money of it (which is always by invoice) that is more than two weeks late. Open:
 * everything else.
 */
export async function renewalsByWeek(tx: Tx, reach: Reach, today: string, days: number): Promise<RenewalWeek[]> {
  const { rows } = await sql<RenewalWeek>`
    with ending as (
      select c.id, c.account_id, c.currency, c.end_day as day, case
        when not c.auto_renew then 'risk'
        when exists (select from billing.document_balance b
          where b.contract_id = c.id and b.open_minor > 0 and b.due_day < ${today}::date - 14) then 'risk'
        else 'open' end as outlook
      from billing.contract c
      where ${forItsValues} and c.end_day >= ${today}::date and c.end_day < ${today}::date + ${days}::int and (c.ended_on is null or c.ended_on > c.end_day)
        and c.start_day <= ${today}::date and ${visibleAccounts(reach, 'c.account_id')}
      union all
      select c.id, c.account_id, c.currency, a.effective, 'agreed'
      from billing.amendment a join billing.contract c on c.id = a.contract_id
      where a.kind = 'renew' and a.effective > ${today}::date and a.effective < ${today}::date + ${days}::int and ${visibleAccounts(reach, 'c.account_id')}
    )
    select (e.day - ${today}::date) / 7 as week, e.outlook, e.currency, count(distinct e.id)::int as contracts,
      array_agg(distinct e.account_id::text) as accounts, coalesce(sum(i.annual_minor), 0)::bigint as minor
    from ending e
    left join lateral (select annual_minor from billing.contract_item
      where contract_id = e.id and per <> 'once' and from_day < e.day and (to_day is null or to_day >= e.day) offset 0) i on true
    group by 1, 2, 3 limit 500`.execute(tx)
  return rows
}

/** Terms that ended within the last days: how many went on, how many did not. */
export async function termsEnded(
  tx: Tx,
  reach: Reach,
  today: string,
  days: number,
): Promise<{ week: number; kept: number; lost: number }[]> {
  const { rows } = await sql<{ week: number; kept: number; lost: number }>`
    select (${today}::date - day) / 7 as week, count(*) filter (where kept)::int as kept, count(*) filter (where not kept)::int as lost
    from (
      select a.effective as day, true as kept from billing.amendment a join billing.contract c on c.id = a.contract_id
      where a.kind = 'renew' and a.effective > ${today}::date - ${days}::int and a.effective <= ${today}::date and ${visibleAccounts(reach, 'c.account_id')}
      union all
      select ended.day, false from ${endedBetween(today, days)} ended join billing.contract c on c.id = ended.id
      where ${visibleAccounts(reach, 'c.account_id')}
    ) ended group by 1 limit 60`.execute(tx)
  return rows
}

/** Contracts that were ended, or ran out, in the last days: each of the two has an index. */
export function endedBetween(today: string, days: number) {
  const within = (column: 'ended_on' | 'end_day') =>
    sql`c.${sql.raw(column)} > ${today}::date - ${days}::int and c.${sql.raw(column)} <= ${today}::date`
  return sql`(select c.id, c.ended_on as day from billing.contract c where ${within('ended_on')}
    union all select c.id, c.end_day from billing.contract c where ${within('end_day')} and c.ended_on is null)`
}
