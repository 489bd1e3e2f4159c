import { setTimeout as pause } from 'node:timers/promises'
import type { Send } from '../journeys/buyer.ts'

/**
 * Sends as a good client does: the same request, key and all, again and again until it is answered. No answer and 503 mean "again";
 * every other answer counts.
 */
export function stubborn(address: string): Send {
  return async (request) => {
    const headers = new Headers(request.headers)
    headers.set('x-forwarded-for', address)
    const body = request.body ? await request.text() : undefined
    for (const until = Date.now() + 90_000; ; ) {
      const answer = await once(request.url, { method: request.method, headers, ...(body === undefined ? {} : { body }) })
      if (answer && answer.status !== 503) return answer
      if (Date.now() > until) throw new Error(`${request.method} ${request.url} was not answered for a minute and a half`)
      await pause(150)
    }
  }
}

/** One try with its whole answer in hand; nothing when the connection broke before its end. */
async function once(url: string, init: RequestInit): Promise<Response | undefined> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) })
    const whole = await response.arrayBuffer()
    return new Response([204, 304].includes(response.status) ? null : whole, { status: response.status, headers: response.headers })
  } catch {
    return undefined
  }
}
