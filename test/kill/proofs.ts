import { DuckDBInstance } from '@duckdb/node-api'
import pg from 'pg'
import { startEmbedded } from '../../server/kernel/embedded.ts'
import { warehousePath } from '../../server/modules/data/warehouse/open.ts'

export type Books = { rows: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>; close: () => Promise<void> }

/** A look into the database of a data folder: beside the living program, or alone when it is gone. */
export async function openBooks(dataDir: string): Promise<Books> {
  const server = await startEmbedded({ dataDir })
  const pool = new pg.Pool({ connectionString: server.url, max: 2 })
  pool.on('error', () => undefined)
  return {
    rows: async (sql, values = []) => (await pool.query(sql, values)).rows,
    close: async () => {
      await pool.end()
      await server.stop()
    },
  }
}

/** One line an order: how often each thing exists that there must be exactly once. */
export const ordersSql = `
  select o.number, o.fulfilled_at is not null as fulfilled, o.paid_at is not null as paid,
    (select count(*)::int from billing.order twin where twin.account_id = o.account_id) as orders,
    (select count(*)::int from billing.contract c where c.account_id = o.account_id) as contracts,
    (select count(*)::int from billing.document d where d.account_id = o.account_id and d.kind = 'invoice' and d.order_id = o.id) as invoices,
    (select count(*)::int from billing.document d where d.account_id = o.account_id) as documents,
    (select count(*)::int from billing.payment p where p.account_id = o.account_id) as payments,
    (select count(*)::int from billing.sandbox_charge s join billing.payment_method m on m.provider_ref = s.token
       join billing.profile f on f.id = m.profile_id where f.account_id = o.account_id and s.outcome = 'succeeded') as charges,
    (select count(*)::int from billing.sandbox_charge s where s.outcome = 'succeeded' and s.key like i.key || '-%') as charges_of_intent,
    (select count(*)::int from licensing.licence l where l.account_id = o.account_id and l.environment = 'prod' and l.expires_at > now()) as licences,
    (select count(*)::int from kernel.audit a where a.action = 'billing.order.placed' and a.subject_id = o.id::text) as placements,
    (select count(*)::int from kernel.outbox e where e.name = 'billing.order.placed' and e.key = o.id::text) as announcements,
    (select coalesce(sum(b.open_minor), 0)::int from billing.document d join billing.document_balance b on b.document_id = d.id
       where d.account_id = o.account_id) as open_minor,
    (select bool_and(p.amount_minor = d.gross_minor) from billing.payment p, billing.document d
       where p.account_id = o.account_id and d.order_id = o.id) as paid_in_full
  from billing.order o join billing.payment_intent i on i.order_id = o.id
  order by o.number`

/** What each line of `ordersSql` says of a sound order. */
export const sound = {
  fulfilled: true,
  paid: true,
  orders: 1,
  contracts: 1,
  invoices: 1,
  documents: 1,
  payments: 1,
  charges: 1,
  charges_of_intent: 1,
  licences: 1,
  placements: 1,
  announcements: 1,
  open_minor: 0,
  paid_in_full: true,
}

/** Every way in which the ledger could fail to add up; no rows is right. */
export const ledgerFaultsSql = `
  select 'journal' as what, j.key, sum(p.amount_minor)::text as sum
    from billing.journal j join billing.posting p on p.journal_id = j.id group by j.id, j.key having sum(p.amount_minor) <> 0
  union all
  select 'entity and currency', j.entity_id || ' ' || j.currency, sum(p.amount_minor)::text
    from billing.journal j join billing.posting p on p.journal_id = j.id group by j.entity_id, j.currency having sum(p.amount_minor) <> 0
  union all
  select 'journal without postings', j.key, '0' from billing.journal j where not exists (select 1 from billing.posting p where p.journal_id = j.id)`

/** Positions that are missing or twice in a series, and a series whose counter is elsewhere; no rows is right. */
export const seriesFaultsSql = `
  select s.prefix, count(d.id)::int as documents, count(distinct d.position)::int as positions, min(d.position)::int as first,
    max(d.position)::int as last, s.next::int as next
  from billing.series s left join billing.document d on d.series_id = s.id
  group by s.id having count(d.id) <> count(distinct d.position) or max(d.position) <> count(d.id) or min(d.position) <> 1 or s.next <> count(d.id) + 1`

/** Deliveries that wait or were set aside for a person; no rows is right. */
export const openDeliveriesSql = `select listener, attempts, dead_at, error from kernel.delivery where done_at is null`

/** Which messages are in the warehouse of a program that has stopped, and what was made of them and of the sales. */
type Landed = { ids: string[]; rows: number; odd_days: number; contracts: number }

export async function landed(dataDir: string, prefix: string): Promise<Landed> {
  const instance = await DuckDBInstance.create(warehousePath(dataDir), { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    const like = `${prefix}%`
    const ids = await connection.runAndReadAll('select message_id from raw.raw_events where message_id like $like', { like })
    const counts = await connection.runAndReadAll(landedSql, { like })
    const [row] = counts.getRowObjectsJson()
    const {
      rows = 0,
      odd_days = 0,
      contracts = 0,
    } = Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, Number(value)]))
    return { ids: ids.getRows().map(([id]) => String(id)), rows, odd_days, contracts }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** `odd_days`: server-days without an event and events without a server-day. */
const landedSql = `
  with kept as (select * from raw.raw_events where message_id like $like),
    days as (select distinct server_id, event_at::date as day from kept)
  select count(*) as rows,
    (select count(*) from days full join mart.server_day s on s.server_id = days.server_id and s.day = days.day
      where s.server_id is null or days.server_id is null) as odd_days,
    (select count(distinct contract) from mart.arr_piece) as contracts
  from kept`
