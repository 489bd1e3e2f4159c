import type { Context, Permission } from './context.ts'
import { mailKey } from './mail-address.ts'
import { isTransactional, type Purpose } from './mail-purpose.ts'

/**
 * May we write to this address for this purpose? Transactional letters always pass. For all others somebody must have agreed, in a room
 * that keeps such things (`permits`), and one refusal outweighs any number of consents.
 */
export async function mayWrite(ctx: Context, address: string, purpose: Purpose): Promise<boolean> {
  if (isTransactional(purpose)) return true
  const known: (Permission | undefined)[] = []
  for (const permits of ctx.permits) known.push(await permits(ctx, mailKey(address), purpose))
  return known.includes('given') && !known.includes('refused')
}
