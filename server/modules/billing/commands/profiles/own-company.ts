import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { fitVersion } from '../../../../kernel/edits.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { changeOwnAccount, takeOwnAccount } from '../../../customers/index.ts'
import type { portalCompanyChange } from '../../contract.ts'
import { fitTexts } from '../../paper/printable.ts'
import { ownCompany, ownProfiles } from '../../queries/portal/own-company.ts'
import { changeProfile, takeProfile } from '../../store/profiles.ts'
import { type Checked, checkedId, keepCheck } from './change.ts'

/**
 * A customer's own people change address and tax id. What is issued from now on names them; an issued document holds its own copy. The tax
 * id is read and its register asked as at a purchase. The country stays: seller, currency and tax hang on it, and contracts hang on those.
 */
export async function changeOwnCompany(
  ctx: Context,
  input: InputOf<typeof portalCompanyChange>,
): Promise<OutputOf<typeof portalCompanyChange>> {
  const account = await takeOwnAccount(ctx)
  const before = await ownProfiles(ctx, account.id)
  fitVersion(input.if_match, account.version + before.reduce((sum, one) => sum + one.version, 0))
  const { street, postal_code, city } = input.address
  const region = input.region || null
  fitTexts([street, postal_code, city, region ?? ''], account.country, 'address.street')
  await changeOwnAccount(ctx, account, { street, postal_code, city, region, tax_id: input.tax_id || null })
  const address = { street, ...(postal_code && { postal_code }), city }
  for (const { id } of before.filter((one) => one.country === account.country)) {
    const profile = await takeProfile(ctx.tx, id)
    const checked = input.tax_id ? checkedId(ctx, account.country, input.tax_id) : undefined
    await changeOwnProfile(ctx, profile, { address, region, checked })
  }
  return ownCompany(ctx)
}

type OwnProfile = Awaited<ReturnType<typeof takeProfile>>

async function changeOwnProfile(
  ctx: Context,
  profile: OwnProfile,
  { address, region, checked }: { address: Record<string, string>; region: string | null; checked: Checked | undefined },
): Promise<void> {
  // an id that stands already keeps what the register said of it
  const same = checked !== undefined && profile.tax_ids[0]?.id === checked.taxId.id
  const next = { address, region, tax_ids: same ? profile.tax_ids : checked ? [checked.taxId] : [] }
  await changeProfile(ctx.tx, profile.id, next)
  if (checked && !same) await keepCheck(ctx, profile.id, checked)
  const { address: was, region: where, tax_ids } = profile
  await record(ctx, {
    action: 'billing.profile.changed',
    subject: { kind: 'account', id: profile.account_id, label: profile.legal_name },
    before: { address: was, region: where, tax_ids },
    after: next,
  })
}
