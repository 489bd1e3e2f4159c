import { sql } from 'kysely'
import { json, sendAhead, type Tx } from '../../../kernel/database.ts'
import { takeNumber, takeNumbers } from '../../../kernel/numbers.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { AcceptanceTable, QuoteTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'
import { todayOfCompany } from './today.ts'

const letters = { quote: 'Q', order: 'O', contract: 'C', payment: 'P' }

export function nextNumber(tx: Tx, kind: keyof typeof letters): Promise<string> {
  return takeNumber(tx, `billing.${kind}_number`, letters[kind])
}

export function nextNumbers(tx: Tx, kind: keyof typeof letters, count: number): Promise<string[]> {
  return takeNumbers(tx, `billing.${kind}_number`, letters[kind], count)
}

export async function saveQuote(tx: Tx, quote: QuoteTable): Promise<void> {
  await saveRows(tx, 'quote', [quote])
}

export async function findQuote(tx: Tx, id: string, accountId?: string): Promise<QuoteTable> {
  let query = tables(tx).selectFrom('quote').selectAll().where('id', '=', id)
  if (accountId) query = query.where('account_id', '=', accountId)
  return quoteOr404(await query.executeTakeFirst())
}

export async function quoteOfOrder(tx: Tx, orderId: string): Promise<QuoteTable> {
  const query = tables(tx).selectFrom('quote').innerJoin('order', 'order.quote_id', 'quote.id').selectAll('quote')
  return quoteOr404(await query.where('order.id', '=', orderId).executeTakeFirst())
}

/** Locks the quote: two buyers, one quote, one after the other. */
export async function takeQuote(tx: Tx, id: string, accountId?: string): Promise<QuoteTable> {
  let query = tables(tx).selectFrom('quote').selectAll().where('id', '=', id).forUpdate()
  if (accountId) query = query.where('account_id', '=', accountId)
  return quoteOr404(await query.executeTakeFirst())
}

function quoteOr404(row: QuoteTable | undefined): QuoteTable {
  if (!row) throw new Refusal('missing', 'quote.unknown', 'There is no such quote.')
  return row
}

export async function quotesById(tx: Tx, ids: readonly string[]): Promise<Map<string, QuoteTable>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('quote')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** `quoteState` in SQL, for lists: a test holds one against the other. */
export function quoteStateOf(now: Date) {
  return sql<string>`case
    when quote.accepted_at is not null then 'accepted' when quote.declined_at is not null then 'declined'
    when quote.withdrawn_at is not null then 'withdrawn' when quote.valid_until < ${todayOfCompany(now, 'quote.entity_id')} then 'expired'
    when quote.offered_at is not null then 'offered' when quote.requested_at is not null then 'requested' else 'draft' end`
}

export async function countRequested(tx: Tx, reach: Reach, now: Date): Promise<number> {
  const row = await tables(tx)
    .selectFrom('quote')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('requested_at', 'is not', null)
    .where(quoteStateOf(now), '=', 'requested')
    .where(visibleAccounts(reach, 'quote.account_id'))
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** An open quote of the same basket, made on the same day: what a second tab or a reload asks for again. */
export async function sameOpenQuote(
  tx: Tx,
  basket: { profile_id: string; product: string; seats: number; per: string; months: number; poNumber: string | null; day: string },
): Promise<QuoteTable | undefined> {
  return tables(tx)
    .selectFrom('quote')
    .selectAll()
    .where('profile_id', '=', basket.profile_id)
    .where('kind', '=', 'new')
    .where('channel', '=', 'self_service')
    .where('priced_day', '=', basket.day)
    .where('offered_at', 'is not', null)
    .where('accepted_at', 'is', null)
    .where('declined_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`po_number is not distinct from ${basket.poNumber}`)
    .where(
      sql<boolean>`lines @> ${JSON.stringify([{ product: basket.product, quantity: String(basket.seats), per: basket.per, months: basket.months }])}::jsonb`,
    )
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

type QuoteFacts = Partial<
  Pick<
    QuoteTable,
    'requested_at' | 'offered_at' | 'accepted_at' | 'declined_at' | 'withdrawn_at' | 'reason' | 'valid_until' | 'answer_by' | 'lane'
  >
>

export async function markQuote(tx: Tx, id: string, { lane, ...plain }: QuoteFacts): Promise<void> {
  const set = { ...plain, ...(lane ? { lane: json(lane) } : {}) }
  await sendAhead(tx, tables(tx).updateTable('quote').set(set).where('id', '=', id))
}

/** Net of the account's orders of the last days that nobody approved: what the splitting guard adds, by currency. */
export async function recentAutomatic(
  tx: Tx,
  accountId: string,
  since: Date,
  contractId: string | null,
): Promise<{ currency: string; net_minor: bigint }[]> {
  const { rows } = await sql<{ currency: string; net_minor: bigint }>`
    select q.currency, sum((q.lane ->> 'term_net_minor')::bigint)::bigint as net_minor
    from billing.order o join billing.quote q on q.id = o.quote_id
    where o.account_id = ${accountId} and o.created_at >= ${since} and o.failed_at is null and o.cancelled_at is null
      and q.channel = 'self_service' and (q.lane ->> 'self_service')::boolean
      and case when ${contractId}::uuid is null then q.kind = 'new' else q.kind = 'expansion' and q.contract_id = ${contractId}::uuid end
    group by q.currency`.execute(tx)
  return rows
}

export async function saveAcceptance(tx: Tx, row: AcceptanceTable): Promise<void> {
  await sendAhead(
    tx,
    tables(tx)
      .insertInto('acceptance')
      .values({ ...row, record: json(row.record) }),
  )
}

export async function findAcceptance(tx: Tx, quoteId: string): Promise<AcceptanceTable | undefined> {
  return tables(tx).selectFrom('acceptance').selectAll().where('quote_id', '=', quoteId).executeTakeFirst()
}
