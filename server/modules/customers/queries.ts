import { historyOf } from '../../kernel/audit.ts'
import type { Context } from '../../kernel/context.ts'
import type { Asked, Page } from '../../kernel/list/ask.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import { Refusal, unlessRefused } from '../../kernel/refusal.ts'
import { mayDo } from '../../kernel/rights.ts'
import type { accountRead, accountsList, portalMe, portalTeam } from './contract.ts'
import { askingOf, companyOf, personOf, reachOf } from '../people/index.ts'
import { type Account, accountShape, accountWire, type Contact, contactShape, contactWire } from './shapes.ts'
import { type AccountRow, getAccount, getReached } from './store/accounts.ts'
import { contactsOfAccounts, findContact, listContacts } from './store/contacts.ts'
import { getListed, listAccounts, type ListedAccount } from './store/lists.ts'

export async function listCustomers(ctx: Context, input: InputOf<typeof accountsList>): Promise<OutputOf<typeof accountsList>> {
  const { owner, where = [], ...asked } = input
  const owned = owner === 'none' ? ['owner:empty'] : owner ? [`owner:is:${owner}`] : []
  const page = await pageOfAccounts(ctx, { ...asked, where: [...where, ...owned] })
  return { ...page, items: page.items.map(accountWire) }
}

/** Accounts that the actor reaches, as a list was asked. */
export async function pageOfAccounts(ctx: Context, asked: Asked): Promise<Page<ListedAccount>> {
  return listAccounts(ctx.tx, { reach: await reachOf(ctx, 'customers.read'), asking: await askingOf(ctx) }, asked)
}

/** `own`: a colleague who has just written the account may read it back, even after giving it away. */
export async function readAccount(
  ctx: Context,
  { id }: InputOf<typeof accountRead>,
  more: { own?: boolean } = {},
): Promise<OutputOf<typeof accountRead>> {
  const found = more.own ? await getAccount(ctx.tx, id) : await getReached(ctx.tx, id, await reachOf(ctx, 'customers.read'))
  const row = await getListed(ctx.tx, found.id)
  const people = await listContacts(ctx.tx, row.id)
  const { legal_name, employees, region, website, billing_address, tax_id, version } = row
  return {
    ...accountWire(row),
    legal_name,
    employees,
    region,
    website,
    billing_address,
    tax_id,
    confirmed: row.confirmed_at !== null,
    people: people.map(contactWire),
    history: await historyOf(ctx, 'account', row.id, 100),
    version,
    may: await mayWith(ctx, row.id),
  }
}

export async function readOwn(ctx: Context): Promise<OutputOf<typeof portalMe>> {
  const account = await ownAccount(ctx)
  const contact = await findContact(ctx.tx, ctx.actor.id)
  if (!contact) throw new Refusal('missing', 'customers.contact.unknown', 'There is no such contact.')
  const { id, number, name, kind, country, region, billing_address: address, tax_id: vat_id } = account
  return {
    contact: { id: contact.id, name: contact.name, email: contact.email, roles: contactShape(contact).roles },
    account: { id, number, name, kind, country, region, address, vat_id },
    seller: await sellerOf(ctx, account.owner_id),
    may: [...ctx.actor.rights.keys()],
  }
}

/** Whom the customer may write to: the colleague who looks after the account, if there is one who is still with us. */
async function sellerOf(ctx: Context, ownerId: string | null): Promise<OutputOf<typeof portalMe>['seller']> {
  const { name, website } = await companyOf(ctx)
  const owner = ownerId ? await personOf(ctx, ownerId) : undefined
  const person = owner && !owner.left && owner.kind !== 'service' && owner.email ? { name: owner.name, email: owner.email } : null
  return { name, website, person }
}

export async function listTeam(ctx: Context): Promise<OutputOf<typeof portalTeam>> {
  const account = await ownAccount(ctx)
  const rows = await listContacts(ctx.tx, account.id)
  return { items: rows.map(contactWire), may: mayDo(ctx.actor, 'portal.buy') ? ['customers.portal.invite', 'customers.portal.remove'] : [] }
}

/** The account of the contact who asks: the one way in which the portal names an account. */
export async function ownAccount(ctx: Context): Promise<AccountRow> {
  if (!ctx.actor.accountId) throw new Refusal('forbidden', 'audience.portal', 'This belongs to a customer’s own people.')
  return getAccount(ctx.tx, ctx.actor.accountId)
}

/** An account for other rooms, which have judged already whether the asker may. Refuses an unknown id. */
export async function accountOf(ctx: Pick<Context, 'tx'>, id: string): Promise<Account> {
  return accountShape(await getAccount(ctx.tx, id))
}

/** The open contacts of an account, oldest first. */
export async function contactsOf(ctx: Pick<Context, 'tx'>, accountId: string): Promise<Contact[]> {
  return (await listContacts(ctx.tx, accountId)).map(contactShape)
}

/** Where letters on money go: the billing contact of each account, else its owner, else whoever there is. Accounts without a contact are left out. */
export async function moneyMailboxes(
  ctx: Pick<Context, 'tx'>,
  accountIds: readonly string[],
): Promise<Map<string, { name: string; email: string }>> {
  const rank = (roles: readonly string[]) => (roles.includes('billing') ? 0 : roles.includes('owner') ? 1 : 2)
  const boxes = new Map<string, { name: string; email: string; rank: number }>()
  for (const row of await contactsOfAccounts(ctx.tx, accountIds)) {
    const known = boxes.get(row.account_id)
    if (!known || rank(row.roles) < known.rank) boxes.set(row.account_id, { name: row.name, email: row.email, rank: rank(row.roles) })
  }
  return boxes
}

async function mayWith(ctx: Context, id: string): Promise<string[]> {
  if (!mayDo(ctx.actor, 'customers.write')) return []
  const reached = await unlessRefused(getReached(ctx.tx, id, await reachOf(ctx, 'customers.write')))
  return reached ? ['customers.accounts.change', 'customers.contacts.create', 'customers.contacts.change', 'customers.contacts.remove'] : []
}
