import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { everything } from '../../../kernel/reach.ts'
import { fitAddressOf } from '../rules/place.ts'
import { fitTaxId } from '../rules/tax-ids/fit.ts'
import { ownAccount } from '../queries.ts'
import { type AccountRow, saveAccount, takeReached } from '../store/accounts.ts'

/** What a customer's own people may say anew; the country stays, since seller, currency and tax hang on it. */
type OwnFacts = { street: string; postal_code: string; city: string; region: string | null; tax_id: string | null }

/** Locks the account of the contact who asks. */
export async function takeOwnAccount(ctx: Context): Promise<AccountRow> {
  return takeReached(ctx.tx, (await ownAccount(ctx)).id, everything)
}

/** A customer's own address and tax id. Refuses what does not fit the country; `takeOwnAccount` has locked the account. */
export async function changeOwnAccount(ctx: Context, before: AccountRow, facts: OwnFacts): Promise<void> {
  const { country } = before
  fitAddressOf(country, { region: facts.region ?? undefined, postal_code: facts.postal_code })
  const next = {
    region: facts.region,
    billing_address: { line1: facts.street, postal_code: facts.postal_code, city: facts.city, country },
    tax_id: facts.tax_id ? fitTaxId(country, facts.tax_id).id : null,
  }
  const was = { region: before.region, billing_address: before.billing_address, tax_id: before.tax_id }
  const fields = (['region', 'billing_address', 'tax_id'] as const).filter(
    (field) => JSON.stringify(was[field]) !== JSON.stringify(next[field]),
  )
  await saveAccount(ctx.tx, before.id, { ...next, updated_at: ctx.now, updated_by: ctx.actor.id })
  await record(ctx, {
    action: 'customers.account.changed',
    subject: { kind: 'account', id: before.id, label: before.name },
    before: Object.fromEntries(fields.map((field) => [field, was[field]])),
    after: Object.fromEntries(fields.map((field) => [field, next[field]])),
  })
  await ctx.announce('customers.account.changed', { account_id: before.id, fields }, { key: before.id })
}
