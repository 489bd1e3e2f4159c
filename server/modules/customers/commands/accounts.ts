import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import { takeNumber } from '../../../kernel/numbers.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personOf, reachOf } from '../../people/index.ts'
import type { accountChange, accountCreate } from '../contract.ts'
import { readAccount } from '../queries.ts'
import { type AccountKind, type Address, fitCountry, fitNewness, nameKey } from '../rules/account.ts'
import { segmentKept } from '../rules/segment.ts'
import { companyDomainOf, websiteDomain } from '../rules/domains.ts'
import { fitTaxId } from '../rules/tax-ids/fit.ts'
import { type Account, accountShape, type Contact, contactShape } from '../shapes.ts'
import { type AccountRow, addAccount, findTwins, saveAccount, takeReached } from '../store/accounts.ts'
import { contactFor } from './contacts.ts'
import { getBands } from '../store/segments.ts'

type NewAccount = {
  name: string
  legal_name?: string | null | undefined
  kind: AccountKind
  country: string
  region?: string | null | undefined
  segment?: string | null | undefined
  employees?: number | null | undefined
  owner_id?: string | null | undefined
  website?: string | null | undefined
  billing_address?: (Omit<Address, 'country'> & { country?: string | undefined }) | null | undefined
  tax_id?: string | null | undefined
  contact?: { name: string; email: string; title?: string | undefined; roles?: readonly Contact['roles'][number][] } | undefined
  source?: AccountRow['source']
}

/** Creates an account for a colleague; what looks like a customer we have is refused until the asker insists. */
export async function createAccount(ctx: Context, input: InputOf<typeof accountCreate>): Promise<OutputOf<typeof accountCreate>> {
  const { anyway, ...request } = input
  fitNewness(await findTwins(ctx.tx, nameKey(request.name), domainOf(request)), anyway)
  const { account } = await openAccount(ctx, request)
  return readAccount(ctx, { id: account.id }, { own: true })
}

/**
 * Opens an account, and its first contact if there is one, without asking whether it is new: for imports, the demo and other rooms.
 * Refuses an unknown country, an owner who has left, and an address that another contact has.
 */
export async function openAccount(ctx: Context, request: NewAccount): Promise<{ account: Account; contact: Contact | undefined }> {
  const row = await addAccountRow(ctx, { ...request, source: request.source ?? 'staff' }, true)
  await announceAccount(ctx, row)
  const contact = request.contact
    ? await contactFor(ctx, row, { ...request.contact, roles: [...(request.contact.roles ?? ['owner'])] })
    : undefined
  return { account: accountShape(row), contact: contact && contactShape(contact) }
}

/** The row itself; an unconfirmed one is a sign-up whose code is still to come. */
export async function addAccountRow(
  ctx: Context,
  request: NewAccount & { source: AccountRow['source'] },
  confirmed: boolean,
): Promise<AccountRow> {
  await fitFacts(ctx, request)
  const [number, bands] = await Promise.all([takeNumber(ctx.tx, 'customers.account_number', 'A'), getBands(ctx.tx)])
  return addAccount(ctx.tx, {
    id: newId(),
    number,
    name: request.name,
    name_key: nameKey(request.name),
    legal_name: request.legal_name || null,
    kind: request.kind,
    country: request.country,
    region: request.region || null,
    segment: segmentKept(request.employees ?? null, request.segment, bands),
    employees: request.employees ?? null,
    owner_id: request.owner_id ?? null,
    website: request.website || null,
    domain: domainOf(request) ?? null,
    billing_address: request.billing_address ? withCountry(request.billing_address, request.country) : null,
    tax_id: request.tax_id ? fitTaxId(request.country, request.tax_id).id : null,
    source: request.source,
    confirmed_at: confirmed ? ctx.now : null,
    created_day: ctx.today,
    created_at: ctx.now,
    created_by: ctx.actor.id,
    updated_at: ctx.now,
    updated_by: ctx.actor.id,
  })
}

/** Tells the house of a customer; for a sign-up only when its code was right. */
export async function announceAccount(ctx: Context, row: AccountRow): Promise<void> {
  const { number, kind, country, source } = row
  await record(ctx, {
    action: 'customers.account.created',
    subject: { kind: 'account', id: row.id, label: row.name },
    after: { number, ...factsOf(row) },
  })
  await ctx.announce('customers.account.created', { account_id: row.id, number, kind, country, source }, { key: row.id })
}

export async function changeAccount(ctx: Context, input: InputOf<typeof accountChange>): Promise<OutputOf<typeof accountChange>> {
  const { id, if_match: ifMatch, reason, billing_address, ...change } = input
  const before = await takeReached(ctx.tx, id, await reachOf(ctx, 'customers.write'))
  fitVersion(ifMatch, before.version)
  await fitFacts(ctx, change)
  const country = change.country ?? before.country
  const employees = change.employees === undefined ? before.employees : change.employees
  const segment = segmentKept(
    employees,
    change.segment === undefined && employees === null ? before.segment : change.segment,
    await getBands(ctx.tx),
  )
  const saved = await saveAccount(ctx.tx, id, {
    ...change,
    segment,
    ...(change.name ? { name_key: nameKey(change.name) } : {}),
    ...(change.website !== undefined ? { domain: (change.website && websiteDomain(change.website)) || before.domain } : {}),
    ...(change.tax_id ? { tax_id: fitTaxId(country, change.tax_id).id } : {}),
    ...(billing_address !== undefined ? { billing_address: billing_address && withCountry(billing_address, country) } : {}),
    updated_at: ctx.now,
    updated_by: ctx.actor.id,
  })
  const [was, is] = [factsOf(before), factsOf(saved)]
  const fields = (Object.keys(is) as (keyof typeof is)[]).filter((field) => JSON.stringify(was[field]) !== JSON.stringify(is[field]))
  await record(ctx, {
    action: 'customers.account.changed',
    subject: { kind: 'account', id, label: saved.name },
    before: Object.fromEntries(fields.map((field) => [field, was[field]])),
    after: Object.fromEntries(fields.map((field) => [field, is[field]])),
    ...(reason ? { reason } : {}),
  })
  await ctx.announce('customers.account.changed', { account_id: id, fields }, { key: id })
  return readAccount(ctx, { id }, { own: true })
}

async function fitFacts(ctx: Context, facts: { country?: string | undefined; owner_id?: string | null | undefined }): Promise<void> {
  if (facts.country) fitCountry(facts.country)
  if (facts.owner_id) {
    const owner = await personOf(ctx, facts.owner_id)
    if (!owner || owner.left || owner.kind === 'service')
      throw new Refusal('refused', 'customers.owner_not_active', 'The owner of an account is a colleague who is with us.')
  }
}

function domainOf(request: { website?: string | null | undefined; contact?: { email: string } | undefined }): string | undefined {
  return (request.website && websiteDomain(request.website)) || (request.contact && companyDomainOf(request.contact.email)) || undefined
}

function withCountry(address: NonNullable<NewAccount['billing_address']>, country: string): Address {
  return { ...address, country: address.country ?? country }
}

function factsOf(row: AccountRow) {
  const { name, legal_name, kind, country, region, segment, employees, owner_id, website, billing_address, tax_id } = row
  return { name, legal_name, kind, country, region, segment, employees, owner_id, website, billing_address, tax_id }
}
