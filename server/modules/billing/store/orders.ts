import { sql } from 'kysely'
import { forItsValues, json, sendAhead, type Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { OrderStep, OrderTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'

export async function saveOrder(tx: Tx, order: OrderTable): Promise<void> {
  await saveRows(tx, 'order', [order])
}

export async function findOrderOfQuote(tx: Tx, quoteId: string): Promise<OrderTable | undefined> {
  return tables(tx).selectFrom('order').selectAll().where('quote_id', '=', quoteId).executeTakeFirst()
}

export async function getOrder(tx: Tx, by: { id: string } | { number: string }, accountId?: string): Promise<OrderInState> {
  return orderOr404(await orderQuery(tx, by, accountId).select(orderState.as('state')).executeTakeFirst())
}

export type OrderInState = OrderTable & { state: 'paying' | 'fulfilling' | 'fulfilled' | 'failed' | 'cancelled' }

/** Derived from the facts of its life: the one place that says it. */
export const orderState = sql<OrderInState['state']>`case when "order".fulfilled_at is not null then 'fulfilled'
  when "order".cancelled_at is not null then 'cancelled' when "order".failed_at is not null then 'failed'
  when "order".contract_id is not null then 'fulfilling' else 'paying' end`

export async function takeOrder(tx: Tx, by: { id: string } | { number: string }, accountId?: string): Promise<OrderTable> {
  return orderOr404(await orderQuery(tx, by, accountId).forUpdate().executeTakeFirst())
}

function orderQuery(tx: Tx, by: { id: string } | { number: string }, accountId?: string) {
  let query = tables(tx).selectFrom('order').selectAll()
  query = 'id' in by ? query.where('id', '=', by.id) : query.where('number', '=', by.number)
  return accountId ? query.where('account_id', '=', accountId) : query
}

function orderOr404<Row extends OrderTable>(row: Row | undefined): Row {
  if (!row) throw new Refusal('missing', 'order.unknown', 'There is no such order.')
  return row
}

/** The oldest order of a contract that waits for its licence, or the named one. */
export async function takeUnfulfilled(tx: Tx, contractNumber: string, orderNumber?: string): Promise<OrderTable | undefined> {
  let query = tables(tx)
    .selectFrom('order')
    .innerJoin('contract', 'contract.id', 'order.contract_id')
    .selectAll('order')
    .where('contract.number', '=', contractNumber)
    .where('order.fulfilled_at', 'is', null)
    .orderBy('order.id')
    .limit(1)
    .forUpdate('order')
  if (orderNumber) query = query.where('order.number', '=', orderNumber)
  return query.executeTakeFirst()
}

type OrderFacts = Partial<Pick<OrderTable, 'contract_id' | 'paid_at' | 'fulfilled_at' | 'failed_at' | 'cancelled_at' | 'licence'>>

/** Adds what happened: facts, and steps in the order in which they happened. */
export async function markOrder(tx: Tx, id: string, facts: OrderFacts, steps: OrderStep[]): Promise<void> {
  const { licence, ...plain } = facts
  const set = { ...plain, ...(licence ? { licence: json(licence) } : {}), steps: sql<never>`steps || ${JSON.stringify(steps)}::jsonb` }
  await sendAhead(tx, tables(tx).updateTable('order').set(set).where('id', '=', id))
}

/** An order of a contract and kind that is accepted and not yet carried out. */
export async function orderUnderWay(
  tx: Tx,
  contractId: string,
  kind: 'expansion' | 'renewal',
  except: string,
): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('order')
    .innerJoin('quote', 'quote.id', 'order.quote_id')
    .select('order.number')
    .where('quote.contract_id', '=', contractId)
    .where('quote.kind', '=', kind)
    .where('quote.id', '<>', except)
    .where('order.contract_id', 'is', null)
    .where('order.failed_at', 'is', null)
    .where('order.cancelled_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row?.number
}

/** An order of a contract whose card is being asked at this moment. */
export async function orderBeingPaid(tx: Tx, contractId: string): Promise<string | undefined> {
  const row = await tables(tx)
    .selectFrom('payment_intent')
    .innerJoin('order', 'order.id', 'payment_intent.order_id')
    .innerJoin('quote', 'quote.id', 'order.quote_id')
    .select('order.number')
    .where('payment_intent.state', '=', 'processing')
    .where('quote.contract_id', '=', contractId)
    .limit(1)
    .executeTakeFirst()
  return row?.number
}

export async function countPaying(tx: Tx, reach: Reach): Promise<number> {
  const row = await tables(tx)
    .selectFrom('order')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('fulfilled_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('cancelled_at', 'is', null)
    .where('contract_id', 'is', null)
    .where(visibleAccounts(reach, 'order.account_id'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Fulfilled orders of the last days: all, and those that a customer completed alone. */
export async function selfServiceShare(tx: Tx, reach: Reach, since: Date): Promise<{ orders: number; of: number }> {
  const { rows } = await sql<{ orders: bigint; of: bigint }>`
    select count(*) filter (where q.channel = 'self_service') as orders, count(*) as of
    from billing.order o join billing.quote q on q.id = o.quote_id
    where ${forItsValues} and o.fulfilled_at >= ${since} and ${visibleAccounts(reach, 'o.account_id')}`.execute(tx)
  return { orders: Number(rows[0]?.orders ?? 0), of: Number(rows[0]?.of ?? 0) }
}

export async function contractNames(tx: Tx, ids: readonly string[]): Promise<Map<string, { number: string; auto_renew: boolean }>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('contract')
    .select(['id', 'number', 'auto_renew'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

export async function ordersOfQuotes(tx: Tx, quoteIds: readonly string[]): Promise<Map<string, string>> {
  if (quoteIds.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('order')
    .select(['quote_id', 'number'])
    .where('quote_id', 'in', [...new Set(quoteIds)])
    .execute()
  return new Map(rows.map((row) => [row.quote_id, row.number]))
}
