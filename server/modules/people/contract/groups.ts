import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, nameShape, versionShape } from '../../../kernel/shapes.ts'

const named = z.object({ id: z.uuid(), name: z.string() })
export const groupKinds = ['team', 'body', 'project'] as const

const groupRow = z.object({
  id: z.uuid(),
  short_name: z.string(),
  name: z.string(),
  kind: z.enum(groupKinds),
  audience: z.enum(['public', 'internal', 'restricted']),
  parent_id: z.uuid().nullable(),
  lead: named.nullable(),
  /** of today */
  members: z.array(named.extend({ initials: z.string().nullable() })),
  version: z.number().int(),
})

const membership = z.object({
  id: z.uuid(),
  person: named.extend({ initials: z.string().nullable(), left: z.boolean() }),
  valid_from: z.string(),
  valid_to: z.string().nullable(),
  source: z.enum(['hand', 'scim', 'team']),
})

export const group = groupRow.extend({
  above: z.array(named),
  parts: z.array(named.extend({ short_name: z.string() })),
  day: z.string(),
  /** who stands behind it on the day, parts included */
  expanded: z.object({ by: z.enum(['members', 'lead', 'nobody']), persons: z.array(named) }),
  memberships: z.array(membership),
  may: z.array(z.string()),
})

const shortName = z.string().trim().max(12)
const facts = {
  name: nameShape.min(1).max(120),
  short_name: shortName.optional().describe('2 to 12 letters or digits; proposed from the name when left out'),
  audience: z.enum(['public', 'internal', 'restricted']).optional().describe('restricted: only its members and administrators see it'),
  parent_id: z.uuid().nullable().optional().describe('the team above; teams only, four levels at most'),
  lead_id: z.uuid().nullable().optional(),
}

export const groupsList = listOperation({
  name: 'people.groups.list',
  path: '/people/groups',
  right: 'people.read',
  summary: 'Teams, bodies and projects with their members of today',
  row: groupRow,
  input: { kind: z.enum(groupKinds).optional() },
  list: {
    columns: {
      name: { title: 'Name', kind: 'text', shown: true },
      short_name: { title: 'Short name', kind: 'text', shown: true },
      kind: { title: 'Kind', kind: 'choice', choices: { team: 'Team', body: 'Body', project: 'Project' }, shown: true },
      lead: { title: 'Lead', kind: 'person', value: 'lead.name', id: 'lead.id', empty: 'No lead', shown: true },
      members: { title: 'Members', kind: 'text', value: 'members.name', empty: 'Nobody', shown: true },
      audience: {
        title: 'Seen by',
        kind: 'choice',
        choices: { public: 'Everyone', internal: 'The company', restricted: 'Its members' },
      },
    },
    sort: 'name',
    search: 'name, short name',
    plain: { kind: 'kind' },
  },
})

export const groupRead = operation({
  name: 'people.groups.read',
  method: 'GET',
  path: '/people/groups/{id}',
  right: 'people.read',
  summary: 'One group: members with their days, its parts, and who stands behind it on a day',
  input: z.object({ id: z.uuid(), day: dayShape.optional() }),
  output: group,
})

export const groupCreate = operation({
  name: 'people.groups.create',
  method: 'POST',
  path: '/people/groups',
  right: 'people.admin',
  summary: 'Makes a team, a body or a project group',
  input: z.object({ ...facts, kind: z.enum(groupKinds).optional().describe('team when left out') }),
  output: group,
  status: 201,
})

export const groupChange = operation({
  name: 'people.groups.change',
  edit: 'version',
  method: 'PATCH',
  path: '/people/groups/{id}',
  right: 'people.admin',
  summary: 'Renames a group, moves a team or gives it a lead',
  input: z.object({ id: z.uuid(), ...z.object(facts).partial().shape, if_match: versionShape.optional() }),
  output: group,
})

export const groupMembers = operation({
  name: 'people.groups.set_members',
  edit: 'version',
  method: 'PUT',
  path: '/people/groups/{id}/members',
  right: 'people.admin',
  summary: 'Sets who belongs to a group from today on',
  input: z.object({ id: z.uuid(), person_ids: z.array(z.uuid()).max(500), if_match: versionShape.optional() }),
  output: group,
})

export const memberAdd = operation({
  name: 'people.memberships.create',
  method: 'POST',
  path: '/people/groups/{id}/memberships',
  right: 'people.admin',
  summary: 'Adds a person to a group for a run of days',
  input: z.object({
    id: z.uuid(),
    person_id: z.uuid(),
    valid_from: dayShape.optional().describe('today when left out'),
    valid_to: dayShape.nullable().optional().describe('the first day on which it no longer holds'),
  }),
  output: group,
  status: 201,
})

export const memberEnd = operation({
  name: 'people.memberships.end',
  method: 'POST',
  path: '/people/memberships/{id}/ends',
  right: 'people.admin',
  summary: 'Ends a membership today or on a later day; the past stays',
  input: z.object({
    id: z.uuid(),
    valid_to: dayShape.optional().describe('the first day on which it no longer holds; today when left out'),
  }),
  output: group,
})

export const groupClose = operation({
  name: 'people.groups.close',
  method: 'DELETE',
  path: '/people/groups/{id}',
  right: 'people.admin',
  summary: 'Closes a group: memberships end, the rows stay',
  input: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})
