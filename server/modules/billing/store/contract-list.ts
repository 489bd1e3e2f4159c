import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { asTyped, holds } from '../../../kernel/words.ts'
import { nearReach, ownerOfAccount, visibleAccounts } from '../../customers/index.ts'
import { contractsList } from '../contract.ts'
import type { ContractTable } from '../tables.ts'
import { buyerCalled } from './profiles.ts'
import { tables } from './rows.ts'
import { earliestToday, latestToday, todayOfContract } from './today.ts'

type Seen = { reach: Reach; asking: Asking; now: Date; grace_days: number }
type Renewal = 'agreed' | 'quoted' | 'automatic' | 'to_quote' | 'ending'
export type ListedContract = ContractTable & { owner_id: string | null; owner_name: string | null; renewal: Renewal | null }

export async function listContracts(tx: Tx, seen: Seen, asked: Asked): Promise<Page<ListedContract>> {
  const reach = await nearReach(tx, seen.reach)
  const rows = tables(tx)
    .selectFrom('contract')
    .selectAll('contract')
    .select([owner.id.as('owner_id'), owner.name.as('owner_name'), renewalOf(seen).as('renewal')])
    .where(visibleAccounts(reach, 'contract.account_id'))
  const search = async (words: string, nearness: Parameters<typeof holds>[2]) => [
    ...asTyped(nearness, () => [holds(ownWords, words, nearness)]),
    ...(await buyerCalled(tx, reach, 'contract.profile_id', words, nearness)),
  ]
  return askList(tx, { list: contractsList.list, asking: seen.asking, rows, id: 'contract.id', by: columns(seen), search }, asked)
}

const ownWords = sql<string>`kernel.fold(contract.number || ' ' || coalesce(contract.po_number, ''))`
const owner = ownerOfAccount('contract.account_id')

function columns(seen: Seen): Expressed<typeof contractsList.list> {
  return {
    number: sql`contract.number`,
    customer: {
      name: sql`(select kernel.fold(p.legal_name) from billing.profile p where p.id = contract.profile_id)`,
      id: sql`contract.account_id`,
    },
    product: sql`(select p.name from billing.contract_item i join billing.product p on p.id = i.product_id
      where i.contract_id = contract.id order by i.from_day, i.item limit 1)`,
    seats: inForce('quantity', seen.now),
    annual: inForce('annual_minor', seen.now),
    currency: sql`contract.currency`,
    runs_until: sql`(contract.end_day - 1)`,
    renewal: renewalOf(seen),
    state: { value: stateOf(seen), is: (state) => stateIs(state, seen) },
    owner,
    start: sql`contract.start_day`,
    auto_renew: sql`contract.auto_renew`,
    next_bill_day: sql`contract.next_bill_day`,
    entity: sql`(select e.code from billing.legal_entity e where e.id = contract.entity_id)`,
  }
}

/** What is in force on the contract's today, before the term on its first day and after it on its last: as `inForce` of pricing. */
function inForce(column: 'quantity' | 'annual_minor', now: Date): RawBuilder<unknown> {
  return sql`(select sum(i.${sql.ref(column)}) from (
      select item.*, item.from_day <= own.today and (item.to_day is null or item.to_day > own.today) as holds,
        bool_or(item.from_day <= own.today and (item.to_day is null or item.to_day > own.today)) over () as any_holds,
        min(item.from_day) over () as first_day, max(coalesce(item.to_day, 'infinity')) over () as last_day, own.today
      from billing.contract_item item, (select ${todayOfContract(now)} as today) own where item.contract_id = contract.id) i
    where case when i.any_holds then i.holds when i.today < i.first_day then i.from_day = i.first_day
      else coalesce(i.to_day, 'infinity') = i.last_day end)`
}

/** What is known of the next term: a renewal that was accepted, one that is offered, or who has to do something. */
function renewalOf({ now, grace_days }: Seen) {
  const renews = sql`q.contract_id = contract.id and q.kind = 'renewal' and q.declined_at is null and q.withdrawn_at is null`
  return sql<Renewal | null>`case when contract.end_day is null or contract.ended_on <= ${todayOfContract(now)}
      or contract.end_day + ${grace_days}::int <= ${todayOfContract(now)} then null
    when contract.ended_on is not null then 'ending'
    when exists (select from billing."order" o join billing.quote q on q.id = o.quote_id where ${renews} and q.accepted_at is not null
      and o.contract_id is null and o.failed_at is null and o.cancelled_at is null) then 'agreed'
    when exists (select from billing.quote q where ${renews} and q.offered_at is not null and q.accepted_at is null
      and q.valid_until >= ${todayOfContract(now)}) then 'quoted'
    when contract.auto_renew then 'automatic' else 'to_quote' end`
}

/** The state on the contract's own day, derived from dates; the same words as `stateOn` of the rules. */
function stateOf({ now, grace_days }: Seen) {
  const today = todayOfContract(now)
  return sql<string>`case when contract.ended_on <= ${today} then 'ended' when contract.start_day > ${today} then 'pending'
    when contract.end_day is null or contract.end_day > ${today} then 'active'
    when contract.end_day + ${grace_days}::int > ${today} then 'in_grace' else 'lapsed' end`
}

function stateIs(state: string, seen: Seen): RawBuilder<SqlBool> {
  const today = todayOfContract(seen.now)
  // most contracts are: said plainly, so that the database walks from the newest instead of judging every one
  if (state === 'active')
    return sql<SqlBool>`((contract.ended_on is null or contract.ended_on > ${today}) and contract.start_day <= ${today}
      and (contract.end_day is null or contract.end_day > ${today}))`
  return sql<SqlBool>`(${daysOf(state, seen)} and ${stateOf(seen)} = ${state})`
}

/** What the dates of a state have in common, said plainly for an index: states other than active are few. */
function daysOf(state: string, { now, grace_days }: Seen): RawBuilder<SqlBool> {
  if (state === 'ended') return sql<SqlBool>`contract.ended_on <= ${latestToday(now)}`
  if (state === 'pending') return sql<SqlBool>`contract.start_day > ${earliestToday(now)}`
  if (state === 'in_grace')
    return sql<SqlBool>`contract.end_day <= ${latestToday(now)} and contract.end_day > ${earliestToday(now)} - ${grace_days}::int`
  return sql<SqlBool>`contract.end_day <= ${latestToday(now)} - ${grace_days}::int`
}
