import { sql } from 'kysely'
import { forItsValues, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { AmendmentTable, ContractItemTable, ContractTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'
import { earliestToday, latestToday, todayOfContract } from './today.ts'

export async function saveContract(tx: Tx, contract: ContractTable): Promise<void> {
  await saveRows(tx, 'contract', [contract])
}

export async function getContract(tx: Tx, id: string, accountId?: string): Promise<ContractTable> {
  return contractOr404(await contractQuery(tx, id, accountId).executeTakeFirst())
}

export async function contractById(tx: Tx, id: string): Promise<ContractTable | undefined> {
  return contractQuery(tx, id).executeTakeFirst()
}

/** Locks the contract: two writers, one contract, one after the other. */
export async function takeContract(tx: Tx, id: string, accountId?: string): Promise<ContractTable> {
  return contractOr404(await contractQuery(tx, id, accountId).forUpdate().executeTakeFirst())
}

function contractQuery(tx: Tx, id: string, accountId?: string) {
  const query = tables(tx).selectFrom('contract').selectAll().where('id', '=', id)
  return accountId ? query.where('account_id', '=', accountId) : query
}

function contractOr404(row: ContractTable | undefined): ContractTable {
  if (!row) throw new Refusal('missing', 'contract.unknown', 'There is no such contract.')
  return row
}

/**
 * Claims contracts whose local day has come and that no other run holds; the first condition is the latest day anywhere, for the index.
 * A contract with an order whose card is being asked at this moment is left to that order: it may be its renewal.
 */
export async function takeDueContracts(tx: Tx, now: Date, limit: number, except: readonly string[]): Promise<ContractTable[]> {
  const { rows } = await sql<ContractTable>`
    select * from billing.contract c
    where c.next_bill_day <= (${now}::timestamptz at time zone 'Pacific/Kiritimati')::date
      and c.next_bill_day <= (${now}::timestamptz at time zone c.zone)::date and not (c.id = any(${except}::uuid[]))
      and c.id <> all(array(
        select q.contract_id from billing.payment_intent i join billing."order" o on o.id = i.order_id join billing.quote q on q.id = o.quote_id
        where i.state = 'processing' and q.contract_id is not null))
    order by c.next_bill_day, c.id limit ${limit} for update skip locked`.execute(tx)
  return rows
}

export async function countDue(tx: Tx, reach: Reach, now: Date): Promise<number> {
  const { rows } = await sql<{ n: bigint }>`
    select count(*) as n from billing.contract c where c.next_bill_day <= (${now}::timestamptz at time zone 'Pacific/Kiritimati')::date
      and c.next_bill_day <= (${now}::timestamptz at time zone c.zone)::date and ${visibleAccounts(reach, 'c.account_id')}`.execute(tx)
  return Number(rows[0]?.n ?? 0)
}

/** Two counts, each of a stretch of one index that holds all they ask: the contracts that run, and those that end in the next days. */
export async function contractCounts(tx: Tx, reach: Reach, now: Date, days: number): Promise<{ active: number; renewals: number }> {
  const today = todayOfContract(now)
  const [earliest, latest] = [earliestToday(now), latestToday(now)]
  // a day that is past or to come everywhere is so on the contract's own calendar: few need theirs worked out. A plan for any
  // moment would work the two out again for every row
  const begun = sql`(start_day <= ${earliest} or start_day <= ${today})`
  const going = sql`(ended_on is null or ended_on > ${latest} or ended_on > ${today}) and ${visibleAccounts(reach, 'contract.account_id')}`
  const { rows } = await sql<{ active: bigint; renewals: bigint }>`select
    (select count(*) from billing.contract where end_day > ${earliest} and (end_day > ${latest} or end_day > ${today}) and ${begun} and ${going})
      + (select count(*) from billing.contract where end_day is null and ${begun} and ${going}) as active,
    (select count(*) from billing.contract where end_day >= ${earliest} and end_day < ${latest} + ${days}::int
      and (end_day >= ${latest} or end_day >= ${today}) and (end_day < ${earliest} + ${days}::int or end_day < ${today} + ${days}::int)
      and ${going}) as renewals where ${forItsValues}`.execute(tx)
  return { active: Number(rows[0]?.active ?? 0), renewals: Number(rows[0]?.renewals ?? 0) }
}

type ContractFacts = Partial<
  Pick<
    ContractTable,
    | 'end_day'
    | 'term_n'
    | 'term_start'
    | 'auto_renew'
    | 'next_bill_day'
    | 'ended_on'
    | 'subscription_version'
    | 'version'
    | 'method_id'
    | 'po_number'
  >
>

export async function changeContract(tx: Tx, id: string, facts: ContractFacts): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('contract').set(facts).where('id', '=', id))
}

type Movement = Required<
  Pick<ContractTable, 'id' | 'end_day' | 'term_n' | 'term_start' | 'next_bill_day' | 'ended_on' | 'subscription_version' | 'version'>
>

/** Moves many contracts on in one statement. */
export async function moveContracts(tx: Tx, rows: Movement[]): Promise<void> {
  if (rows.length === 0) return
  const moved = sql`update billing.contract c set end_day = m.end_day, term_n = m.term_n, term_start = m.term_start, next_bill_day = m.next_bill_day,
      ended_on = m.ended_on, subscription_version = m.subscription_version, version = m.version
    from jsonb_populate_recordset(null::billing.contract, ${JSON.stringify(rows)}::jsonb) m where c.id = m.id`
  await sendAhead(tx, moved)
}

export async function amendmentsOf(tx: Tx, contractIds: readonly string[]): Promise<AmendmentTable[]> {
  if (contractIds.length === 0) return []
  return tables(tx)
    .selectFrom('amendment')
    .selectAll()
    .where('contract_id', 'in', [...contractIds])
    .orderBy('contract_id')
    .orderBy('seq')
    .execute()
}

export async function saveAmendments(tx: Tx, rows: AmendmentTable[]): Promise<void> {
  await saveRows(tx, 'amendment', rows)
}

export async function itemsOf(tx: Tx, contractIds: readonly string[]): Promise<ContractItemTable[]> {
  if (contractIds.length === 0) return []
  return tables(tx)
    .selectFrom('contract_item')
    .selectAll()
    .where('contract_id', 'in', [...contractIds])
    .orderBy('contract_id')
    .orderBy('n')
    .execute()
}

/** The projection of the fold is rebuilt as a whole. */
export async function replaceItems(tx: Tx, contractIds: readonly string[], rows: ContractItemTable[]): Promise<void> {
  if (contractIds.length === 0) return
  await sendAhead(
    tx,
    tables(tx)
      .deleteFrom('contract_item')
      .where('contract_id', 'in', [...contractIds]),
  )
  await saveRows(tx, 'contract_item', rows)
}
