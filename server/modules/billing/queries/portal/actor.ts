import type { Context } from '../../../../kernel/context.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { accountOf } from '../../../customers/index.ts'

/** The customer account of a portal contact; every portal query and command is cut to it. */
export function accountOfActor(ctx: Context): string {
  const { accountId } = ctx.actor
  if (!accountId) throw new Refusal('forbidden', 'portal.contacts_only', 'This door is for customers. Sign in as a contact of an account.')
  return accountId
}

/** What an account says of its company, as a buyer would. */
export async function factsOfAccount(ctx: Context, accountId: string) {
  const account = await accountOf(ctx, accountId)
  return {
    legal_name: account.legal_name ?? account.name,
    street: account.address?.street,
    postal_code: account.address?.postal_code,
    city: account.address?.city,
    region: account.region ?? account.address?.region ?? undefined,
    country: account.country,
    kind: ['consumer', 'government', 'nonprofit'].includes(account.kind) ? account.kind : 'business',
    tax_id: account.tax_id ?? undefined,
  }
}
