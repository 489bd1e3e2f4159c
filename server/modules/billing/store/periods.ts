import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { readCursor } from '../../../kernel/page.ts'
import type { Check, Month } from '../rules/periods.ts'
import type { EntityTable, PeriodClosingTable } from '../tables.ts'
import { saveRows, tables } from './rows.ts'

export type PeriodRow = {
  entity: string
  entity_id: string
  zone: string
  period: Month
  closed_at: Date | null
  closed_by: string | null
  reopened_at: Date | null
  reopened_by: string | null
  reason: string | null
  /** the company's latest closed month, and the first in which something was posted after it */
  through: Month | null
  first_open: Month | null
}

type PeriodFilter = { entity?: string | undefined; period?: Month; cursor?: string | undefined; limit: number }

/** Months in which something was posted, the newest first. */
export async function listPeriods(tx: Tx, filter: PeriodFilter): Promise<PeriodRow[]> {
  const after = readCursor(filter.cursor)
  const { rows } = await sql<PeriodRow>`
    with posted as (
      select e.id as entity_id, e.code as entity, e.zone, to_char(m.month, 'YYYY-MM') as period
      from (select distinct entity_id, month from billing.ledger_month) m join billing.legal_entity e on e.id = m.entity_id
      where ${filter.entity ?? null}::text is null or e.code = ${filter.entity ?? null}::text
    ), closed as (
      select entity_id, max(period) as through from billing.period_closing where reopened_at is null group by entity_id
    )
    select p.*, c.created_at as closed_at, c.created_by_name as closed_by, o.reopened_at, o.reopened_by_name as reopened_by, o.reason,
      t.through, (select min(q.period) from posted q where q.entity_id = p.entity_id and (t.through is null or q.period > t.through)) as first_open
    from posted p
    left join closed t on t.entity_id = p.entity_id
    left join billing.period_closing c on c.entity_id = p.entity_id and c.period = p.period and c.reopened_at is null
    left join lateral (select r.reopened_at, r.reopened_by_name, r.reason from billing.period_closing r
      where r.entity_id = p.entity_id and r.period = p.period and r.reopened_at is not null order by r.reopened_at desc limit 1) o on true
    where (${filter.period ?? null}::text is null or p.period = ${filter.period ?? null}::text)
      and (${after?.[0] ?? null}::text is null or p.period < ${after?.[0] ?? null}::text
        or (p.period = ${after?.[0] ?? null}::text and p.entity > ${after?.[1] ?? null}::text))
    order by p.period desc, p.entity limit ${filter.limit}`.execute(tx)
  return rows
}

/** Locks a company's row as whoever closes does: every posting refers to it and waits, or is waited for. */
export async function takeCompany(tx: Tx, code: string): Promise<EntityTable | undefined> {
  return tables(tx).selectFrom('legal_entity').selectAll().where('code', '=', code).forUpdate().executeTakeFirst()
}

export async function savePeriodClosing(tx: Tx, row: PeriodClosingTable): Promise<void> {
  await saveRows(tx, 'period_closing', [row])
}

export async function reopenPeriod(
  tx: Tx,
  of: { entity_id: string; period: Month },
  facts: Pick<PeriodClosingTable, 'reopened_at' | 'reopened_by' | 'reopened_by_name' | 'reason'>,
): Promise<void> {
  await tables(tx)
    .updateTable('period_closing')
    .set(facts)
    .where('entity_id', '=', of.entity_id)
    .where('period', '=', of.period)
    .where('reopened_at', 'is', null)
    .execute()
}

/** What stands against closing a company's books up to (not including) a day, each a line that names its rows. */
export async function checkBooks(tx: Tx, entityId: string, next: string): Promise<Check[]> {
  return [
    { check: 'billed', faults: await unbilled(tx, entityId, next) },
    { check: 'settled', faults: await unsettled(tx, entityId) },
    { check: 'balanced', faults: await unbalanced(tx, entityId, next) },
    { check: 'receivable', faults: await apart(tx, entityId, next, '1100', receivables) },
    { check: 'tax', faults: await apart(tx, entityId, next, '2000', documentSum('tax_minor')) },
    // until a run recognises revenue, all that was billed is still deferred
    { check: 'deferred', faults: await apart(tx, entityId, next, '2100', documentSum('net_minor')) },
  ]
}

async function unbilled(tx: Tx, entityId: string, next: string): Promise<string[]> {
  const { rows } = await sql<{ number: string; day: string }>`
    select number, next_bill_day as day from billing.contract where entity_id = ${entityId} and next_bill_day < ${next}::date
    order by next_bill_day, number limit 20`.execute(tx)
  return rows.map(({ number, day }) => `${number} is due since ${day}`)
}

async function unsettled(tx: Tx, entityId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(o.number, d.number) as name from billing.payment_intent i
    left join billing.order o on o.id = i.order_id left join billing.quote q on q.id = o.quote_id left join billing.document d on d.id = i.document_id
    where i.state = 'processing' and ${entityId} in (q.entity_id, d.entity_id) order by i.asked_at limit 20`.execute(tx)
  return rows.map(({ name }) => `the card for ${name}`)
}

async function unbalanced(tx: Tx, entityId: string, next: string): Promise<string[]> {
  const { rows } = await sql<{ currency: string; sum: string }>`
    select currency, (sum(debit_minor) - sum(credit_minor))::text as sum from billing.ledger_month
    where entity_id = ${entityId} and month < ${next}::date group by currency having sum(debit_minor) <> sum(credit_minor)`.execute(tx)
  return rows.map(({ currency, sum }) => `${currency} is apart by ${sum} minor units`)
}

type SubLedger = (entityId: string, next: string) => ReturnType<typeof sql<{ currency: string; amount: string }>>

/** Currencies in which an account is not what its sub-ledger says, up to the day. */
async function apart(tx: Tx, entityId: string, next: string, account: string, subLedger: SubLedger): Promise<string[]> {
  const { rows } = await sql<{ currency: string; ledger: string; rows: string }>`
    select currency, sum(ledger)::text as ledger, sum(amount)::text as rows from (
      select currency, debit_minor - credit_minor as ledger, 0 as amount from billing.ledger_month
      where entity_id = ${entityId} and month < ${next}::date and account = ${account}
      union all select currency, 0, amount from (${subLedger(entityId, next)}) s
    ) both_sides group by currency having sum(ledger) <> sum(amount)`.execute(tx)
  return rows.map((row) => `${row.currency}: ${row.ledger} minor units on ${account}, ${row.rows} in its rows`)
}

const receivables: SubLedger = (entityId, next) => sql`
  select d.currency, d.gross_minor as amount from billing.document d
  where d.entity_id = ${entityId} and d.kind = 'invoice' and d.issue_day < ${next}::date
  union all
  select d.currency, -a.amount_minor from billing.allocation a join billing.document d on d.id = a.document_id
  where d.entity_id = ${entityId} and a.day < ${next}::date`

const documentSum =
  (column: 'tax_minor' | 'net_minor'): SubLedger =>
  (entityId, next) =>
    sql`
  select d.currency, -d.${sql.ref(column)} as amount from billing.document d
  where d.entity_id = ${entityId} and d.issue_day < ${next}::date`
