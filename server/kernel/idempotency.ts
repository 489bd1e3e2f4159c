import { sql } from 'kysely'
import type { Context } from './context.ts'
import { json, sendAhead, tablesOf } from './database.ts'
import { isRefusal, Refusal } from './refusal.ts'

type IdempotencyTable = {
  actor: string
  operation: string
  key: string
  request_sha: string
  status: number | null
  answer: unknown
  at: Date
}

/** Days for which a key is kept, and its answer with it. */
const keyDays = 30

/**
 * Runs `work` once for a key: the row goes in first, in the transaction of the effect. A twin that comes while the first still runs is
 * told so (409 `idempotency.in_flight`); one that comes later reads the stored answer. The same key with another request is a mistake
 * of the caller and is refused (422 `idempotency.key_reused`).
 */
export async function once(
  ctx: Context,
  call: { operation: string; key: string; requestSha: string },
  work: () => Promise<{ status: number; answer: unknown }>,
): Promise<{ status: number; answer: unknown; repeated: boolean }> {
  const tables = tablesOf<{ idempotency: IdempotencyTable }>(ctx.tx, 'kernel')
  const actor = `${ctx.actor.kind}:${ctx.actor.id}`
  await takeTurn(ctx, `${actor} ${call.operation} ${call.key}`)
  const inserted = await tables
    .insertInto('idempotency')
    .values({ actor, operation: call.operation, key: call.key, request_sha: call.requestSha, status: null, answer: null, at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!inserted) {
    const first = await tables
      .selectFrom('idempotency')
      .selectAll()
      .where('actor', '=', actor)
      .where('operation', '=', call.operation)
      .where('key', '=', call.key)
      .executeTakeFirstOrThrow()
    if (first.request_sha !== call.requestSha) {
      throw new Refusal('refused', 'idempotency.key_reused', 'This Idempotency-Key was used for another request. Use a new key.')
    }
    return { status: first.status ?? 200, answer: first.answer, repeated: true }
  }
  const result = await work().catch(async (error: unknown) => {
    // a refusal that keeps its counts is committed: the key must be free for the next try
    if (isRefusal(error) && error.keep) {
      await tables
        .deleteFrom('idempotency')
        .where('actor', '=', actor)
        .where('operation', '=', call.operation)
        .where('key', '=', call.key)
        .execute()
    }
    throw error
  })
  const answered = tables
    .updateTable('idempotency')
    .set({ status: result.status, answer: json(result.answer ?? null) })
    .where('actor', '=', actor)
    .where('operation', '=', call.operation)
    .where('key', '=', call.key)
  await sendAhead(ctx.tx, answered)
  return { ...result, repeated: false }
}

/** The lock ends with the transaction, however that ends: a process that dies leaves no key behind that is in flight for ever. */
async function takeTurn(ctx: Context, words: string): Promise<void> {
  const { rows } = await sql<{ free: boolean }>`select pg_try_advisory_xact_lock(hashtextextended(${words}, 7)) as free`.execute(ctx.tx)
  if (rows[0]?.free) return
  throw new Refusal(
    'conflict',
    'idempotency.in_flight',
    'The first request with this Idempotency-Key is still running. Ask again in a moment.',
  )
}

/** Forgets keys that are older than so many days; answers how many. */
export async function forgetOldKeys(ctx: Context, days: number = keyDays): Promise<number> {
  const done = await tablesOf<{ idempotency: IdempotencyTable }>(ctx.tx, 'kernel')
    .deleteFrom('idempotency')
    .where('at', '<', new Date(ctx.now.getTime() - days * 86_400_000))
    .executeTakeFirst()
  return Number(done.numDeletedRows)
}
