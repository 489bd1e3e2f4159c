import { sql } from 'kysely'
import { savepointIn } from './connect/driver.ts'
import type { Context } from './context.ts'
import { json, sendAhead, type Tx } from './database.ts'
import { newId } from './ids.ts'
import { forget } from './remembered.ts'
import type { Listener } from './room.ts'
import { traceNow } from './trace.ts'
import { webhookListener } from './webhooks/tell.ts'

type Told = { n: number; id: string; name: string; key: string | null; payload: unknown; heard: string[]; trace: string | null }

/** What a transaction has announced and not yet written. */
const pending = new WeakMap<Tx, Told[]>()

/** Whether somebody will hear what the transaction has announced; `only`: one of these. */
export function willBeHeard(tx: Tx, only?: readonly string[]): boolean {
  const counts = (listener: string) => only?.includes(listener) ?? true
  return pending.get(tx)?.some(({ heard }) => heard.some(counts)) ?? false
}

/**
 * Keeps the event until its transaction is about to commit (`tellPending`): a transaction writes all its events in one statement.
 * `seq` counts in the order of announcing; commands that announce under one key take that key's row first, so that this is the order
 * of their commits too.
 */
export function announce(
  ctx: Omit<Context, 'announce'>,
  listeners: readonly Listener[],
  name: string,
  payload: Record<string, unknown>,
  key?: string,
): string {
  const told = pending.get(ctx.tx) ?? []
  pending.set(ctx.tx, told)
  const heard = listeners.filter((listener) => listener.on.includes(name)).map((listener) => listener.name)
  const one = { n: told.length, id: newId(), name, key: key ?? null, payload, heard, trace: traceNow() ?? null }
  told.push(one)
  return one.id
}

/** Writes what the transaction has announced, with one delivery for each listener, and wakes the dispatcher; it goes with the commit. */
export async function tellPending(ctx: Pick<Context, 'tx' | 'now' | 'actor'>): Promise<void> {
  const told = pending.get(ctx.tx)
  pending.delete(ctx.tx)
  if (!told || told.length === 0) return
  const { kind, id: actor } = ctx.actor
  const written = sql`
    with told as (
      select * from jsonb_to_recordset(${json(told)}) as t (n int, id uuid, name text, key text, payload jsonb, heard jsonb, trace text)
    ),
    event as (
      insert into kernel.outbox (id, name, key, payload, at, actor_kind, actor_id, trace)
      select id, name, key, payload, ${ctx.now}::timestamptz, ${kind}, ${actor}, trace from told order by n returning id, seq, key, at
    ),
    due as (
      insert into kernel.delivery (event, listener, seq, key, next_at)
      select event.id, listener, event.seq, event.key, event.at
      from event join told using (id) cross join jsonb_array_elements_text(told.heard) as listener
      -- a house that tells nobody outside makes no delivery for it
      where listener <> ${webhookListener}
        or exists (select 1 from kernel.webhook where removed_at is null and paused_at is null and disabled_at is null)
      returning 1
    )
    select pg_notify('quarterdeck_outbox', '') from due limit 1`
  await sendAhead(ctx.tx, written)
}

let points = 0

/**
 * Does work that may fail without losing what was done before it in the same transaction; what it announced is lost with it. `loosely`:
 * what the work sent ahead may fail later and take the transaction with it.
 */
export async function attempt<T>(
  tx: Tx,
  work: () => Promise<T>,
  options: { failing?: (error: unknown) => void; loosely?: boolean } = {},
): Promise<T> {
  points += 1
  const savepoint = savepointIn(tx, `attempt_${points}`)
  const before = pending.get(tx)?.length ?? 0
  await savepoint.set()
  try {
    const answer = await work()
    await (options.loosely ? savepoint.releaseAhead() : savepoint.release())
    return answer
  } catch (error) {
    options.failing?.(error)
    pending.get(tx)?.splice(before)
    forget(tx)
    await savepoint.undo()
    throw error
  }
}
