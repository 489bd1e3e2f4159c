import { ahead } from '../../kernel/ahead.ts'
import { apart, GivenUp } from '../../kernel/apart.ts'
import { jcs, sha256 } from '../../kernel/canonical.ts'
import type { Context } from '../../kernel/context.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { isWord } from './documents.ts'
import { type DocumentTask, type PlanTask, readWhole, type WholeDocument } from './reading-work.ts'
import { type PlanReading, readPlan } from './rules/reading.ts'

/** What is no longer than so many bytes is read at once; every plan that fits on its page is far shorter. */
const atOnce = 32 * 1024

const thread = new URL('./reading-thread.ts', import.meta.url)

/** Who asks, and what was read before their transaction began. */
type Asking = Pick<Context, 'actor' | 'ahead'>

/** A document with all that is worked out of it. A long one, and a word processor's, is read beside the process that answers people. */
export async function documentRead(ctx: Asking, asked: Omit<DocumentTask, 'do'>): Promise<WholeDocument> {
  if (asked.bytes.length <= atOnce && !isWord(asked.bytes)) return readWhole(asked)
  const { bytes, ...others } = asked
  return readApart(ctx, sha256(jcs({ ...others, bytes: sha256(bytes) })), { do: 'document', ...asked, bytes: new Uint8Array(bytes) })
}

/** The reading of one edition's source. */
export async function planRead(ctx: Asking, ...[source, facts, inherited]: Parameters<typeof readPlan>): Promise<PlanReading> {
  if (source.length <= atOnce) return readPlan(source, facts, inherited)
  const { understood: _, ...plain } = facts
  return readApart(ctx, sha256(JSON.stringify([source, plain, inherited])), { do: 'plan', source, facts: plain, inherited })
}

/** Read while no transaction is open; nobody holds more than a fair share of what waits. */
async function readApart<T>(ctx: Asking, key: string, task: DocumentTask | PlanTask): Promise<T> {
  return ahead(ctx, key, async () => {
    try {
      return await apart<T>(thread, task, ctx.actor.person ?? ctx.actor.id)
    } catch (error) {
      if (error instanceof GivenUp)
        throw new Refusal(
          'invalid',
          'import.too_large',
          'Reading this text takes more than the house has room for. Divide it and try again.',
        )
      throw error
    }
  })
}
