import { sql } from 'kysely'
import type { Tx } from './database.ts'

/** Deliveries of one listener that were refused with a code: what they wait for is there as soon as a person has done something. */
type Wait = { listener: string; code: string }

/** The events that wait so, oldest first, those that were set aside included. */
export async function waitingFor(tx: Tx, wait: Wait, limit: number): Promise<{ payload: Record<string, unknown>; at: Date }[]> {
  const { rows } = await sql<{ payload: Record<string, unknown>; at: Date }>`
    select o.payload, o.at from kernel.delivery d join kernel.outbox o on o.id = d.event
    where d.listener = ${wait.listener} and d.done_at is null and starts_with(d.error, ${`${wait.code}: `})
    order by d.seq limit ${limit}`.execute(tx)
  return rows
}

/** Has them delivered again as soon as the caller's transaction is committed, as if they had never failed; answers how many. */
export async function tryAgain(tx: Tx, wait: Wait, now: Date): Promise<number> {
  const { rows } = await sql<{ woken: bigint }>`
    with woken as (
      update kernel.delivery set next_at = ${now}, attempts = 0, dead_at = null
      where listener = ${wait.listener} and done_at is null and starts_with(error, ${`${wait.code}: `}) returning 1
    )
    select count(*) as woken, pg_notify('quarterdeck_outbox', '') from woken`.execute(tx)
  return Number(rows[0]?.woken ?? 0)
}

/** When the first of the open deliveries may be tried; one that waits for an earlier one of its key counts too. */
export async function nextDue(tx: Tx): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(next_at) as at from kernel.delivery where done_at is null and dead_at is null`.execute(tx)
  return rows[0]?.at ?? undefined
}

/** How many deliveries wait or were set aside. */
export async function deliveryCounts(tx: Tx): Promise<{ waiting: number; dead: number }> {
  const { rows } = await sql<{ waiting: bigint; dead: bigint }>`
    select count(*) filter (where dead_at is null) as waiting, count(*) filter (where dead_at is not null) as dead
    from kernel.delivery where done_at is null`.execute(tx)
  return { waiting: Number(rows[0]?.waiting ?? 0), dead: Number(rows[0]?.dead ?? 0) }
}

/** How much of what a listener heard is not done yet, and since when the first of it waits. */
export async function countWaiting(tx: Tx, listener: string): Promise<{ waiting: number; since: Date | null }> {
  const { rows } = await sql<{ waiting: number; since: Date | null }>`
    select count(*)::int as waiting, min(o.at) as since from kernel.delivery d join kernel.outbox o on o.id = d.event
    where d.listener = ${listener} and d.done_at is null`.execute(tx)
  return rows[0] ?? { waiting: 0, since: null }
}
