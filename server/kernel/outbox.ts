import { sql } from 'kysely'
import type { Context, Open } from './context.ts'
import { json, type Tx, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { isRefusal } from './refusal.ts'
import type { HeardEvent, Listener } from './room.ts'

type OutboxTable = {
  id: string
  seq: bigint
  name: string
  key: string | null
  payload: Record<string, unknown>
  at: Date
  actor_kind: string
  actor_id: string
}
type DeliveryTable = {
  event: string
  listener: string
  seq: bigint
  key: string | null
  attempts: number
  next_at: Date
  done_at: Date | null
  dead_at: Date | null
  error: string | null
}
type OutboxTables = { outbox: OutboxTable; delivery: DeliveryTable }

/** After so many failures an event is set aside for a person; the readiness page counts these. */
export const maxAttempts = 12

/** Writes the event and one delivery for each listener, in the transaction of the command that announces it. */
export async function announce(
  ctx: Omit<Context, 'announce'>,
  listeners: readonly Listener[],
  name: string,
  payload: Record<string, unknown>,
  key?: string,
): Promise<string> {
  const id = newId()
  const tables = tablesOf<OutboxTables>(ctx.tx, 'kernel')
  const { seq } = await tables
    .insertInto('outbox')
    .values({
      id,
      name,
      key: key ?? null,
      payload: json(payload),
      at: ctx.now,
      actor_kind: ctx.actor.kind,
      actor_id: ctx.actor.id,
    } as never)
    .returning('seq')
    .executeTakeFirstOrThrow()
  const heard = listeners.filter((listener) => listener.on.includes(name))
  if (heard.length > 0) {
    await tables
      .insertInto('delivery')
      .values(heard.map((listener) => ({ event: id, listener: listener.name, seq, key: key ?? null, next_at: ctx.now, attempts: 0 }) as never))
      .execute()
    await sql`select pg_notify('quarterdeck_outbox', '')`.execute(ctx.tx)
  }
  return id
}

type Due = HeardEvent & { listener: string; attempts: number }

/**
 * Delivers what is due, one (event, listener) at a time; answers how many were tried. Events with the same key reach a listener
 * in order: a later one waits until the earlier one is done. `run` listeners share the transaction that marks the delivery done;
 * `steps` listeners open their own and hold a session lock meanwhile, so that no second worker runs the same delivery.
 */
export async function deliverDue(open: Open, listeners: readonly Listener[], log: Log, clock: () => Date): Promise<number> {
  let tried = 0
  for (;;) {
    const worked = await open(async (ctx) => {
      const due = await takeDue(ctx.tx, clock())
      if (!due) return false
      const listener = listeners.find((candidate) => candidate.name === due.listener)
      try {
        if (!listener) throw new Error(`nobody listens by the name ${due.listener}`)
        await sql`savepoint delivery`.execute(ctx.tx)
        if ('run' in listener) await listener.run(ctx, due)
        else await listener.steps(open, due)
        await settle(ctx.tx, due, { done_at: clock(), error: null })
      } catch (error) {
        await sql`rollback to savepoint delivery`.execute(ctx.tx)
        await failed(ctx.tx, due, error, clock())
        log.warn({ event: due.name, listener: due.listener, attempts: due.attempts + 1, reason: reasonOf(error) }, 'delivery failed')
      }
      return true
    })
    if (!worked) return tried
    tried += 1
  }
}

/** How many deliveries wait or were set aside. */
export async function deliveryCounts(tx: Tx): Promise<{ waiting: number; dead: number }> {
  const row = await tablesOf<OutboxTables>(tx, 'kernel')
    .selectFrom('delivery')
    .select([
      sql<string>`count(*) filter (where done_at is null and dead_at is null)`.as('waiting'),
      sql<string>`count(*) filter (where dead_at is not null)`.as('dead'),
    ])
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { waiting: Number(row.waiting), dead: Number(row.dead) }
}

async function takeDue(tx: Tx, now: Date): Promise<Due | undefined> {
  const row = await tablesOf<OutboxTables>(tx, 'kernel')
    .selectFrom('delivery as d')
    .innerJoin('outbox as o', 'o.id', 'd.event')
    .select(['o.id', 'o.name', 'o.payload', 'o.at', 'd.listener', 'd.attempts'])
    .where('d.done_at', 'is', null)
    .where('d.dead_at', 'is', null)
    .where('d.next_at', '<=', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('delivery as before')
            .select('before.event')
            .whereRef('before.listener', '=', 'd.listener')
            .whereRef('before.key', '=', 'd.key')
            .whereRef('before.seq', '<', 'd.seq')
            .where('before.done_at', 'is', null)
            .where('before.dead_at', 'is', null),
        ),
      ),
    )
    .orderBy('d.seq')
    .limit(1)
    .forUpdate('d')
    .skipLocked()
    .executeTakeFirst()
  return row
}

/** Waits 1, 2, 4 … 3,600 s between tries. */
async function failed(tx: Tx, due: Due, error: unknown, now: Date): Promise<void> {
  const attempts = due.attempts + 1
  const wait = Math.min(2 ** due.attempts, 3600)
  await settle(tx, due, {
    attempts,
    error: reasonOf(error).slice(0, 2000),
    next_at: new Date(now.getTime() + wait * 1000),
    dead_at: attempts >= maxAttempts ? now : null,
  })
}

async function settle(tx: Tx, due: Due, change: Partial<Omit<DeliveryTable, 'seq'>>): Promise<void> {
  await tablesOf<OutboxTables>(tx, 'kernel')
    .updateTable('delivery')
    .set(change)
    .where('event', '=', due.id)
    .where('listener', '=', due.listener)
    .execute()
}

function reasonOf(error: unknown): string {
  if (isRefusal(error)) return `${error.code}: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
