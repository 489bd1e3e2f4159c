import { record } from '../../../kernel/audit.ts'
import { sha256 } from '../../../kernel/canonical.ts'
import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { sendMail } from '../../../kernel/mail.ts'
import { mailKey } from '../../../kernel/mail-address.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { companyOf } from '../company.ts'
import type { invitationAccept, invitationLookUp, invitationRevoke, invite } from '../contract.ts'
import { invitationMail } from '../mails.ts'
import { invitationShape } from '../queries.ts'
import { knownRoles } from '../rules/guards.ts'
import { linkLife } from '../rules/limits.ts'
import { randomToken } from '../sign-in/tokens.ts'
import {
  addInvitation,
  getInvitation,
  type InvitationRow,
  revokeInvitationsTo,
  saveInvitation,
  takeInvitationByHash,
} from '../store/links.ts'
import { findPersonByEmail } from '../store/persons.ts'
import { groupNames, openAmong } from '../store/groups.ts'
import { admitPerson } from './admit.ts'
import { beginSession } from './sign-in.ts'

/** Mails a link that lets one address in, once, within a week. */
export async function inviteColleague(ctx: Context, input: InputOf<typeof invite>): Promise<OutputOf<typeof invite>> {
  const email = mailKey(input.email)
  const roles = knownRoles(input.roles)
  if (await findPersonByEmail(ctx.tx, email))
    throw new Refusal('conflict', 'person.email_taken', `${email} belongs to a colleague already.`)
  const open = await openAmong(ctx.tx, input.teams)
  if (input.teams.some((id) => !open.has(id))) throw new Refusal('refused', 'group.unknown', 'A team in the list does not exist.')
  await revokeInvitationsTo(ctx.tx, email, ctx.now)
  const token = randomToken()
  const row = await addInvitation(ctx.tx, {
    id: newId(),
    email,
    name: input.name || null,
    roles,
    teams: input.teams,
    token_hash: sha256(token),
    expires_at: new Date(ctx.now.getTime() + linkLife.invitationDays * 86_400_000),
    created_at: ctx.now,
    created_by: ctx.actor.id,
  })
  const company = await companyOf(ctx)
  const link = `${ctx.settings.publicUrl}/app/invitation#${token}`
  await sendMail(ctx, invitationMail(email, { inviter: ctx.actor.name, company: company.name }, link, linkLife.invitationDays))
  await record(ctx, {
    action: 'people.invitation.sent',
    subject: { kind: 'invitation', id: row.id, label: email },
    after: { email, roles, teams: await groupNames(ctx.tx, input.teams) },
  })
  return invitationShape(row, ctx.now)
}

export async function revokeInvitation(ctx: Context, input: InputOf<typeof invitationRevoke>): Promise<OutputOf<typeof invitationRevoke>> {
  const row = await getInvitation(ctx.tx, input.id)
  if (row.accepted_at || row.revoked_at) throw new Refusal('conflict', 'invitation.not_open', 'This invitation is not open any more.')
  const saved = await saveInvitation(ctx.tx, row.id, { revoked_at: ctx.now })
  await record(ctx, { action: 'people.invitation.revoked', subject: { kind: 'invitation', id: row.id, label: row.email } })
  return invitationShape(saved, ctx.now)
}

export async function lookUpInvitation(ctx: Context, input: InputOf<typeof invitationLookUp>): Promise<OutputOf<typeof invitationLookUp>> {
  const row = await takeOpen(ctx, input.token)
  return { email: row.email, name: row.name, company: (await companyOf(ctx)).name }
}

/** The invited person sets a name and a password and is signed in; the mailbox is proven by the link. */
export async function acceptInvitation(ctx: Context, input: InputOf<typeof invitationAccept>): Promise<OutputOf<typeof invitationAccept>> {
  const row = await takeOpen(ctx, input.token)
  const teams = [...(await openAmong(ctx.tx, row.teams))]
  // everybody is a member; who only audits is none
  const roles = row.roles.includes('auditor') ? row.roles : [...new Set([...row.roles, 'member'])]
  const personId = await admitPerson(ctx, { name: input.name, email: row.email, password: input.password, roles, teams })
  await saveInvitation(ctx.tx, row.id, { accepted_at: ctx.now, accepted_by: personId })
  await record(ctx, { action: 'people.invitation.accepted', subject: { kind: 'invitation', id: row.id, label: row.email } })
  return beginSession(ctx, { email: row.email, password: input.password }, { person_id: personId })
}

async function takeOpen(ctx: Context, token: string): Promise<InvitationRow> {
  const row = await takeInvitationByHash(ctx.tx, sha256(token))
  if (!row || row.accepted_at || row.revoked_at || row.expires_at <= ctx.now) {
    throw new Refusal('refused', 'invitation.over', 'This invitation is over, was used or was taken back. Ask for a new one.')
  }
  return row
}
