import { newest, onward, type Onward } from '../keyset.ts'
import { type Selectable, sql } from 'kysely'
import { type Tx, tablesOf } from '../database.ts'
import { Refusal } from '../refusal.ts'

type WebhookTable = {
  id: string
  name: string
  url: string
  types: string[]
  secret: Buffer
  old_secret: Buffer | null
  old_until: Date | null
  created_at: Date
  created_by: string
  created_by_name: string
  paused_at: Date | null
  disabled_at: Date | null
  disabled_why: string | null
  removed_at: Date | null
  last_success_at: Date | null
  version: number
}
type MessageTable = {
  id: string
  webhook: string
  event: string | null
  type: string
  body: string
  created_at: Date
  attempts: number
  next_at: Date
  leased_until: Date | null
  delivered_at: Date | null
  dead_at: Date | null
}
type AttemptTable = { message: string; no: number; at: Date; status: number | null; code: string | null; ms: number }
type Tables = { webhook: WebhookTable; webhook_message: MessageTable; webhook_attempt: AttemptTable }
export type WebhookRow = Selectable<WebhookTable>
export type MessageRow = Selectable<MessageTable>

export async function saveWebhook(tx: Tx, row: WebhookRow): Promise<void> {
  await tables(tx)
    .insertInto('webhook')
    .values(row)
    .onConflict((twin) => twin.column('id').doUpdateSet(row))
    .execute()
}

export async function takeWebhook(tx: Tx, id: string): Promise<WebhookRow> {
  return getBy(await tables(tx).selectFrom('webhook').selectAll().where('id', '=', id).forUpdate().executeTakeFirst())
}

export async function getWebhook(tx: Tx, id: string): Promise<WebhookRow> {
  return getBy(await tables(tx).selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst())
}

function getBy(row: WebhookRow | undefined): WebhookRow {
  if (!row || row.removed_at) throw new Refusal('missing', 'webhook.unknown', 'There is no such webhook.')
  return row
}

export async function listWebhooks(tx: Tx, page: Onward): Promise<WebhookRow[]> {
  return onward(tables(tx).selectFrom('webhook').selectAll().where('removed_at', 'is', null), newest(), page).execute()
}

/** How many deliveries of each wait or were given up since one last succeeded. */
export async function countsOf(tx: Tx, ids: readonly string[]): Promise<Map<string, { waiting: number; given_up: number }>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(tx)
    .selectFrom('webhook_message as m')
    .innerJoin('webhook as w', 'w.id', 'm.webhook')
    .select('m.webhook')
    .select(sql<bigint>`count(*) filter (where m.dead_at is null)`.as('waiting'))
    .select(sql<bigint>`count(*) filter (where m.dead_at > coalesce(w.last_success_at, '-infinity'))`.as('given_up'))
    .where('m.webhook', 'in', ids)
    .where('m.delivered_at', 'is', null)
    .groupBy('m.webhook')
    .execute()
  return new Map(rows.map((row) => [row.webhook, { waiting: Number(row.waiting), given_up: Number(row.given_up) }]))
}

/** Those that are told of a kind of event. */
export async function hearersOf(tx: Tx, type: string): Promise<string[]> {
  const rows = await tables(tx)
    .selectFrom('webhook')
    .select('id')
    .where(sql<boolean>`${type} = any(types)`)
    .where('removed_at', 'is', null)
    .where('paused_at', 'is', null)
    .where('disabled_at', 'is', null)
    .limit(1000)
    .execute()
  return rows.map((row) => row.id)
}

/** An event that is there already for its hearer stays as it is. */
export async function addMessages(tx: Tx, rows: MessageRow[]): Promise<void> {
  if (rows.length === 0) return
  await tables(tx)
    .insertInto('webhook_message')
    .values(rows)
    .onConflict((twin) => twin.columns(['webhook', 'event']).doNothing())
    .execute()
}

export async function takeMessage(tx: Tx, id: string): Promise<MessageRow> {
  const row = await tables(tx).selectFrom('webhook_message').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'webhook.delivery_unknown', 'There is no such delivery.')
  return row
}

export async function changeMessage(tx: Tx, id: string, change: Partial<MessageRow>): Promise<void> {
  await tables(tx).updateTable('webhook_message').set(change).where('id', '=', id).execute()
}

export async function changeWebhook(tx: Tx, id: string, change: Partial<WebhookRow>): Promise<void> {
  await tables(tx).updateTable('webhook').set(change).where('id', '=', id).execute()
}

type DeliveryRow = MessageRow & { status: number | null; code: string | null; tried_at: Date | null }
type DeliveryFilter = {
  webhook: string
  state?: 'waiting' | 'delivered' | 'given_up' | undefined
  cursor?: string | undefined
  limit: number
}

/** Deliveries to one, newest first, each with how its last try ended. */
export async function listMessages(tx: Tx, filter: DeliveryFilter): Promise<DeliveryRow[]> {
  let query = tables(tx)
    .selectFrom('webhook_message as m')
    .leftJoin('webhook_attempt as a', (join) => join.onRef('a.message', '=', 'm.id').onRef('a.no', '=', 'm.attempts'))
    .selectAll('m')
    .select(['a.status', 'a.code', 'a.at as tried_at'])
    .where('m.webhook', '=', filter.webhook)
  if (filter.state === 'delivered') query = query.where('m.delivered_at', 'is not', null)
  if (filter.state === 'given_up') query = query.where('m.dead_at', 'is not', null)
  if (filter.state === 'waiting') query = query.where('m.delivered_at', 'is', null).where('m.dead_at', 'is', null)
  return onward(query, newest('m.id'), filter).execute()
}

/** So many deliveries to one receiver are under way at a time: a slow one holds up nobody else. */
const mostAtOnce = 3

/** Takes the next delivery that is due, for as long as `until`, and counts the try before it is made. */
export async function leaseMessage(tx: Tx, now: Date, until: Date): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    with due as (
      select m.id from kernel.webhook_message m join kernel.webhook w on w.id = m.webhook
      where m.delivered_at is null and m.dead_at is null and m.next_at <= ${now} and (m.leased_until is null or m.leased_until <= ${now})
        and w.removed_at is null and w.paused_at is null and w.disabled_at is null
        and (select count(*) from kernel.webhook_message o where o.webhook = m.webhook and o.leased_until > ${now}) < ${mostAtOnce}
      order by m.next_at, m.id limit 1 for update of m skip locked
    )
    update kernel.webhook_message m set leased_until = ${until}, attempts = m.attempts + 1 from due where due.id = m.id
    returning m.*`.execute(tx)
  return rows[0]
}

export async function addAttempt(tx: Tx, row: AttemptTable): Promise<void> {
  await tables(tx).insertInto('webhook_attempt').values(row).execute()
}

/** Wakes who carries: a row that was changed wakes nobody by itself. */
export async function ring(tx: Tx): Promise<void> {
  await sql`select pg_notify('quarterdeck_webhooks', '')`.execute(tx)
}

/** When the first of those that wait may be tried. */
export async function nextMessage(tx: Tx): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(greatest(m.next_at, coalesce(m.leased_until, m.next_at))) as at
    from kernel.webhook_message m join kernel.webhook w on w.id = m.webhook
    where m.delivered_at is null and m.dead_at is null and w.removed_at is null and w.paused_at is null and w.disabled_at is null`.execute(
    tx,
  )
  return rows[0]?.at ?? undefined
}

/** Deliveries that nobody waits for any more, older than a day given; answers how many went. */
export async function forgetMessages(tx: Tx, before: Date): Promise<number> {
  const done = await sql`
    delete from kernel.webhook_message where id in (
      select m.id from kernel.webhook_message m join kernel.webhook w on w.id = m.webhook
      where m.created_at < ${before} and (m.delivered_at is not null or m.dead_at is not null or w.removed_at is not null)
      limit 5000)`.execute(tx)
  return Number(done.numAffectedRows ?? 0n)
}

function tables(tx: Tx) {
  return tablesOf<Tables>(tx, 'kernel')
}
