import { z } from 'zod'

/**
 * A file as an operation takes it: the part of a `multipart/form-data` request (the door writes down its hash), or small bytes in base64.
 * The operation says `upload` with the name of the field.
 */
export function fileInput(types: readonly [string, ...string[]], mostBase64: number) {
  return z
    .object({
      name: z.string().min(1).max(200),
      type: z.enum(types),
      content: z.base64().max(mostBase64).optional().describe('the bytes in base64, for small files'),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('hash of the bytes that came as a part of this request; the door fills it in'),
    })
    .refine(
      (file) => (file.content === undefined) !== (file.sha256 === undefined),
      'send the file as a part of the request, or its content',
    )
}
