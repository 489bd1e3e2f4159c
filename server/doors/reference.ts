import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Hono } from 'hono'
import type { Endpoint } from '../kernel/room.ts'
import { docsPage, docsStyle } from './docs.ts'
import { policyWith, styleHash } from './headers.ts'
import { openApi } from './openapi.ts'

const [pack, unpack] = [promisify(gzip), promisify(gunzip)]

type Packed = { json: Buffer; page: Buffer }

/**
 * The reference of all operations as OpenAPI and as a page. It is made when somebody first asks, and kept packed: few houses are ever
 * asked, and as text it is larger than all that a house otherwise holds.
 */
export function reference(app: Hono, endpoints: readonly Endpoint[], publicUrl: string): void {
  let made: Promise<Packed> | undefined
  const packed = () => {
    made ??= packedReference(endpoints, publicUrl)
    return made
  }
  app.get('/api/openapi.json', async (c) => c.body(await textOf((await packed()).json), 200, { 'content-type': 'application/json' }))
  app.get('/api/docs', async (c) =>
    c.html(await textOf((await packed()).page), 200, { 'content-security-policy': policyWith(styleHash(docsStyle)) }),
  )
}

async function packedReference(endpoints: readonly Endpoint[], publicUrl: string): Promise<Packed> {
  const described = openApi(endpoints, publicUrl)
  const [json, page] = await Promise.all([pack(JSON.stringify(described)), pack(docsPage(described))])
  return { json, page }
}

async function textOf(packed: Buffer): Promise<string> {
  return (await unpack(packed)).toString()
}
