import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { nameShape } from '../../../kernel/shapes.ts'
import { roleWords } from './roles.ts'

export const invitationRow = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(z.string()),
  teams: z.array(z.uuid()),
  state: z.enum(['open', 'accepted', 'revoked', 'expired']),
  expires_at: z.date(),
  created_at: z.date(),
})

export const invitationsList = listOperation({
  name: 'people.invitations.list',
  path: '/people/invitations',
  right: 'people.invitations',
  summary: 'Invitations',
  row: invitationRow,
  list: {
    columns: {
      email: { title: 'E-mail', kind: 'text', shown: true },
      name: { title: 'Name', kind: 'text', empty: 'Not given', shown: true },
      role: { title: 'Roles', kind: 'choice', value: 'roles', choices: roleWords, empty: 'None', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { open: 'Open', accepted: 'Accepted', revoked: 'Taken back', expired: 'Expired' },
        shown: true,
      },
      created: { title: 'Sent', kind: 'instant', value: 'created_at', shown: true },
      expires: { title: 'Ends', kind: 'instant', value: 'expires_at', shown: true },
    },
    sort: '-created',
    search: 'e-mail, name',
  },
})

export const invite = operation({
  name: 'people.invitations.create',
  key: 'required',
  method: 'POST',
  path: '/people/invitations',
  right: 'people.admin',
  stepUp: true,
  summary: 'Invites a colleague by e-mail; an open invitation to the same address is replaced',
  input: z.object({
    email: mailAddress,
    name: nameShape.max(200).optional(),
    roles: z.array(z.string().max(40)).min(1).max(20),
    teams: z.array(z.uuid()).max(20).default([]),
  }),
  output: invitationRow,
  status: 201,
})

export const invitationRevoke = operation({
  name: 'people.invitations.revoke',
  method: 'DELETE',
  path: '/people/invitations/{id}',
  right: 'people.admin',
  summary: 'Takes an open invitation back',
  input: z.object({ id: z.uuid() }),
  output: invitationRow,
})

export const invitationLookUp = operation({
  name: 'people.invitations.look_up',
  method: 'POST',
  path: '/people/invitations/lookups',
  right: 'anyone',
  audience: 'public',
  perMinute: 30,
  secret: true,
  summary: 'Whom an invitation link is for',
  input: z.object({ token: z.string().max(100) }),
  output: z.object({ email: z.string(), name: z.string().nullable(), company: z.string() }),
})

export const invitationAccept = operation({
  name: 'people.invitations.accept',
  method: 'POST',
  path: '/people/invitations/acceptances',
  right: 'anyone',
  audience: 'public',
  perMinute: 20,
  secret: true,
  summary: 'Accepts an invitation: sets the password and signs in',
  input: z.object({ token: z.string().max(100), name: nameShape.min(1).max(200), password: z.string().max(200) }),
  output: z.object({ person_id: z.uuid() }),
  status: 201,
})
