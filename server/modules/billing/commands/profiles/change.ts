import { type RegisterAnswer, sandboxRegister } from '../../../../adapters/tax/register.ts'
import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { fitVersion } from '../../../../kernel/edits.ts'
import { newId } from '../../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { everything } from '../../../../kernel/reach.ts'
import { need } from '../../../../kernel/rights.ts'
import { stopped } from '../../../../kernel/stopped.ts'
import { accountOf, fitTaxId, readTaxId } from '../../../customers/index.ts'
import type { profilesChange } from '../../contract.ts'
import { fitTexts } from '../../paper/printable.ts'
import { factsOfAccount } from '../../queries/portal/actor.ts'
import { profileViews } from '../../queries/profiles.ts'
import { usualTerms } from '../../rules/payment.ts'
import { entityFor } from '../../store/catalogue.ts'
import { changeProfile, findProfile, getProfile, listProfiles, saveProfile, saveTaxIdCheck, takeProfile } from '../../store/profiles.ts'
import type { Address, EntityTable, ProfileTable, TaxId } from '../../tables.ts'
import { fitPlace } from '../../queries/selling/place.ts'

/** What a buyer says about the company; left out: what the account says. */
export type Company = {
  legal_name: string
  street?: string | undefined
  postal_code?: string | undefined
  city?: string | undefined
  region?: string | undefined
  country: string
  kind: string
  tax_id?: string | undefined
}

/** The account as a buyer of the company that serves its country; made at the first quote, brought up to date by later ones. */
export async function profileFor(
  ctx: Context,
  accountId: string,
  company?: Company,
): Promise<{ profile: ProfileTable; entity: EntityTable }> {
  const facts = company ?? (await factsOfAccount(ctx, accountId))
  const entity = await entityFor(ctx.tx, facts.country)
  fitPlace(ctx, entity, facts)
  const made = (await findProfile(ctx.tx, accountId, entity.id)) ? undefined : await makeProfile(ctx, accountId, entity, facts, company)
  if (made) return { profile: made, entity }
  // two first quotes at once: the later one waited for the profile of the earlier
  const found = await findProfile(ctx.tx, accountId, entity.id)
  if (!found) throw new Error(`the profile of ${accountId} is gone`)
  if (!company) return { profile: found, entity }
  return { profile: await refreshProfile(ctx, found, company), entity }
}

/**
 * A signed-in contact buys for the own account. Facts of another legal entity (a draft that was typed before signing in) would put its
 * name on this account's invoices and licences: refused, `quote.other_company`. To buy for it is a step of its own, by signing up as it.
 */
export async function requireOwnCompany(ctx: Context, accountId: string, legalName: string): Promise<void> {
  const account = await accountOf(ctx, accountId)
  const known = await listProfiles(ctx.tx, { reach: everything, account_id: accountId, limit: 200 })
  const names = [account.name, account.legal_name, ...known.map((profile) => profile.legal_name)]
  if (names.some((name) => name && folded(name) === folded(legalName))) return
  throw new Refusal(
    'refused',
    'quote.other_company',
    `You are signed in for ${stopped(account.legal_name ?? account.name)} To buy for ${legalName}, sign out and start as that company.`,
  )
}

function folded(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

async function makeProfile(
  ctx: Context,
  accountId: string,
  entity: EntityTable,
  facts: Company,
  said: Company | undefined,
): Promise<ProfileTable | undefined> {
  fitTexts(textsOf(facts), facts.country, 'legal_name')
  // whoever says the company's facts still names an account that must exist
  if (said) await accountOf(ctx, accountId)
  const id = newId()
  const taxIds = facts.tax_id ? [checkedId(ctx, facts.country, facts.tax_id)] : []
  const profile: ProfileTable = {
    id,
    account_id: accountId,
    entity_id: entity.id,
    legal_name: facts.legal_name,
    address: addressOf(facts),
    country: facts.country,
    region: facts.region ?? null,
    kind: facts.kind,
    tax_ids: taxIds.map(({ taxId }) => taxId),
    currency: entity.currency,
    terms_days: usualTerms,
    terms_approved: false,
    version: 1,
    language: 'en',
    segment: null,
    location: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  }
  if (!(await saveProfile(ctx.tx, profile))) return undefined
  for (const checked of taxIds) await keepCheck(ctx, id, checked)
  await record(ctx, {
    action: 'billing.profile.created',
    subject: { kind: 'account', id: accountId, label: facts.legal_name },
    after: { entity: entity.code, country: facts.country },
  })
  return profile
}

async function refreshProfile(ctx: Context, profile: ProfileTable, facts: Company): Promise<ProfileTable> {
  const known = profile.tax_ids[0]?.id
  const given = facts.tax_id ? readTaxId(facts.country, facts.tax_id).id : undefined
  const checked = given !== undefined && given !== known ? checkedId(ctx, facts.country, given) : undefined
  const next = {
    legal_name: facts.legal_name,
    address: addressOf(facts),
    country: facts.country,
    region: facts.region ?? null,
    kind: facts.kind,
    tax_ids: given === undefined ? [] : checked ? [checked.taxId] : profile.tax_ids,
  }
  const before = {
    legal_name: profile.legal_name,
    address: profile.address,
    country: profile.country,
    region: profile.region,
    kind: profile.kind,
    tax_ids: profile.tax_ids,
  }
  if (JSON.stringify(before) === JSON.stringify(next)) return profile
  fitTexts(textsOf(facts), facts.country, 'legal_name')
  await changeProfile(ctx.tx, profile.id, next)
  if (checked) await keepCheck(ctx, profile.id, checked)
  await record(ctx, {
    action: 'billing.profile.changed',
    subject: { kind: 'account', id: profile.account_id, label: next.legal_name },
    before,
    after: next,
  })
  return { ...profile, ...next }
}

/** Changes what later documents will say. Credit is finance's to give: terms need `billing.bill`. */
export async function changeProfileFacts(ctx: Context, input: InputOf<typeof profilesChange>): Promise<OutputOf<typeof profilesChange>> {
  if (input.terms_days !== undefined || input.terms_approved !== undefined) need(ctx.actor, 'billing.bill')
  const before = await takeProfile(ctx.tx, input.id)
  fitVersion(input.if_match, before.version)
  fitTexts([input.legal_name ?? '', ...Object.values(input.address ?? {})], before.country, 'legal_name')
  const checked = input.tax_id ? checkedId(ctx, before.country, input.tax_id) : undefined
  const change = {
    ...(input.legal_name !== undefined && { legal_name: input.legal_name }),
    ...(input.address !== undefined && { address: input.address }),
    ...(input.terms_days !== undefined && { terms_days: input.terms_days }),
    ...(input.terms_approved !== undefined && { terms_approved: input.terms_approved }),
    ...(input.tax_id !== undefined && { tax_ids: checked ? [checked.taxId] : [] }),
  }
  if (Object.keys(change).length > 0) await changeProfile(ctx.tx, input.id, change)
  if (checked) await keepCheck(ctx, input.id, checked)
  await record(ctx, {
    action: 'billing.profile.changed',
    subject: { kind: 'account', id: before.account_id, label: before.legal_name },
    before: pick(before, change),
    after: change,
  })
  const view = (await profileViews(ctx, [await getProfile(ctx.tx, input.id)]))[0]
  if (!view) throw new Refusal('missing', 'profile.unknown', 'There is no such billing profile.')
  return view
}

export type Checked = { taxId: TaxId; answer: RegisterAnswer }

/** Reads the id and asks the register of its country; refuses a wrong form and a wrong check digit. */
export function checkedId(ctx: Pick<Context, 'now'>, country: string, text: string): Checked {
  const read = fitTaxId(country, text)
  const answer = sandboxRegister.ask(read, ctx.now)
  return { taxId: { country: read.country, id: read.id, state: answer.state, name: read.name }, answer }
}

export async function keepCheck(ctx: Context, profileId: string, { taxId, answer }: Checked): Promise<void> {
  await saveTaxIdCheck(ctx.tx, {
    id: newId(),
    profile_id: profileId,
    tax_id: taxId.id,
    state: answer.state,
    register: answer.register,
    consultation_number: answer.consultation_number,
    asked_at: ctx.now,
    answered_at: answer.state === 'pending' ? null : ctx.now,
    raw: answer.raw,
    created_at: ctx.now,
    created_by: ctx.actor.id,
  })
}

/** What of a buyer stands on documents. */
function textsOf({ legal_name, street, postal_code, city, region }: Company): string[] {
  return [legal_name, street ?? '', postal_code ?? '', city ?? '', region ?? '']
}

function addressOf(facts: Company): Address {
  return {
    ...(facts.street && { street: facts.street }),
    ...(facts.postal_code && { postal_code: facts.postal_code }),
    ...(facts.city && { city: facts.city }),
  }
}

function pick(row: ProfileTable, change: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in change))
}
