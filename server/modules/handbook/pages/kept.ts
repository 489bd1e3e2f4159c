import { sha256 } from '../../../kernel/canonical.ts'
import { tagHeld } from '../../../kernel/etags.ts'

/** With a tag of its own bytes: what has not changed is not sent again. What is not in force is in nobody's search. */
export function kept(request: Request, text: string, type: string, retired: boolean): Response {
  const etag = `"${sha256(text)}"`
  const headers = {
    etag,
    'cache-control': 'public, max-age=60, stale-while-revalidate=600',
    'x-content-type-options': 'nosniff',
    ...(retired ? { 'x-robots-tag': 'noindex' } : {}),
  }
  const held = tagHeld(request.headers.get('if-none-match'), etag)
  if (held !== undefined) return new Response(null, { status: 304, headers: { ...headers, etag: held } })
  return new Response(text, { headers: { ...headers, 'content-type': type } })
}
