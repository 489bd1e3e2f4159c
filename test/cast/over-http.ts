import type { Ledger } from './ledger.ts'

// biome-ignore lint/suspicious/noExplicitAny: what a program without our types sees
export type Answer = any
/** Asks the house as a program does: with its session, and an `If-Match` where a version is edited. */
export type Ask = (method: string, path: string, body?: object, version?: number) => Promise<Answer>

/** A colleague who signed in over HTTP. What is refused throws with all that was said. */
export async function signedIn(ledger: Ledger, name: string): Promise<Ask> {
  const base = ledger.cast.house.settings.publicUrl
  let cookie = ''
  const ask: Ask = async (method, path, body, version) => {
    const headers = {
      origin: base,
      cookie,
      'idempotency-key': crypto.randomUUID(),
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    }
    const response = await ledger.cast.http(
      new Request(`${base}/api${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    )
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const answer = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer
  }
  await ask('POST', '/people/sign-ins', { email: `${name}@tidewater.example`, password: 'a lantern on the quay' })
  return ask
}

/** What anybody is answered at an address of the house. */
export function visitorOf(ledger: Ledger) {
  const base = ledger.cast.house.settings.publicUrl
  return async (path: string, accept = 'text/html'): Promise<{ status: number; text: string }> => {
    const answer = await ledger.cast.http(new Request(`${base}${path}`, { headers: { accept } }))
    return { status: answer.status, text: await answer.text() }
  }
}
