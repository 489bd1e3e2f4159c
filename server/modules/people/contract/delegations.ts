import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { dayShape } from '../../../kernel/shapes.ts'
import { delegable } from '../rules/delegation.ts'

const named = z.object({ id: z.uuid(), name: z.string() })
const what = z.enum(delegable)

const delegation = z.object({
  id: z.uuid(),
  from: named,
  to: named,
  what: z.array(what),
  from_day: z.string(),
  until_day: z.string(),
  state: z.enum(['holds', 'later', 'over']),
  /** the first day on which it no longer held, where somebody ended it before its last day */
  ended_on: z.string().nullable(),
  may: z.array(z.string()),
})

export const delegationsList = operation({
  name: 'people.delegations.list',
  method: 'GET',
  path: '/people/delegations',
  right: 'people.read',
  summary: 'Who stands in for whom, for what and on which days',
  input: z.object({
    ...pageInput,
    person: z.uuid().optional().describe('only those from or to this person'),
    state: z.enum(['open', 'over', 'all']).default('open').describe('open: holds today or begins later'),
  }),
  output: pageOf(delegation),
})

export const delegationCreate = operation({
  name: 'people.delegations.create',
  method: 'POST',
  path: '/people/delegations',
  right: 'people.delegate',
  summary: 'Names who stands in while one is away; administrators for anybody',
  input: z.object({
    from_id: z.uuid().optional().describe('who is away; oneself when left out'),
    to_id: z.uuid().describe('who stands in'),
    what: z.array(what).min(1).max(delegable.length),
    from_day: dayShape.optional().describe('today when left out'),
    until_day: dayShape.describe('the last day on which it holds, within a year of the first'),
  }),
  output: delegation,
  status: 201,
})

export const delegationEnd = operation({
  name: 'people.delegations.end',
  method: 'POST',
  path: '/people/delegations/{id}/ends',
  right: 'people.delegate',
  summary: 'Ends it today: either of the two, or an administrator',
  input: z.object({ id: z.uuid() }),
  output: delegation,
})
