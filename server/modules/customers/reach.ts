import type { Context } from '../../kernel/context.ts'
import { need } from '../../kernel/rights.ts'
import { teammatesOf } from '../people/index.ts'
import type { Reach } from './store/accounts.ts'

/**
 * Whose accounts the actor's right reaches. `team` reaches the accounts of everybody who shares a team with the actor, and those that
 * nobody owns: the pool is there to be picked from. `own` reaches one's own.
 */
export async function reachOf(ctx: Context, right: 'customers.read' | 'customers.write'): Promise<Reach> {
  const scope = need(ctx.actor, right)
  if (scope === 'all') return undefined
  if (scope === 'team') return { owners: await teammatesOf(ctx), pool: true }
  return { owners: [ctx.actor.person ?? ctx.actor.id], pool: false }
}
