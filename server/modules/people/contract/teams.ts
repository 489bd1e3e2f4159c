import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { versionShape, nameShape } from '../../../kernel/shapes.ts'

export const team = z.object({
  id: z.uuid(),
  name: z.string(),
  parent_id: z.uuid().nullable(),
  lead: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  members: z.array(z.object({ id: z.uuid(), name: z.string() })),
  version: z.number().int(),
})

const facts = {
  name: nameShape.min(1).max(120),
  parent_id: z.uuid().nullable().optional(),
  lead_id: z.uuid().nullable().optional(),
}

export const teamsList = operation({
  name: 'people.teams.list',
  method: 'GET',
  path: '/people/teams',
  right: 'people.read',
  summary: 'Teams with their members',
  input: z.object({}),
  output: z.object({ items: z.array(team), may: z.array(z.string()) }),
})

export const teamCreate = operation({
  name: 'people.teams.create',
  method: 'POST',
  path: '/people/teams',
  right: 'people.admin',
  summary: 'Makes a team',
  input: z.object(facts),
  output: team,
  status: 201,
})

export const teamChange = operation({
  name: 'people.teams.change',
  edit: 'version',
  method: 'PATCH',
  path: '/people/teams/{id}',
  right: 'people.admin',
  summary: 'Renames a team, moves it or gives it a lead',
  input: z.object({ id: z.uuid(), ...z.object(facts).partial().shape, if_match: versionShape.optional() }),
  output: team,
})

export const teamMembers = operation({
  name: 'people.teams.set_members',
  edit: 'version',
  method: 'PUT',
  path: '/people/teams/{id}/members',
  right: 'people.admin',
  summary: 'Sets who belongs to a team',
  input: z.object({ id: z.uuid(), person_ids: z.array(z.uuid()).max(500), if_match: versionShape.optional() }),
  output: team,
})

export const teamClose = operation({
  name: 'people.teams.close',
  method: 'DELETE',
  path: '/people/teams/{id}',
  right: 'people.admin',
  summary: 'Closes a team: membership ends, the rows stay',
  input: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid() }),
})
