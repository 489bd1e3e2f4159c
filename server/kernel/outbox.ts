import { sql } from 'kysely'
import type { Context, Open } from './context.ts'
import { json, type Tx, tablesOf } from './database.ts'
import { faultOf } from './fault.ts'
import { newId } from './ids.ts'
import type { Log } from './log.ts'
import { isRefusal } from './refusal.ts'
import { forget } from './remembered.ts'
import type { HeardEvent, Listener } from './room.ts'
import { traced, traceNow } from './trace.ts'
import { webhookListener } from './webhooks/tell.ts'

type OutboxTable = {
  id: string
  seq: bigint
  name: string
  key: string | null
  payload: Record<string, unknown>
  at: Date
  actor_kind: string
  actor_id: string
  trace: string | null
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

/** How long `steps` may be silent before another worker takes them up; a living one says that it lives three times as often. */
const leaseMs = 15_000

type Told = { n: number; id: string; name: string; key: string | null; payload: unknown; heard: string[]; trace: string | null }

/** What a transaction has announced and not yet written. */
const pending = new WeakMap<Tx, Told[]>()

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

/** Writes what the transaction has announced, with one delivery for each listener, and rings the bell. */
export async function tellPending(ctx: Pick<Context, 'tx' | 'now' | 'actor'>): Promise<void> {
  const told = pending.get(ctx.tx)
  pending.delete(ctx.tx)
  if (!told || told.length === 0) return
  const { kind, id: actor } = ctx.actor
  await sql`
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
    select pg_notify('quarterdeck_outbox', '') from due limit 1`.execute(ctx.tx)
}

let points = 0

/** Does work that may fail without losing what was done before it in the same transaction; what it announced is lost with it. */
export async function attempt<T>(tx: Tx, work: () => Promise<T>, failing?: (error: unknown) => void): Promise<T> {
  points += 1
  const name = sql.ref(`attempt_${points}`)
  const before = pending.get(tx)?.length ?? 0
  await sql`savepoint ${name}`.execute(tx)
  try {
    const answer = await work()
    await sql`release savepoint ${name}`.execute(tx)
    return answer
  } catch (error) {
    failing?.(error)
    pending.get(tx)?.splice(before)
    forget(tx)
    await sql`rollback to savepoint ${name}`.execute(tx)
    throw error
  }
}

type Due = HeardEvent & { listener: string; attempts: number; trace: string | null }
type Taken = { due: Due[]; leased?: boolean; reason?: unknown }
type Post = { open: Open; listeners: readonly Listener[]; log: Log; clock: () => Date }

/** So many deliveries share a transaction; one at a time again after a transaction that broke. */
const mostTogether = 10

/**
 * Delivers what is due while `more` says so; answers how many were tried. Events with the same key reach a listener in order: a later
 * one waits until the earlier one is done or set aside. `run` listeners share the transaction that marks their deliveries done, a few
 * deliveries a transaction, each under a savepoint of its own. `steps` listeners hold no lock and no transaction: they work under a
 * lease that is renewed while they live, so that no second worker runs the same delivery unless the first has died.
 */
export async function deliverDue(post: Post, more: () => boolean = () => true): Promise<number> {
  let tried = 0
  let together = mostTogether
  while (more()) {
    const { count, broke } = await deliverSome(post, together, more)
    if (count === 0 && !broke) break
    tried += count
    together = broke ? 1 : mostTogether
  }
  return tried
}

async function deliverSome(post: Post, together: number, more: () => boolean): Promise<{ count: number; broke: boolean }> {
  const taken: Taken = { due: [] }
  try {
    await post.open(async (ctx) => {
      for (const due of await takeDue(ctx.tx, post.clock(), together)) {
        const listener = post.listeners.find((candidate) => candidate.name === due.listener)
        const steps = listener !== undefined && 'steps' in listener
        // work of several steps goes alone; what was taken beyond it is let go with the transaction
        if (taken.due.length > 0 && (steps || !more())) break
        taken.due.push(due)
        if (steps) {
          taken.leased = await lease(ctx.tx, due, post.clock())
          break
        }
        await runOne(ctx, post, listener, taken, due)
      }
    })
    const [first] = taken.due
    if (first && taken.leased) await walk(post, first)
  } catch (thrown) {
    const error = taken.reason ?? thrown
    const [due, ...others] = taken.due
    if (!due) throw thrown
    // nobody knows whose fault it was: nothing was done, and each is tried by itself
    if (others.length > 0) return { count: 0, broke: true }
    // the transaction itself broke (commit refused, connection lost): the failure is counted in another, or it would come first for ever
    await post.open((ctx) => failed(ctx.tx, due, error, post.clock()))
    report(post, due, error)
  }
  return { count: taken.due.length, broke: false }
}

async function runOne(ctx: Context, post: Post, listener: Listener | undefined, taken: Taken, due: Due): Promise<void> {
  try {
    await attempt(
      ctx.tx,
      async () => {
        if (!listener || !('run' in listener)) throw new Error(`nobody listens by the name ${due.listener}`)
        await spanOf(due, () => listener.run(ctx, heard(due)))
        await settle(ctx.tx, due, { done_at: post.clock(), error: null })
      },
      (error) => {
        // when the connection is gone, this tells more than what the driver says at the next statement
        taken.reason = error
      },
    )
  } catch (error) {
    await failed(ctx.tx, due, error, post.clock())
    report(post, due, error)
    taken.reason = undefined
  }
}

/** Takes the delivery for a while and counts the try before it is made, so that one which ends its process is not tried for ever. */
async function lease(tx: Tx, due: Due, now: Date): Promise<boolean> {
  if (due.attempts >= maxAttempts) {
    await settle(tx, due, { dead_at: now, error: 'the process ended at every try' })
    return false
  }
  due.attempts += 1
  await settle(tx, { ...due, attempts: due.attempts - 1 }, { attempts: due.attempts, next_at: new Date(now.getTime() + leaseMs) })
  return true
}

async function walk(post: Post, due: Due): Promise<void> {
  const listener = post.listeners.find((candidate) => candidate.name === due.listener)
  const renewing = setInterval(() => {
    const next = { next_at: new Date(post.clock().getTime() + leaseMs) }
    post
      .open((ctx) => settle(ctx.tx, due, next))
      .catch((error: unknown) => post.log.warn({ err: faultOf(error) }, 'a lease was not renewed'))
  }, leaseMs / 3)
  renewing.unref()
  try {
    if (listener && 'steps' in listener) await spanOf(due, () => listener.steps(post.open, heard(due)))
    clearInterval(renewing)
    await post.open((ctx) => settle(ctx.tx, due, { done_at: post.clock(), error: null }))
  } catch (error) {
    await post.open((ctx) => failed(ctx.tx, due, error, post.clock(), due.attempts))
    report(post, due, error)
  } finally {
    clearInterval(renewing)
  }
}

function heard({ id, name, payload, at }: Due): HeardEvent {
  return { id, name, payload, at }
}

function spanOf(due: Due, work: () => Promise<void>): Promise<void> {
  const facts = { 'quarterdeck.event': due.name, 'quarterdeck.listener': due.listener, 'quarterdeck.attempt': due.attempts + 1 }
  return traced(`deliver ${due.name}`, facts, work, { kind: 'consumer', parent: due.trace ?? undefined })
}

function report(post: Post, due: Due, error: unknown): void {
  post.log.warn({ event: due.name, id: due.id, listener: due.listener, err: faultOf(error) }, 'delivery failed')
}

async function takeDue(tx: Tx, now: Date, limit: number): Promise<Due[]> {
  return tablesOf<OutboxTables>(tx, 'kernel')
    .selectFrom('delivery as d')
    .innerJoin('outbox as o', 'o.id', 'd.event')
    .select(['o.id', 'o.name', 'o.payload', 'o.at', 'o.trace', 'd.listener', 'd.attempts'])
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
    .limit(limit)
    .forUpdate('d')
    .skipLocked()
    .execute()
}

/** Waits 1, 2, 4 … 3,600 s between tries. */
async function failed(tx: Tx, due: Due, error: unknown, now: Date, attempts = due.attempts + 1): Promise<void> {
  const wait = Math.min(2 ** (attempts - 1), 3600)
  await settle(tx, due, {
    attempts,
    error: reasonOf(error).slice(0, 2000),
    next_at: new Date(now.getTime() + wait * 1000),
    dead_at: attempts >= maxAttempts ? now : null,
  })
}

/** Changes the delivery as it was taken; one that another worker has taken up or ended meanwhile stays as it is. */
async function settle(tx: Tx, due: Due, change: Partial<Omit<DeliveryTable, 'seq'>>): Promise<void> {
  await tablesOf<OutboxTables>(tx, 'kernel')
    .updateTable('delivery')
    .set(change)
    .where('event', '=', due.id)
    .where('listener', '=', due.listener)
    .where('attempts', '=', due.attempts)
    .where('done_at', 'is', null)
    .execute()
}

/** Kept beside the delivery for a person to read; the rows that Postgres quotes stay out. */
function reasonOf(error: unknown): string {
  if (isRefusal(error)) return `${error.code}: ${error.message}`
  const fault = faultOf(error)
  return fault.stack ?? fault.message
}
