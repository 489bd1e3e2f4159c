import type { Context as Hono_ } from 'hono'
import { boundaryOf, readMultipart } from '../kernel/files/multipart.ts'
import { mostFileBytes, spool, type Spooling, tooLarge, type Upload } from '../kernel/files/spool.ts'
import type { Operation } from '../kernel/operation.ts'
import { Refusal } from '../kernel/refusal.ts'

/** Bytes of the fields beside a file. */
const mostFields = 64 * 1024
/** Bytes of a request with a file: boundaries and heads of parts beside it. */
const mostUpload = mostFileBytes + mostFields + 64 * 1024

/** Files of one request, as they lie on the disk until it is answered. */
export type Arrivals = { uploads: Map<string, Upload>; spools: Spooling[]; drop: () => Promise<void> }
export function arrivals(): Arrivals {
  const spools: Spooling[] = []
  return { uploads: new Map(), spools, drop: async () => void (await Promise.all(spools.map((one) => one.drop()))) }
}

export function isMultipart(request: Request): boolean {
  return boundaryOf(request.headers.get('content-type') ?? '') !== undefined
}

/**
 * The fields of a form with a file: texts by name, and the file as `{ name, type, sha256 }`, its bytes on the disk. Refuses a second file,
 * fields twice and what is too large.
 */
export async function readForm(
  c: Hono_,
  operation: Operation,
  dataDir: string,
  { uploads, spools }: Arrivals,
): Promise<[string, unknown][]> {
  const boundary = boundaryOf(c.req.header('content-type') ?? '')
  const { body } = c.req.raw
  if (!boundary || !body) throw new Refusal('invalid', 'body.invalid', 'The form has no boundary or no body.')
  if (Number(c.req.header('content-length') ?? 0) > mostUpload) throw tooLarge()
  const fields: [string, unknown][] = []
  let room = mostFields
  await readMultipart(body, boundary, async ({ name, filename, type }) => {
    if (filename !== undefined) {
      if (name !== operation.upload || spools.length > 0) {
        throw new Refusal('invalid', 'file.not_wanted', `One file is taken, as the part ${operation.upload}.`)
      }
      const spooling = await spool(dataDir)
      spools.push(spooling)
      return {
        write: spooling.write,
        end: async () => {
          const upload = await spooling.done(filename)
          uploads.set(upload.sha256, upload)
          fields.push([name, { name: filename, type, sha256: upload.sha256 }])
        },
      }
    }
    const parts: Uint8Array[] = []
    return {
      write: async (bytes) => {
        room -= bytes.length
        if (room < 0) throw new Refusal('invalid', 'body.too_large', `The fields of a form may have ${mostFields} bytes.`)
        parts.push(Uint8Array.from(bytes))
      },
      end: async () => void fields.push([name, Buffer.concat(parts).toString('utf8')]),
    }
  })
  return fields
}
