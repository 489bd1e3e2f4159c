import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { idShape, nameShape } from '../../../kernel/shapes.ts'
import { groups } from './shapes.ts'

export const doingsList = operation({
  name: 'handbook.doings.list',
  method: 'GET',
  path: '/handbook/doings',
  right: 'handbook.read',
  summary: 'What the asker did themselves, the newest first, each as a step',
  input: z.object({ ...pageInput }),
  output: pageOf(
    z.object({
      id: z.string(),
      at: z.date(),
      action: z.string(),
      work: z.boolean().describe('it makes a step; coming in and going out do not'),
      says: z.string(),
      system: z.string(),
      subject: z.string(),
      href: z.string().nullable(),
    }),
  ),
})

export const doingsDraft = operation({
  name: 'handbook.doings.draft',
  method: 'POST',
  path: '/handbook/doings/drafts',
  right: 'handbook.write',
  summary:
    'Begins a procedure of what was done: its steps, where each is done, and of what kind each value was; no value, name, number or id of the rows',
  input: z.object({
    rows: z.array(idShape).min(1).max(60).describe('of the trail: one’s own, or any for those who see the whole of it'),
    title: nameShape
      .min(3)
      .max(120)
      .optional()
      .describe('what of it the rows hold is left out; of the first and the last step where none is said'),
    audience: z.enum(['internal', 'restricted']).default('internal'),
    groups: groups.default([]),
  }),
  output: z.object({ id: z.string(), number: z.string().nullable(), title: z.string(), steps: z.int() }),
  status: 201,
})
