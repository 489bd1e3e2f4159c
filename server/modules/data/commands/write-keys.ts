import { randomBytes } from 'node:crypto'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { saveWriteKey } from '../store/sources.ts'

/** A write key for a source: shown once, kept as its hash. */
export async function giveKey(ctx: Context, source: string, given?: string): Promise<string> {
  const key = given ?? randomBytes(20).toString('base64url').replace(/[-_]/g, 'x')
  await saveWriteKey(ctx.tx, {
    id: newId(),
    source,
    hash: sha256(key),
    hint: `${key.slice(0, 4)}…${key.slice(-2)}`,
    valid_until: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  })
  return key
}
