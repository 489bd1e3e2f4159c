import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { reachOf } from '../../people/index.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { contactAdd, contactChange, contactRemove } from '../contract.ts'
import { keepAnOwner } from '../rules/portal.ts'
import { contactWire } from '../shapes.ts'
import { type AccountRow, getReached, takeReached } from '../store/accounts.ts'
import { addContact, type ContactRow, saveContact, takeContacts, takeByEmail, takeContact } from '../store/contacts.ts'
import { endPortalSessionsOf } from '../store/portal.ts'

type NewContact = {
  name: string
  email: string
  title?: string | null | undefined
  phone?: string | null | undefined
  roles: string[]
}

export async function createContact(ctx: Context, input: InputOf<typeof contactAdd>): Promise<OutputOf<typeof contactAdd>> {
  const account = await takeReached(ctx.tx, input.account_id, await reachOf(ctx, 'customers.write'))
  return contactWire(await contactFor(ctx, account, input))
}

/** A further contact of an account; refuses an address that an open contact has, of whatever account. */
export async function contactFor(ctx: Context, account: AccountRow, request: NewContact): Promise<ContactRow> {
  await fitEmail(ctx, request.email)
  const row = await addContactRow(ctx, account.id, request)
  await announceContact(ctx, account, row)
  return row
}

/**
 * A colleague whom a customer lets in. Whether the address opens somebody else's account is nobody's to learn here: then the contact is
 * kept like any other, and its address goes on opening the account that it opened before (`opens: false`). Refuses only what the team
 * sees itself, an address of its own.
 */
export async function colleagueFor(ctx: Context, account: AccountRow, request: NewContact): Promise<{ row: ContactRow; opens: boolean }> {
  const known = await takeByEmail(ctx.tx, request.email)
  const team = await takeContacts(ctx.tx, account.id)
  if (team.some((one) => mailKey(one.email) === mailKey(request.email))) {
    throw new Refusal('conflict', 'customers.contact.email_taken', `${request.email} belongs to somebody of your team already.`)
  }
  const row = await addContactRow(ctx, account.id, request, known ? `held:${newId()}` : mailKey(request.email))
  await announceContact(ctx, account, row)
  return { row, opens: !known }
}

/** The row itself, for an address that the caller has taken. */
export async function addContactRow(
  ctx: Context,
  accountId: string,
  request: NewContact,
  key = mailKey(request.email),
): Promise<ContactRow> {
  return addContact(ctx.tx, {
    id: newId(),
    account_id: accountId,
    name: request.name,
    email: request.email,
    email_key: key,
    email_verified_at: null,
    title: request.title || null,
    phone: request.phone || null,
    roles: [...new Set(request.roles)],
    removed_at: null,
    created_at: ctx.now,
    created_by: ctx.actor.id,
    updated_at: ctx.now,
  })
}

/** Contacts are written into the history of their account: that is where people look for them. */
export async function announceContact(ctx: Context, account: AccountRow, row: ContactRow): Promise<void> {
  const { name, email, roles } = row
  await record(ctx, {
    action: 'customers.contact.created',
    subject: { kind: 'account', id: account.id, label: account.name },
    after: { contact: row.id, name, email, roles },
  })
  await ctx.announce('customers.contact.created', { contact_id: row.id, account_id: account.id, roles }, { key: account.id })
}

export async function changeContact(ctx: Context, input: InputOf<typeof contactChange>): Promise<OutputOf<typeof contactChange>> {
  const { id, if_match: ifMatch, email, ...change } = input
  const before = await takeContact(ctx.tx, id)
  const account = await getReached(ctx.tx, before.account_id, await reachOf(ctx, 'customers.write'))
  fitVersion(ifMatch, before.version)
  if (change.roles && !change.roles.includes('owner')) await requireAnotherOwner(ctx, account, before)
  const moved = email !== undefined && mailKey(email) !== before.email_key
  if (moved) await fitEmail(ctx, email)
  const saved = await saveContact(ctx.tx, id, {
    ...change,
    ...(email !== undefined ? { email, email_key: mailKey(email) } : {}),
    // another mailbox proves nothing about the first one's owner
    ...(moved ? { email_verified_at: null } : {}),
    updated_at: ctx.now,
  })
  if (moved) await endPortalSessionsOf(ctx.tx, id, ctx.now)
  await recordChange(ctx, account, before, saved)
  return contactWire(saved)
}

export async function removeContact(ctx: Context, input: InputOf<typeof contactRemove>): Promise<OutputOf<typeof contactRemove>> {
  const before = await takeContact(ctx.tx, input.id)
  const account = await getReached(ctx.tx, before.account_id, await reachOf(ctx, 'customers.write'))
  await requireAnotherOwner(ctx, account, before)
  await endContact(ctx, account, before)
  return { id: input.id }
}

/** Takes a contact out: the way into the portal closes in this transaction. */
export async function endContact(ctx: Context, account: AccountRow, contact: ContactRow): Promise<void> {
  await saveContact(ctx.tx, contact.id, { removed_at: ctx.now, updated_at: ctx.now })
  await endPortalSessionsOf(ctx.tx, contact.id, ctx.now)
  const before = { contact: contact.id, name: contact.name, email: contact.email, roles: contact.roles }
  await record(ctx, { action: 'customers.contact.removed', subject: { kind: 'account', id: account.id, label: account.name }, before })
  await ctx.announce(
    'customers.contact.changed',
    { contact_id: contact.id, account_id: account.id, fields: ['removed_at'] },
    { key: account.id },
  )
}

/** Staff takes the last owner out as little as owners do: nobody of the account could buy or invite any more. */
async function requireAnotherOwner(ctx: Context, account: AccountRow, contact: ContactRow): Promise<void> {
  const owners = (await takeContacts(ctx.tx, account.id)).filter((one) => one.roles.includes('owner')).map((one) => one.id)
  keepAnOwner(owners, contact.id)
}

async function fitEmail(ctx: Context, email: string): Promise<void> {
  if (await takeByEmail(ctx.tx, email)) {
    throw new Refusal('conflict', 'customers.contact.email_taken', `${email} belongs to a contact already. One address opens one account.`)
  }
}

async function recordChange(ctx: Context, account: AccountRow, before: ContactRow, after: ContactRow): Promise<void> {
  const told = ['name', 'email', 'title', 'phone', 'roles'] as const
  const fields = told.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
  await record(ctx, {
    action: 'customers.contact.changed',
    subject: { kind: 'account', id: account.id, label: account.name },
    before: { contact: before.id, ...Object.fromEntries(fields.map((field) => [field, before[field]])) },
    after: { contact: before.id, ...Object.fromEntries(fields.map((field) => [field, after[field]])) },
  })
  await ctx.announce('customers.contact.changed', { contact_id: before.id, account_id: account.id, fields }, { key: account.id })
}
