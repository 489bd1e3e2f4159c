import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { countryShape, dayShape, historyRow, versionShape, nameShape } from '../../../kernel/shapes.ts'
import { roleWords } from './roles.ts'

export const personRow = z.object({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  initials: z.string().nullable(),
  kind: z.enum(['employee', 'contractor', 'service']),
  manager: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  roles: z.array(z.string()),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
  two_factor: z.boolean(),
  suspended_at: z.date().nullable(),
  left_at: z.date().nullable(),
  created_at: z.date(),
})

export const person = personRow.extend({
  country: z.string().nullable(),
  zone: z.string().nullable(),
  locale: z.string().nullable(),
  started_on: z.string().nullable(),
  ended_on: z.string().nullable(),
  external_id: z.string().nullable(),
  /** who answers for a service account */
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  reports: z.array(z.object({ id: z.uuid(), name: z.string(), title: z.string().nullable() })),
  memberships: z.array(
    z.object({
      id: z.uuid(),
      group: z.object({ id: z.uuid(), name: z.string(), short_name: z.string(), kind: z.string() }),
      valid_from: z.string(),
      valid_to: z.string().nullable(),
    }),
  ),
  grants: z.array(
    z.object({
      id: z.uuid(),
      role: z.string(),
      from_day: z.string(),
      until_day: z.string().nullable(),
      ended_at: z.date().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  version: z.number().int(),
  history: z.array(historyRow),
  may: z.array(z.string()),
})

export const personsList = listOperation({
  name: 'people.persons.list',
  path: '/people/persons',
  right: 'people.read',
  summary: 'Colleagues; those who are with us, unless it is asked by state',
  row: personRow.extend({ state: z.enum(['active', 'suspended', 'left']) }),
  input: {
    role: z.string().max(40).optional(),
    team: z.uuid().optional(),
    state: z.enum(['active', 'left', 'all']).optional(),
  },
  list: {
    columns: {
      name: { title: 'Name', kind: 'person', id: 'id', shown: true },
      title: { title: 'Title', kind: 'text', empty: 'None', shown: true },
      team: { title: 'Teams', kind: 'text', value: 'teams.name', empty: 'None', shown: true },
      role: { title: 'Roles', kind: 'choice', value: 'roles', choices: roleWords, empty: 'None', shown: true },
      manager: { title: 'Reports to', kind: 'person', value: 'manager.name', id: 'manager.id', empty: 'Nobody', shown: true },
      email: { title: 'E-mail', kind: 'text', empty: 'None' },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { active: 'With us', suspended: 'Suspended', left: 'Left' },
        shown: true,
      },
      two_factor: { title: '2nd factor', kind: 'yes', shown: true },
      kind: { title: 'Kind', kind: 'choice', choices: { employee: 'Employee', contractor: 'Contractor' } },
      initials: { title: 'Initials', kind: 'text', empty: 'None' },
      created: { title: 'Since', kind: 'instant', value: 'created_at', shown: true },
      left: { title: 'Left on', kind: 'instant', value: 'left_at', empty: 'With us' },
    },
    sort: 'name',
    search: 'name, e-mail, initials',
    plain: { role: 'role' },
  },
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
  summary: 'Changes a colleague: anybody the own name, title, zone and language, administrators everything',
  input: z.object({
    id: z.uuid(),
    name: nameShape.min(1).max(200).optional(),
    title: nameShape.max(200).nullable().optional(),
    initials: z
      .string()
      .regex(/^[A-Z]{2,5}$/, 'Initials are two to five capitals, such as MO.')
      .optional(),
    manager_id: z.uuid().nullable().optional(),
    country: countryShape.nullable().optional(),
    zone: z.string().max(60).nullable().optional(),
    locale: z.string().max(35).nullable().optional(),
    started_on: dayShape.nullable().optional(),
    kind: z.enum(['employee', 'contractor']).optional(),
    external_id: z.string().trim().max(200).nullable().optional(),
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

/** Keys of service accounts that the person made, or whose service account they answer for, open it for whoever still has the secret. */
const knownKeysInput = z
  .enum(['keep', 'revoke'])
  .default('keep')
  .describe('what becomes of keys of service accounts whose secret they may have: who answers for them is told either way')

export const personDepart = operation({
  name: 'people.persons.depart',
  method: 'POST',
  path: '/people/persons/{id}/departures',
  right: 'people.admin',
  summary: 'A colleague leaves, now or when a last day ahead is over: sessions, keys, links and roles end at once, the rows stay',
  input: z.object({
    id: z.uuid(),
    ended_on: dayShape.optional().describe('the last day with us; today when left out'),
    reason: z.string().trim().max(500).optional(),
    known_keys: knownKeysInput,
  }),
  output: person,
})

export const personStay = operation({
  name: 'people.persons.stay',
  method: 'DELETE',
  path: '/people/persons/{id}/departures',
  right: 'people.admin',
  summary: 'Takes a planned last day back',
  input: z.object({ id: z.uuid() }),
  output: person,
})

export const personSuspend = operation({
  name: 'people.persons.suspend',
  method: 'POST',
  path: '/people/persons/{id}/suspensions',
  right: 'people.admin',
  summary: 'Closes the doors for a while: sessions and links end, keys are refused; roles and all that is owned stay',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(1).max(500), known_keys: knownKeysInput }),
  output: person,
})

export const personResume = operation({
  name: 'people.persons.resume',
  method: 'DELETE',
  path: '/people/persons/{id}/suspensions',
  right: 'people.admin',
  stepUp: true,
  summary: 'Opens the doors again',
  input: z.object({ id: z.uuid() }),
  output: person,
})

export const grantCreate = operation({
  name: 'people.grants.create',
  method: 'POST',
  path: '/people/persons/{id}/grants',
  right: 'people.admin',
  stepUp: true,
  summary: 'Gives a role for a run of days; after the last one it is gone at the next call',
  input: z.object({
    id: z.uuid(),
    role: z.string().max(40),
    from_day: dayShape.optional().describe('today when left out'),
    until_day: dayShape.describe('the last day on which it holds'),
    reason: z.string().trim().min(1).max(500),
  }),
  output: person,
  status: 201,
})

export const grantEnd = operation({
  name: 'people.grants.end',
  method: 'DELETE',
  path: '/people/grants/{id}',
  right: 'people.admin',
  stepUp: true,
  summary: 'Ends a role at once',
  input: z.object({ id: z.uuid() }),
  output: person,
})

export const orgRead = operation({
  name: 'people.org.read',
  method: 'GET',
  path: '/people/org',
  right: 'people.read',
  summary: 'Who reports to whom, today',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        initials: z.string().nullable(),
        title: z.string().nullable(),
        manager_id: z.uuid().nullable(),
      }),
    ),
  }),
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
