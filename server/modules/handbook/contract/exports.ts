import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'

export const exportsGet = operation({
  name: 'handbook.exports.get',
  method: 'GET',
  path: '/handbook/exports',
  right: 'handbook.read',
  summary: 'The handbook as a tree of Markdown files, as far as the asker may read it',
  input: z
    .object({
      form: z
        .enum(['zip', 'fast-import'])
        .default('zip')
        .describe('fast-import: a stream of which git fast-import makes a repository, with a commit for each text that was published'),
      readers: z.enum(['me', 'everyone']).default('me').describe('everyone: what is public alone, as everyone sees it'),
    })
    .refine(({ form, readers }) => form === 'zip' || readers === 'me', 'earlier texts are for colleagues: take everyone as zip'),
  output: z.unknown().meta({ description: 'A file; the body is its bytes.' }),
})
