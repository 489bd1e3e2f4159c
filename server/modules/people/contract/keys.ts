import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { dateShape, nameShape } from '../../../kernel/shapes.ts'

export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  owner: z.object({ id: z.uuid(), name: z.string(), kind: z.enum(['employee', 'contractor', 'service']) }),
  rights: z.array(z.string()),
  state: z.enum(['active', 'expired', 'revoked']),
  /** who was shown its secret */
  made_by: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  expires_at: z.date(),
  last_used_at: z.date().nullable(),
  created_at: z.date(),
})

export const keysList = listOperation({
  name: 'people.api_keys.list',
  path: '/people/api-keys',
  right: 'people.read',
  summary: 'API keys: one’s own and those of service accounts that one answers for; for administrators everybody’s',
  row: apiKey,
  input: {
    person: z.uuid().optional().describe('only those of this person or service account'),
    known_to: z.uuid().optional().describe('only open ones of service accounts that this person made, or answers for'),
  },
  list: {
    columns: {
      name: { title: 'Name', kind: 'text', shown: true },
      prefix: { title: 'Begins with', kind: 'text', shown: true },
      owner: { title: 'Acts for', kind: 'person', value: 'owner.name', id: 'owner.id', shown: true },
      rights: { title: 'May', kind: 'text', asked: false, shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { active: 'Active', expired: 'Expired', revoked: 'Revoked' },
        shown: true,
      },
      expires: { title: 'Ends', kind: 'instant', value: 'expires_at', shown: true },
      last_used: { title: 'Last used', kind: 'instant', value: 'last_used_at', empty: 'Never', shown: true },
      made_by: { title: 'Made by', kind: 'person', value: 'made_by.name', id: 'made_by.id', empty: 'Not known' },
      created: { title: 'Made', kind: 'instant', value: 'created_at' },
    },
    sort: '-created',
    search: 'name, beginning, whom it acts for',
  },
})

export const keyCreate = operation({
  name: 'people.api_keys.create',
  key: 'required',
  method: 'POST',
  path: '/people/api-keys',
  right: 'people.read',
  stepUp: true,
  secret: true,
  summary: 'Makes an API key; its secret is in this answer and nowhere else',
  input: z.object({
    name: nameShape.min(1).max(120),
    rights: z.array(z.string().max(60)).max(60),
    expires_at: dateShape,
    service_account_id: z.uuid().optional().describe('for a program that one answers for; it may what both may'),
  }),
  output: z.object({ key: apiKey, secret: z.string() }),
  status: 201,
})

export const keyRotate = operation({
  name: 'people.api_keys.rotate',
  key: 'required',
  method: 'POST',
  path: '/people/api-keys/{id}/rotations',
  right: 'people.read',
  stepUp: true,
  secret: true,
  summary: 'Makes an API key in the place of another, with the same rights and the same end: one’s own, or of a service account',
  input: z.object({
    id: z.uuid(),
    hours: z.number().int().min(0).max(72).default(0).describe('for how long the old secret still opens what it opened'),
  }),
  output: z.object({ key: apiKey, secret: z.string() }),
  status: 201,
})

export const keyRevoke = operation({
  name: 'people.api_keys.revoke',
  method: 'DELETE',
  path: '/people/api-keys/{id}',
  right: 'people.read',
  summary: 'Ends an API key at once: one’s own, for administrators anybody’s',
  input: z.object({ id: z.uuid() }),
  output: apiKey,
})

export const session = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string() }),
  address: z.string().nullable(),
  agent: z.string().nullable(),
  created_at: z.date(),
  last_seen_at: z.date(),
  current: z.boolean(),
})

export const sessionsList = operation({
  name: 'people.sessions.list',
  method: 'GET',
  path: '/people/sessions',
  right: 'people.read',
  summary: 'Open sessions: one’s own, with `everybody` for administrators all',
  input: z.object({ ...pageInput, everybody: z.enum(['true', 'false']).default('false') }),
  output: pageOf(session),
})

export const sessionEnd = operation({
  name: 'people.sessions.end',
  method: 'DELETE',
  path: '/people/sessions/{id}',
  right: 'people.read',
  summary: 'Ends a session at once: one’s own, for administrators anybody’s',
  input: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})
