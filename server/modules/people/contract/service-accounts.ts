import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { nameShape, versionShape } from '../../../kernel/shapes.ts'
import { person } from './persons.ts'
import { roleWords } from './roles.ts'

const named = z.object({ id: z.uuid(), name: z.string() })
const facts = {
  name: nameShape.min(1).max(200),
  title: nameShape.min(1).max(200).describe('what it is for'),
  owner_id: z.uuid().describe('the colleague who answers for it'),
}

export const serviceAccountsList = listOperation({
  name: 'people.service_accounts.list',
  path: '/people/service-accounts',
  right: 'people.read',
  summary: 'Programs with an account of their own, who answers for each and what it may; closed ones only when it is asked by state',
  row: z.object({
    id: z.uuid(),
    name: z.string(),
    title: z.string(),
    owner: named,
    roles: z.array(z.string()),
    /** that open something today */
    keys: z.number().int(),
    state: z.enum(['active', 'suspended', 'left']),
    last_used_at: z.date().nullable(),
    suspended_at: z.date().nullable(),
    left_at: z.date().nullable(),
  }),
  input: {
    owner: z.uuid().optional().describe('only those for which this person answers'),
    state: z.enum(['active', 'left', 'all']).optional().describe('left: closed'),
  },
  list: {
    columns: {
      name: { title: 'Name', kind: 'text', shown: true },
      title: { title: 'For', kind: 'text', shown: true },
      owner: { title: 'Answers for it', kind: 'person', value: 'owner.name', id: 'owner.id', shown: true },
      role: { title: 'Roles', kind: 'choice', value: 'roles', choices: roleWords, empty: 'None', shown: true },
      keys: { title: 'Keys', kind: 'count', shown: true },
      last_used: { title: 'Last used', kind: 'instant', value: 'last_used_at', empty: 'Never', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { active: 'Active', suspended: 'Suspended', left: 'Closed' },
        shown: true,
      },
    },
    sort: 'name',
    search: 'name, purpose',
    sums: ['keys'],
    plain: { owner: 'owner' },
  },
})

export const serviceAccountCreate = operation({
  name: 'people.service_accounts.create',
  method: 'POST',
  path: '/people/service-accounts',
  right: 'people.admin',
  stepUp: true,
  summary: 'Makes an account for a program: it never signs in and acts through keys',
  input: z.object({ ...facts, roles: z.array(z.string().max(40)).max(20) }),
  output: person,
  status: 201,
})

export const serviceAccountChange = operation({
  name: 'people.service_accounts.change',
  edit: 'version',
  method: 'PATCH',
  path: '/people/service-accounts/{id}',
  right: 'people.admin',
  summary: 'Renames a service account or gives it to another colleague',
  input: z.object({ id: z.uuid(), ...z.object(facts).partial().shape, if_match: versionShape.optional() }),
  output: person,
})
