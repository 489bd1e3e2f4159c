import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { idShape } from '../../kernel/shapes.ts'

export const fileRead = operation({
  name: 'house.files.get',
  method: 'GET',
  path: '/files/{id}',
  right: 'signed_in',
  summary: 'A file as it came, for whoever may see what it belongs to',
  input: z.object({ id: idShape }),
  output: z.unknown().meta({ description: 'A file; the body is its bytes.' }),
})
