import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { versionShape, nameShape } from '../../../kernel/shapes.ts'

export const personRow = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  title: z.string().nullable(),
  roles: z.array(z.string()),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
  two_factor: z.boolean(),
  left_at: z.date().nullable(),
  created_at: z.date(),
})

export const historyRow = z.object({
  id: z.string(),
  at: z.date(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  action: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
})

export const person = personRow.extend({ version: z.number().int(), history: z.array(historyRow), may: z.array(z.string()) })

export const personsList = operation({
  name: 'people.persons.list',
  method: 'GET',
  path: '/people/persons',
  right: 'people.read',
  summary: 'Colleagues, by name',
  input: z.object({
    ...pageInput,
    search: z.string().trim().max(200).optional(),
    role: z.string().max(40).optional(),
    team: z.uuid().optional(),
    state: z.enum(['active', 'left', 'all']).default('active'),
  }),
  output: pageOf(personRow),
})

export const personRead = operation({
  name: 'people.persons.read',
  method: 'GET',
  path: '/people/persons/{id}',
  right: 'people.read',
  summary: 'One colleague with roles, teams and history',
  input: z.object({ id: z.uuid() }),
  output: person,
})

export const personChange = operation({
  name: 'people.persons.change',
  edit: 'version',
  method: 'PATCH',
  path: '/people/persons/{id}',
  right: 'signed_in',
  summary: 'Changes name and title: anybody their own, administrators everybody’s',
  input: z.object({
    id: z.uuid(),
    name: nameShape.min(1).max(200).optional(),
    title: nameShape.max(200).nullable().optional(),
    if_match: versionShape.optional(),
  }),
  output: person,
})

export const personRoles = operation({
  name: 'people.persons.set_roles',
  edit: 'version',
  method: 'PUT',
  path: '/people/persons/{id}/roles',
  right: 'people.admin',
  stepUp: true,
  summary: 'Sets the roles of a colleague',
  input: z.object({
    id: z.uuid(),
    roles: z.array(z.string().max(40)).max(20),
    reason: z.string().trim().max(500).optional(),
    if_match: versionShape.optional(),
  }),
  output: person,
})

export const personDepart = operation({
  name: 'people.persons.depart',
  method: 'POST',
  path: '/people/persons/{id}/departures',
  right: 'people.admin',
  summary: 'A colleague leaves: sessions and keys end at once, the rows stay',
  input: z.object({ id: z.uuid(), reason: z.string().trim().max(500).optional() }),
  output: person,
})

export const rolesRead = operation({
  name: 'people.roles.read',
  method: 'GET',
  path: '/people/roles',
  right: 'people.read',
  summary: 'The authorization table: role × right × how far',
  input: z.object({}),
  output: z.object({
    roles: z.array(
      z.object({
        role: z.string(),
        says: z.string(),
        audience: z.enum(['staff', 'portal', 'service']),
        people: z.number().int().nullable(),
      }),
    ),
    rights: z.array(z.object({ right: z.string(), says: z.string(), scopes: z.record(z.string(), z.enum(['all', 'team', 'own'])) })),
    never_for_keys: z.array(z.string()),
  }),
})

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

export const invitationsList = operation({
  name: 'people.invitations.list',
  method: 'GET',
  path: '/people/invitations',
  right: 'people.invitations',
  summary: 'Invitations, newest first',
  input: z.object({ ...pageInput }),
  output: pageOf(invitationRow),
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
