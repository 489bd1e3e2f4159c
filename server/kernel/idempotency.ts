import type { Context } from './context.ts'
import { json, tablesOf } from './database.ts'
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

/**
 * Runs `work` once for a key: the row goes in first, in the transaction of the effect, so a twin waits on the unique key and then
 * reads the stored answer. The same key with another request is a mistake of the caller and is refused.
 */
export async function once(
  ctx: Context,
  call: { operation: string; key: string; requestSha: string },
  work: () => Promise<{ status: number; answer: unknown }>,
): Promise<{ status: number; answer: unknown; repeated: boolean }> {
  const tables = tablesOf<{ idempotency: IdempotencyTable }>(ctx.tx, 'kernel')
  const actor = `${ctx.actor.kind}:${ctx.actor.id}`
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
      throw new Refusal('conflict', 'idempotency.different_body', 'This Idempotency-Key was used for another request. Use a new key.')
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
  await tables
    .updateTable('idempotency')
    .set({ status: result.status, answer: json(result.answer ?? null) })
    .where('actor', '=', actor)
    .where('operation', '=', call.operation)
    .where('key', '=', call.key)
    .execute()
  return { ...result, repeated: false }
}

/** Keys are kept for 7 days. */
export async function forgetOldKeys(ctx: Context): Promise<void> {
  await tablesOf<{ idempotency: IdempotencyTable }>(ctx.tx, 'kernel')
    .deleteFrom('idempotency')
    .where('at', '<', new Date(ctx.now.getTime() - 7 * 86_400_000))
    .execute()
}
