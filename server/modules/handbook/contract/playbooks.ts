import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'
import { path } from './shapes.ts'

export const playbooksImport = operation({
  name: 'handbook.playbooks.import',
  method: 'POST',
  path: '/handbook/playbooks',
  right: 'handbook.write',
  summary: 'Makes a draft of a procedure of a playbook of Mattermost (its export, version 1); what the text does not say is kept with it',
  input: z.object({
    file: z.string().min(2).max(900_000).describe('the JSON as it was exported'),
    path: path.optional().describe('of the title when left out'),
    backup: idShape.nullable().default(null),
  }),
  output: z.object({
    page: z.string(),
    number: z.string(),
    title: z.string(),
    steps: z.int(),
    notes: z.array(z.string()).describe('what the text does not say, and the file keeps'),
  }),
  status: 201,
})

export const playbooksGet = operation({
  name: 'handbook.playbooks.get',
  method: 'GET',
  path: '/handbook/procedures/{id}/playbook',
  right: 'handbook.read',
  summary: 'A procedure as a playbook of Mattermost, as far as the asker sees its steps; one that came in as a playbook as it came',
  input: z.object({ id: idShape }),
  output: z.unknown().meta({ description: 'A file; the body is its bytes.' }),
})
