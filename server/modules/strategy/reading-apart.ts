import { apart, GivenUp } from '../../kernel/apart.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { isWord } from './documents.ts'
import { type DocumentTask, type PlanTask, readWhole, type WholeDocument } from './reading-work.ts'
import { type PlanReading, readPlan } from './rules/reading.ts'

/** What is no longer than so many bytes is read at once; every plan that fits on its page is far shorter. */
const atOnce = 32 * 1024

const thread = new URL('./reading-thread.ts', import.meta.url)

/** A document with all that is worked out of it. A long one, and a word processor's, is read beside the process that answers people. */
export async function documentRead(asked: Omit<DocumentTask, 'do'>): Promise<WholeDocument> {
  if (asked.bytes.length <= atOnce && !isWord(asked.bytes)) return readWhole(asked)
  return readApart({ do: 'document', ...asked, bytes: new Uint8Array(asked.bytes) })
}

/** The reading of one edition's source. */
export async function planRead(...[source, facts, inherited]: Parameters<typeof readPlan>): Promise<PlanReading> {
  if (source.length <= atOnce) return readPlan(source, facts, inherited)
  const { understood: _, ...plain } = facts
  return readApart({ do: 'plan', source, facts: plain, inherited })
}

async function readApart<T>(task: DocumentTask | PlanTask): Promise<T> {
  try {
    return await apart<T>(thread, task)
  } catch (error) {
    if (error instanceof GivenUp)
      throw new Refusal('invalid', 'import.too_large', 'Reading this text takes more than the house has room for. Divide it and try again.')
    throw error
  }
}
