import type { Context } from '../../../../kernel/context.ts'
import { Refusal } from '../../../../kernel/refusal.ts'

/** The customer account of a portal contact; every portal query and command is cut to it. */
export function accountOfActor(ctx: Context): string {
  const { accountId } = ctx.actor
  if (!accountId) throw new Refusal('forbidden', 'portal.contacts_only', 'This door is for customers. Sign in as a contact of an account.')
  return accountId
}
