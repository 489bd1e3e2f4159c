import { z } from 'zod'
import { fileInput } from '../../../kernel/files/shape.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape } from '../../../kernel/shapes.ts'

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/svg+xml'] as const

export const attachmentsGet = operation({
  name: 'handbook.attachments.get',
  method: 'GET',
  path: '/handbook/pages/{id}/files/{sha}',
  right: 'handbook.read',
  summary: 'A picture or file of a page, for whoever reads a part that uses it',
  input: z.object({
    id: idShape,
    sha: z.string().regex(/^[0-9a-f]{64}$/),
    no: z.int().min(1).max(2_147_483_647).optional().describe('as the text of this number uses it; of now when left out'),
  }),
  output: z.unknown().meta({ description: 'A file; the body is its bytes.' }),
})

export const attachmentsAdd = operation({
  name: 'handbook.attachments.add',
  method: 'POST',
  path: '/handbook/pages/{id}/files',
  right: 'handbook.write',
  largest: 14 * 1024 * 1024,
  upload: 'file',
  summary: 'Lays a picture beside a page, under a name by which its texts can show it; what its file tells beside the picture is taken out',
  status: 201,
  input: z.object({ id: idShape, file: fileInput(pictures, 14_000_000) }),
  output: z.object({
    called: z.string().describe('what a text writes as its address'),
    sha256: z.string(),
    width: z.int(),
    height: z.int(),
    href: z.string(),
  }),
})
