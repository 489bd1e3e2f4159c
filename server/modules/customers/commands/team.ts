import type { Context } from '../../../kernel/context.ts'
import { sendMail } from '../../../kernel/mail.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../../people/index.ts'
import type { teamInvite, teamRemove } from '../contract.ts'
import { ownAccount } from '../queries.ts'
import { keepAnOwner } from '../rules/portal.ts'
import { contactWire } from '../shapes.ts'
import { inviteMail } from '../mails.ts'
import { takeContact, takeContacts } from '../store/contacts.ts'
import { colleagueFor, endContact } from './contacts.ts'

/** An owner lets a colleague of the own company in; they sign in with a code to their own address. */
export async function inviteToTeam(ctx: Context, input: InputOf<typeof teamInvite>): Promise<OutputOf<typeof teamInvite>> {
  const account = await ownAccount(ctx)
  const { row, opens } = await colleagueFor(ctx, account, input)
  const company = await companyOf(ctx)
  const link = `${ctx.settings.publicUrl}/portal/sign-in`
  await sendMail(ctx, inviteMail(row, { inviter: ctx.actor.name, account: account.name, company: company.name }, opens ? link : undefined))
  return contactWire(row)
}

export async function removeFromTeam(ctx: Context, input: InputOf<typeof teamRemove>): Promise<OutputOf<typeof teamRemove>> {
  const account = await ownAccount(ctx)
  const contact = await takeContact(ctx.tx, input.id)
  if (contact.account_id !== account.id) throw new Refusal('missing', 'customers.contact.unknown', 'There is no such contact.')
  const owners = (await takeContacts(ctx.tx, account.id)).filter((one) => one.roles.includes('owner')).map((one) => one.id)
  keepAnOwner(owners, contact.id)
  await endContact(ctx, account, contact)
  return { id: contact.id }
}
