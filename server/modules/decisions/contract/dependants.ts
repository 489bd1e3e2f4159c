import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'

const dependant = z.object({
  kind: z
    .enum(['decision', 'effect', 'action', 'agreement', 'carried'])
    .describe('what cites it, what it changes for machines, what is to do, a text that it agrees to, one to which that was carried'),
  title: z.string(),
  note: z.string(),
  href: z.string().nullable(),
  of: z.string().describe('the number of the decision whose it is, or through which a decision stands'),
  steps: z.int().describe('0: its own; 1: of what cites it; and so on'),
})

export const decisionsDependants = operation({
  name: 'decisions.decisions.dependants',
  method: 'GET',
  path: '/decisions/decisions/{id}/dependants',
  right: 'decisions.read',
  summary: 'Everything that stands on a decision: look before it is reversed or replaced',
  input: z.object({ id: z.string().max(40).describe('its id or number') }),
  output: z.object({
    items: z.array(dependant).describe('nearest first, 500 at most'),
    total: z.int(),
    hash: z.string().describe('of all of it: send it with the act, which is refused when something else stands on it by then'),
  }),
})

/** What was listed before the act. */
export const seenDependants = z.string().length(64).optional().describe('the hash of what was listed as dependant on it')
