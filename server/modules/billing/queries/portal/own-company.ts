import type { Context } from '../../../../kernel/context.ts'
import type { OutputOf } from '../../../../kernel/operation.ts'
import { everything } from '../../../../kernel/reach.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import { accountOf, moneyMailboxes, readTaxId, regionsOf } from '../../../customers/index.ts'
import { accountOfActor } from './actor.ts'
import type { portalCompany } from '../../contract.ts'
import { buyerOnPaper } from '../../paper/party.ts'
import { taxIdText, type TaxIdState } from '../../rules/own-company.ts'
import { balancesOf } from '../../store/balances.ts'
import { entityFor } from '../../store/catalogue.ts'
import { listProfiles } from '../../store/profiles.ts'
import type { Address, ProfileTable } from '../../tables.ts'

type Own = OutputOf<typeof portalCompany>

/** The company of whoever asks as the next invoice would name it. A stored address that no invoice has used yet is the account's. */
export async function ownCompany(ctx: Context): Promise<Own> {
  const account = await accountOf(ctx, accountOfActor(ctx))
  const profiles = await ownProfiles(ctx, account.id)
  const seller = await entityFor(ctx.tx, account.country)
  const profile = profiles.find((one) => one.entity_id === seller.id) ?? profiles[0]
  const name = profile?.legal_name ?? account.legal_name ?? account.name
  const address: Address = profile ? profile.address : { ...account.address }
  const region = profile ? profile.region : account.region
  const country = profile?.country ?? account.country
  const box = (await moneyMailboxes(ctx, [account.id])).get(account.id)
  return {
    legal_name: name,
    address: { street: address['street'] ?? '', postal_code: address['postal_code'] ?? '', city: address['city'] ?? '' },
    region,
    country,
    lines: buyerOnPaper({ legal_name: name, address, region, country, tax_ids: [] }).lines,
    tax_id: profile ? taxIdOf(profile) : uncheckedId(country, account.tax_id),
    tax_id_asked: regionsOf(country).length === 0,
    invoices_to: box ?? null,
    balances: (
      await balancesOf(
        ctx.tx,
        profiles.map(({ id }) => id),
      )
    ).map((one) => ({ minor: Number(one.amount_minor), currency: one.currency })),
    version: account.version + profiles.reduce((sum, one) => sum + one.version, 0),
    may: mayDo(ctx.actor, 'portal.pay') ? ['portal.company.change'] : [],
  }
}

/** The account with each company of ours that has sold to it, newest first. */
export async function ownProfiles(ctx: Context, accountId: string): Promise<ProfileTable[]> {
  return listProfiles(ctx.tx, { reach: everything, account_id: accountId, limit: 200 })
}

const states: readonly string[] = ['valid', 'pending', 'invalid', 'format_only'] satisfies TaxIdState[]

function taxIdOf(profile: ProfileTable): Own['tax_id'] {
  const [first] = profile.tax_ids
  if (!first) return null
  const state = states.includes(first.state) ? (first.state as TaxIdState) : 'unchecked'
  return { id: first.id, name: first.name ?? readTaxId(first.country, first.id).name, state, text: taxIdText(state) }
}

function uncheckedId(country: string, id: string | null): Own['tax_id'] {
  return id ? { id, name: readTaxId(country, id).name, state: 'unchecked', text: taxIdText('unchecked') } : null
}
