import { recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { HeardEvent } from '../../../kernel/room.ts'
import { accountsOwnedBy, releaseOwned } from '../store/accounts.ts'

/** Gives the accounts of somebody who left back to the pool; each account's history says so. */
export async function releaseAccounts(ctx: Context, event: HeardEvent): Promise<void> {
  const personId = String(event.payload.person_id)
  const owned = await accountsOwnedBy(ctx.tx, personId)
  await releaseOwned(ctx.tx, personId, { at: ctx.now, who: ctx.actor.id })
  await recordAll(
    ctx,
    owned.map((account) => ({
      action: 'customers.account.released',
      subject: { kind: 'account', id: account.id, label: account.name },
      before: { owner_id: personId },
      after: { owner_id: null },
      reason: 'The owner has left.',
    })),
  )
  for (const { id } of owned) await ctx.announce('customers.account.changed', { account_id: id, fields: ['owner_id'] }, { key: id })
}
