import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { note } from './shapes.ts'

const method = z.object({
  key: z.string().describe('the same in each edition of its plan'),
  title: z.string(),
  plan: z.string(),
  href: z.string(),
})

const alignmentShape = z.object({
  aligned: z.boolean().describe('it serves a method of a plan in force'),
  methods: z.array(
    method.extend({
      in_force: z.boolean(),
      chosen: z.boolean().describe('on its page'),
      said: z.boolean().describe('its text names it (`methods:` at its top)'),
    }),
  ),
  unread: z.array(z.string()).describe('what its text names and no plan in force has, with what is near to it; to those who keep the page'),
  waived: z
    .object({ reason: z.string(), until: z.string(), by: z.string() })
    .nullable()
    .describe('it is followed without a plan until a day, and why'),
  offered: z.array(method).describe('methods of plans in force; of plans for the few none'),
  may: z.array(z.string()),
})

export const alignmentGet = operation({
  name: 'handbook.alignment.get',
  method: 'GET',
  path: '/handbook/procedures/{id}/alignment',
  right: 'handbook.read',
  summary: 'Which methods of plans a procedure serves, and which there are',
  input: z.object({ id: idShape }),
  output: alignmentShape,
})

export const alignmentSet = operation({
  name: 'handbook.alignment.set',
  method: 'POST',
  path: '/handbook/procedures/{id}/alignments',
  right: 'handbook.write',
  summary:
    'Says which methods of plans in force a procedure serves; those that are named no more are left out, but for those that its text names',
  input: z.object({ id: idShape, methods: z.array(idShape).max(20).describe('their keys') }),
  output: alignmentShape,
})

export const alignmentWaive = operation({
  name: 'handbook.alignment.waive',
  method: 'POST',
  path: '/handbook/procedures/{id}/waivers',
  right: 'handbook.write',
  summary: 'Says why a procedure serves no plan, until a day: by whoever decides on it or keeps any page, for 90 days at most',
  input: z.object({ id: idShape, reason: note, until: dayShape }),
  output: alignmentShape,
})
