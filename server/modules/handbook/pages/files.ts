import type { WireDoor } from '../../../kernel/room.ts'
import { tagHeld } from '../../../kernel/etags.ts'
import { outwardFile } from '../queries/attachments.ts'

/**
 * Pictures and files that public pages show, under the hash of their bytes. Once no public part uses one, there is none; a browser asks again
 * after five minutes. Nothing in one runs, also where it is opened by itself.
 */
export const fileDoor: WireDoor = {
  method: 'GET',
  path: '/handbook/files/:file{[0-9a-f]{64}\\.[a-z0-9]{1,5}}',
  perMinute: 600,
  handle: async (request, open) => {
    const [, sha = ''] = /\/([0-9a-f]{64})\.[a-z0-9]{1,5}$/.exec(new URL(request.url).pathname) ?? []
    const file = await open((ctx) => outwardFile(ctx, sha))
    if (!file)
      return new Response(JSON.stringify({ status: 404, code: 'page.unknown', detail: 'There is no such page.' }), {
        status: 404,
        headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' },
      })
    const etag = `"${sha}"`
    const headers = {
      etag,
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
      'content-disposition': file.inline ? 'inline' : 'attachment',
    }
    const held = tagHeld(request.headers.get('if-none-match'), etag)
    if (held !== undefined) return new Response(null, { status: 304, headers: { ...headers, etag: held } })
    return new Response(new Uint8Array(file.bytes), { headers: { ...headers, 'content-type': file.type } })
  },
}
