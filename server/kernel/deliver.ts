import { sql } from 'kysely'
import type { Context, Open } from './context.ts'
import { sendAhead, type Tx, tablesOf } from './database.ts'
import { faultOf } from './fault.ts'
import type { Log } from './log.ts'
import { attempt, willBeHeard } from './outbox.ts'
import { isRefusal } from './refusal.ts'
import type { HeardEvent, Listener } from './room.ts'
import { traced } from './trace.ts'

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
type Change = Partial<Omit<DeliveryTable, 'seq'>>
type OutboxTables = { outbox: OutboxTable; delivery: DeliveryTable }

/** After so many failures an event is set aside for a person; the readiness page counts these. */
const maxAttempts = 12

/** How long `steps` may be silent before another worker takes them up; a living one says that it lives three times as often. */
const leaseMs = 15_000

type Due = HeardEvent & { listener: string; attempts: number; trace: string | null; followed: boolean }
/** `done`: those that a listener has heard, for one statement behind the last. */
type Taken = { due: Due[]; done: Due[]; leased?: boolean; reason?: unknown }
/** `only`: nothing but what these listeners hear; what others hear waits for whoever delivers it. */
type Post = { open: Open; listeners: readonly Listener[]; log: Log; clock: () => Date; only?: readonly string[] | undefined }

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
    const { count, broke, last } = await deliverSome(post, together, more)
    tried += count
    if (last) break
    together = broke ? 1 : mostTogether
  }
  return tried
}

/** `last`: nothing else was due, nothing waited behind what was done, and that announced nothing that anybody hears. */
async function deliverSome(post: Post, together: number, more: () => boolean): Promise<{ count: number; broke: boolean; last: boolean }> {
  const taken: Taken = { due: [], done: [] }
  let last = false
  try {
    await post.open(async (ctx) => {
      const found = await takeDue(ctx.tx, post.clock(), together, post.only)
      for (const due of found) {
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
      if (taken.done.length > 0) await sendAhead(ctx.tx, markedDone(taken.done, post.clock()))
      const told = willBeHeard(ctx.tx, post.only)
      last = found.length < together && taken.due.length === found.length && !taken.leased && !told && !found.some((due) => due.followed)
    })
    const [first] = taken.due
    if (first && taken.leased) await walk(post, first)
  } catch (thrown) {
    const error = taken.reason ?? thrown
    const [due, ...others] = taken.due
    if (!due) throw thrown
    // nobody knows whose fault it was: nothing was done, and each is tried by itself
    if (others.length > 0) return { count: 0, broke: true, last: false }
    // the transaction itself broke (commit refused, connection lost): the failure is counted in another, or it would come first for ever
    await post.open((ctx) => failed(ctx.tx, due, error, post.clock()))
    report(post, due, error)
    last = false
  }
  return { count: taken.due.length, broke: false, last }
}

async function runOne(ctx: Context, post: Post, listener: Listener | undefined, taken: Taken, due: Due): Promise<void> {
  try {
    await attempt(
      ctx.tx,
      async () => {
        if (!listener || !('run' in listener)) throw new Error(`nobody listens by the name ${due.listener}`)
        await spanOf(due, () => listener.run(ctx, heard(due)))
      },
      {
        // what fails at the commit is tried again alone
        loosely: true,
        // when the connection is gone, this tells more than what the driver says at the next statement
        failing: (error) => {
          taken.reason = error
        },
      },
    )
    taken.done.push(due)
  } catch (error) {
    await failed(ctx.tx, due, error, post.clock())
    report(post, due, error)
    taken.reason = undefined
  }
}

/** Takes the delivery for a while and counts the try before it is made, so that one which ends its process is not tried for ever. */
async function lease(tx: Tx, due: Due, now: Date): Promise<boolean> {
  if (due.attempts >= maxAttempts) {
    await mark(tx, due, { dead_at: now, error: 'the process ended at every try' })
    return false
  }
  due.attempts += 1
  await mark(tx, { ...due, attempts: due.attempts - 1 }, { attempts: due.attempts, next_at: new Date(now.getTime() + leaseMs) })
  return true
}

async function walk(post: Post, due: Due): Promise<void> {
  const listener = post.listeners.find((candidate) => candidate.name === due.listener)
  const renewing = setInterval(() => {
    const next = { next_at: new Date(post.clock().getTime() + leaseMs) }
    post.open((ctx) => mark(ctx.tx, due, next)).catch((error: unknown) => post.log.warn({ err: faultOf(error) }, 'a lease was not renewed'))
  }, leaseMs / 3)
  renewing.unref()
  try {
    if (listener && 'steps' in listener) await spanOf(due, () => listener.steps(post.open, heard(due)))
    clearInterval(renewing)
    await post.open((ctx) => mark(ctx.tx, due, { done_at: post.clock(), error: null }))
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

/** As text: it is asked more often than anything else, and putting it together cost as much as reading its answer. */
async function takeDue(tx: Tx, now: Date, limit: number, only: Post['only']): Promise<Due[]> {
  const waits = sql`done_at is null and dead_at is null`
  const { rows } = await sql<Due>`
    select o.id, o.name, o.payload, o.at, o.trace, d.listener, d.attempts,
      exists (select 1 from kernel.delivery later where later.listener = d.listener and later.key = d.key and later.seq > d.seq and ${waits}) as followed
    from kernel.delivery d join kernel.outbox o on o.id = d.event
    where ${waits} and d.next_at <= ${now} and (${only ?? null}::text[] is null or d.listener = any(${only ?? null}))
      and not exists (
        select 1 from kernel.delivery earlier where earlier.listener = d.listener and earlier.key = d.key and earlier.seq < d.seq and ${waits})
    order by d.seq limit ${limit} for update of d skip locked`.execute(tx)
  return rows
}

/** Waits 1, 2, 4 … 3,600 s between tries. */
async function failed(tx: Tx, due: Due, error: unknown, now: Date, attempts = due.attempts + 1): Promise<void> {
  const wait = Math.min(2 ** (attempts - 1), 3600)
  // waited for: a transaction that cannot write it down does not go on to the next delivery
  await marked(tx, due, {
    attempts,
    error: reasonOf(error).slice(0, 2000),
    next_at: new Date(now.getTime() + wait * 1000),
    dead_at: attempts >= maxAttempts ? now : null,
  }).execute()
}

async function mark(tx: Tx, due: Due, change: Change): Promise<void> {
  await sendAhead(tx, marked(tx, due, change))
}

/** Changes the delivery as it was taken; one that another worker has taken up or ended meanwhile stays as it is. */
function marked(tx: Tx, due: Due, change: Change) {
  return tablesOf<OutboxTables>(tx, 'kernel')
    .updateTable('delivery')
    .set(change)
    .where('event', '=', due.id)
    .where('listener', '=', due.listener)
    .where('attempts', '=', due.attempts)
    .where('done_at', 'is', null)
}

/** The same for all that were heard in one transaction. */
function markedDone(done: readonly Due[], now: Date) {
  return sql`
    update kernel.delivery d set done_at = ${now}, error = null
    from unnest(${done.map(({ id }) => id)}::uuid[], ${done.map(({ listener }) => listener)}::text[], ${done.map(({ attempts }) => attempts)}::int[])
      as heard (event, listener, attempts)
    where d.event = heard.event and d.listener = heard.listener and d.attempts = heard.attempts and d.done_at is null`
}

/** Kept beside the delivery for a person to read; the rows that Postgres quotes stay out. */
function reasonOf(error: unknown): string {
  if (isRefusal(error)) return `${error.code}: ${error.message}`
  const fault = faultOf(error)
  return fault.stack ?? fault.message
}
