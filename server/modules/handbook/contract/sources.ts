import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape } from '../../../kernel/shapes.ts'
import { groups, someone } from './shapes.ts'

const sourceShape = z.object({
  id: z.string(),
  tree: z.string(),
  kind: z.enum(['folder', 'https']),
  address: z.string(),
  every_hours: z.int(),
  owner: someone,
  by: someone,
  state: z.enum(['running', 'paused']),
  looked_at: z.date().nullable(),
  tip: z.string().nullable().describe('what it stood at when it was taken last'),
  outcome: z
    .enum(['same', 'taken', 'refused', 'failed'])
    .nullable()
    .describe('of the last look; failed: it is looked at again at the next one'),
  code: z.string().nullable(),
  says: z.string().nullable(),
  import: z.string().nullable().describe('the import that the last change became'),
  waiting: z.int().describe('files of it that wait for a person'),
  may: z.array(z.string()),
})

export const sourcesList = operation({
  name: 'handbook.sources.list',
  method: 'GET',
  path: '/handbook/sources',
  right: 'handbook.restricted',
  summary: 'Repositories that are looked at on a schedule, and what came of the last look at each',
  input: z.object({}),
  output: z.object({ items: z.array(sourceShape), folder: z.boolean().describe('whether the operator opened a folder of repositories') }),
})

export const sourcesCreate = operation({
  name: 'handbook.sources.create',
  key: 'required',
  method: 'POST',
  path: '/handbook/sources',
  right: 'handbook.maintain',
  summary: 'Has a repository looked at on a schedule: what changed there comes in as an import, and what clashes waits for a person',
  status: 201,
  input: z
    .object({
      repository: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
        .optional()
        .describe('a bare repository by its name in the folder that the operator opened (GIT_FOLDER)'),
      url: z.string().min(1).max(500).optional().describe('in place of it: the https address of a repository that anyone may read'),
      tree: nameShape.min(1).max(80).default('handbook'),
      every_hours: z.int().min(1).max(168).default(6),
      owner: idShape.optional().describe('who keeps the new pages; whoever asks when left out'),
      groups: groups.default([]).describe('who reads pages that say that they are for the few'),
    })
    .refine(({ repository, url }) => (repository === undefined) !== (url === undefined), 'give a repository or a url'),
  output: sourceShape,
})

export const sourcesSet = operation({
  name: 'handbook.sources.set',
  method: 'POST',
  path: '/handbook/sources/{id}/states',
  right: 'handbook.maintain',
  summary: 'Lets a repository rest, lets it go on, or ends it; pages that came from it stay',
  input: z.object({ id: idShape, as: z.enum(['running', 'paused', 'ended']) }),
  output: sourceShape,
})

export const sourcesLook = operation({
  name: 'handbook.sources.look',
  method: 'POST',
  path: '/handbook/sources/{id}/looks',
  right: 'handbook.maintain',
  summary: 'Looks at a repository at once, in the background',
  status: 202,
  input: z.object({ id: idShape }),
  output: sourceShape,
})
