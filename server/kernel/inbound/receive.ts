import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context, Open } from '../context.ts'
import { type Tx, tablesOf } from '../database.ts'
import { newId } from '../ids.ts'
import type { Signed, Verdict } from './verify.ts'

/** A message that is believed, with the bytes as they came. */
type InboundMessage = { id: string; at: Date; type: string; body: Buffer }

/** A system that tells us things at `/hooks/<source>`. */
export type Inbound = {
  source: string
  /** looks up the secrets and judges the signature (`verify.ts`) */
  verify: (ctx: Context, signed: Signed) => Promise<Verdict>
  /** works in one transaction with the mark that it is done: what it refuses or fails at is tried again when the sender repeats it */
  take: (ctx: Context, message: InboundMessage) => Promise<void>
}

export type Received = 'taken' | 'repeated' | 'unsigned' | 'forged' | 'stale' | 'id_reused' | 'not_taken'

type InboundTable = {
  id: string
  source: string
  message_id: string
  signed_at: Date
  came_at: Date
  content_type: string
  raw: Buffer
  sha256: string
  attempts: number
  done_at: Date | null
  failed_at: Date | null
  error: string | null
}

/**
 * Takes one message. What is not believed leaves no trace; what is, is kept before anybody works on it, and worked on once, however often
 * and in how many requests at once it comes.
 */
export async function receive(open: Open, inbound: Inbound, came: { header: Signed['header']; body: Buffer }): Promise<Received> {
  const kept = await open(async (ctx) => {
    const verdict = await inbound.verify(ctx, { ...came, now: ctx.now })
    return 'refused' in verdict ? verdict.refused : keep(ctx, inbound.source, verdict, came)
  })
  if (typeof kept === 'string') return kept
  try {
    return await open(async (ctx) => {
      const row = await takeRow(ctx.tx, kept.row)
      if (row.done_at) return 'repeated'
      await inbound.take(ctx, { id: row.message_id, at: row.signed_at, type: row.content_type, body: row.raw })
      await save(ctx.tx, row.id, { done_at: ctx.now, attempts: row.attempts + 1, failed_at: null, error: null })
      return 'taken'
    })
  } catch (error) {
    const text = (error instanceof Error ? error.message : String(error)).slice(0, 500)
    await open(async (ctx) => {
      const row = await takeRow(ctx.tx, kept.row)
      // another request may have done it meanwhile
      if (!row.done_at) await save(ctx.tx, row.id, { failed_at: ctx.now, attempts: row.attempts + 1, error: text })
    })
    return 'not_taken'
  }
}

/** Forgets what was done so many days ago. What was not stays until somebody has looked at it. */
export async function forgetInbound(open: Open, days: number): Promise<void> {
  await open(async (ctx) => {
    const before = new Date(ctx.now.getTime() - days * 86_400_000)
    await tables(ctx.tx).deleteFrom('inbound').where('done_at', '<', before).execute()
  })
}

async function keep(
  ctx: Context,
  source: string,
  { id, at }: { id: string; at: Date },
  { header, body }: { header: Signed['header']; body: Buffer },
): Promise<{ row: string } | 'id_reused'> {
  const sha256 = createHash('sha256').update(body).digest('hex')
  const row = { id: newId(), source, message_id: id, signed_at: at, came_at: ctx.now, raw: body, sha256 }
  await tables(ctx.tx)
    .insertInto('inbound')
    .values({ ...row, content_type: header('content-type')?.slice(0, 200) ?? '', attempts: 0, done_at: null, failed_at: null, error: null })
    .onConflict((conflict) => conflict.columns(['source', 'message_id']).doNothing())
    .execute()
  const stored = await tables(ctx.tx)
    .selectFrom('inbound')
    .select(['id', sql<boolean>`sha256 = ${sha256}`.as('same')])
    .where('source', '=', source)
    .where('message_id', '=', id)
    .executeTakeFirstOrThrow()
  return stored.same ? { row: stored.id } : 'id_reused'
}

async function takeRow(tx: Tx, id: string): Promise<InboundTable> {
  return tables(tx).selectFrom('inbound').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow()
}

async function save(tx: Tx, id: string, change: Partial<InboundTable>): Promise<void> {
  await tables(tx).updateTable('inbound').set(change).where('id', '=', id).execute()
}

function tables(tx: Tx) {
  return tablesOf<{ inbound: InboundTable }>(tx, 'kernel')
}
