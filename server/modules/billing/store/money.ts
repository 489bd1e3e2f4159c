import { sql } from 'kysely'
import type { Closing } from '../rules/settled.ts'
import { sendAhead, type Tx } from '../../../kernel/database.ts'
import type { Reach } from '../../../kernel/reach.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { visibleAccounts } from '../../customers/index.ts'
import type { AllocationTable, AttemptTable, BalanceTable, IntentTable, PaymentTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'

export async function saveIntents(tx: Tx, intents: IntentTable[]): Promise<void> {
  await saveRows(tx, 'payment_intent', intents)
}

export async function findIntent(tx: Tx, id: string): Promise<IntentTable | undefined> {
  return tables(tx).selectFrom('payment_intent').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function takeIntent(tx: Tx, id: string): Promise<IntentTable> {
  const row = await tables(tx).selectFrom('payment_intent').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'intent.unknown', 'There is no such payment intent.')
  return row
}

export async function intentsOfOrders(tx: Tx, orderIds: readonly string[]): Promise<IntentTable[]> {
  if (orderIds.length === 0) return []
  return tables(tx)
    .selectFrom('payment_intent')
    .selectAll()
    .where('order_id', 'in', [...orderIds])
    .execute()
}

/** Intents whose answer has been unknown for a while, oldest first. */
export async function stuckIntents(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('payment_intent')
    .select('id')
    .where('state', '=', 'processing')
    .where('asked_at', '<', before)
    .orderBy('asked_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Order intents that have had no money since a moment. */
export async function unpaidSince(tx: Tx, before: Date, limit: number): Promise<IntentTable[]> {
  return tables(tx)
    .selectFrom('payment_intent')
    .selectAll()
    .where('state', '=', 'needs_method')
    .where('purpose', '=', 'order')
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function changeIntent(
  tx: Tx,
  id: string,
  facts: Partial<Pick<IntentTable, 'state' | 'attempt' | 'method_id' | 'asked_at' | 'amount_minor' | 'keep_card'>>,
): Promise<void> {
  await sendAhead(tx, tables(tx).updateTable('payment_intent').set(facts).where('id', '=', id))
}

export async function saveAttempt(tx: Tx, attempt: AttemptTable): Promise<void> {
  await saveRows(tx, 'payment_attempt', [attempt])
}

export async function attemptsOf(tx: Tx, intentIds: readonly string[]): Promise<AttemptTable[]> {
  if (intentIds.length === 0) return []
  return tables(tx)
    .selectFrom('payment_attempt')
    .selectAll()
    .where('intent_id', 'in', [...intentIds])
    .orderBy('n')
    .execute()
}

export async function savePayments(tx: Tx, payments: PaymentTable[]): Promise<void> {
  await saveRows(tx, 'payment', payments)
}

type Left = Pick<BalanceTable, 'document_id' | 'open_minor' | 'settled_day'>

/** Applies money to a document and keeps what is open; refuses more than is open. */
export async function allocate(tx: Tx, rows: AllocationTable[]): Promise<Left[]> {
  await saveRows(tx, 'allocation', rows)
  const { rows: balances } = await sql<Left>`
    update billing.document_balance b set open_minor = b.open_minor - a.amount, settled_day = case when b.open_minor = a.amount then a.day end
    from (select document_id, sum(amount_minor)::bigint as amount, max(day) as day
          from jsonb_populate_recordset(null::billing.allocation, ${JSON.stringify(rows, big)}::jsonb) group by document_id) a
    where b.document_id = a.document_id and b.open_minor >= a.amount
    returning b.document_id, b.open_minor, b.settled_day`.execute(tx)
  if (balances.length !== new Set(rows.map((row) => row.document_id)).size) {
    throw new Refusal('conflict', 'allocation.too_large', 'This is more than the document has open.')
  }
  return balances
}

function big(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

type AppliedRow = { number: string; day: string; amount_minor: bigint; source: string; note: string | null; rest_minor: bigint }

/** Money and credit notes applied to a document, in order, with what of the money paid nothing and became the customer's balance. */
export async function appliedTo(tx: Tx, documentId: string): Promise<AppliedRow[]> {
  const { rows } = await sql<AppliedRow>`
    select coalesce(p.number, c.number) as number, a.day, a.amount_minor, coalesce(p.source, 'credit_note') as source, p.reference as note,
      coalesce(p.amount_minor - (select sum(s.amount_minor) from billing.allocation s where s.payment_id = p.id), 0)::bigint as rest_minor
    from billing.allocation a left join billing.payment p on p.id = a.payment_id left join billing.document c on c.id = a.credit_note_id
    where a.document_id = ${documentId} order by a.id limit 200`.execute(tx)
  return rows
}

type ClosingRow = Closing & { document_id: string; open_minor: bigint }

/** What closed documents or parts of them, oldest first, with the card where one paid, and what is open of each. */
export async function closingsOf(tx: Tx, documentIds: readonly string[]): Promise<ClosingRow[]> {
  if (documentIds.length === 0) return []
  const { rows } = await sql<ClosingRow>`
    select a.document_id, a.day, a.amount_minor, coalesce(p.source, 'credit_note') as source, coalesce(p.number, c.number) as number,
      t.brand, t.last4, b.open_minor
    from billing.allocation a
    join billing.document_balance b on b.document_id = a.document_id
    left join billing.payment p on p.id = a.payment_id
    left join billing.document c on c.id = a.credit_note_id
    left join billing.payment_attempt t on t.intent_id = p.intent_id and t.outcome = 'succeeded'
    where a.document_id = any(${[...documentIds]}) order by a.id limit 2000`.execute(tx)
  return rows
}

type OpenSums = { currency: string; documents: bigint; overdue: bigint; open_minor: bigint; overdue_minor: bigint }

export async function openSums(tx: Tx, reach: Reach, now: Date): Promise<OpenSums[]> {
  const { rows } = await sql<OpenSums>`
    with own as materialized (select id, (${now}::timestamptz at time zone zone)::date as today from billing.legal_entity)
    select d.currency, count(*) as documents, count(*) filter (where d.due_day < own.today) as overdue,
      sum(b.open_minor)::bigint as open_minor, coalesce(sum(b.open_minor) filter (where d.due_day < own.today), 0)::bigint as overdue_minor
    from billing.document_balance b join billing.document d on d.id = b.document_id join own on own.id = d.entity_id
    where b.open_minor > 0 and d.kind = 'invoice' and ${visibleAccounts(reach, 'd.account_id')} group by d.currency order by d.currency`.execute(
    tx,
  )
  return rows
}

/** An invoice that waits for somebody, with the count of all that do. */
export type WaitingDocument = {
  document_id: string
  number: string
  legal_name: string
  open_minor: bigint
  currency: string
  at: Date
  total: number
}

/** Invoices that money closed but for a small difference, oldest first, with the count of all: finance writes it off, or asks for it. */
export async function shortDocuments(tx: Tx, reach: Reach, tolerance: number, limit: number): Promise<WaitingDocument[]> {
  const { rows } = await sql<WaitingDocument>`
    select d.id as document_id, d.number, p.legal_name, b.open_minor, d.currency, paid.at, count(*) over ()::int as total
    from billing.document_balance b join billing.document d on d.id = b.document_id join billing.profile p on p.id = d.profile_id
    join lateral (select max(a.created_at) as at from billing.allocation a where a.document_id = d.id and a.payment_id is not null) paid
      on paid.at is not null
    where b.open_minor > 0 and b.open_minor <= ${tolerance} and d.kind = 'invoice' and ${visibleAccounts(reach, 'd.account_id')}
    order by paid.at, d.id limit ${limit}`.execute(tx)
  return rows
}
