import type { Endpoint } from '../../server/kernel/room.ts'
import { hostileBodies, hostileTexts, hostileValues, leavesOf, sampleOf, withValue } from './hostile.ts'

type Fallen = { operation: string; status: number; what: string; answer: string }
type Send = (request: Request) => Promise<Response>

/**
 * Sends hostile texts in every text field, wrong kinds in every other, and broken JSON as the body of every operation. `take` says which of
 * the numbered assaults on a field are made, so that a short run sees each list in part and all operations in full. `named` gives the names of
 * things that are there, so that an assault on another field comes as far as the command.
 */
export async function besiege(
  endpoints: readonly Endpoint[],
  send: Send,
  headers: Record<string, string>,
  take: (nth: number) => boolean,
  named: (operation: Endpoint['operation']) => Record<string, unknown> = () => ({}),
): Promise<{ asked: number; fallen: Fallen[]; statuses: Record<string, number> }> {
  const fallen: Fallen[] = []
  let asked = 0
  const statuses: Record<string, number> = {}
  let nth = 0
  for (const { operation } of endpoints) {
    const sample = { ...sampleOf(operation), ...named(operation) }
    const assaults: { what: string; request: () => Request }[] = []
    for (const { path, text } of leavesOf(sample)) {
      for (const value of text ? [...hostileTexts, ...hostileValues] : hostileValues) {
        nth += 1
        if (take(nth)) {
          const input = withValue(sample, path, value) as Record<string, unknown>
          assaults.push({
            what: `${path.join('.')} = ${JSON.stringify(value).slice(0, 60)}`,
            request: () => requestOf(operation, input, headers),
          })
        }
      }
    }
    if (operation.method !== 'GET' && operation.method !== 'DELETE') {
      for (const body of hostileBodies) {
        nth += 1
        if (take(nth)) assaults.push({ what: `body ${body.slice(0, 60)}`, request: () => requestOf(operation, sample, headers, body) })
      }
    }
    for (const { what, request } of assaults) {
      asked += 1
      const response = await send(request())
      const answer = await response.text()
      statuses[response.status] = (statuses[response.status] ?? 0) + 1
      // who is away says so in words of ours: here nobody keeps a warehouse
      const away = response.status === 503 && /"code":"warehouse\.\w+"/.test(answer)
      if (response.status >= 500 && !away)
        fallen.push({ operation: operation.name, status: response.status, what, answer: answer.slice(0, 300) })
    }
  }
  return { asked, fallen, statuses }
}

export function requestOf(
  operation: Endpoint['operation'],
  input: Record<string, unknown>,
  headers: Record<string, string>,
  body?: string,
): Request {
  const { if_match: _match, ...left } = input
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = left[name]
    delete left[name]
    return encodeURIComponent(wellFormed(String(value ?? ''))) || 'x'
  })
  const reads = operation.method === 'GET' || operation.method === 'DELETE'
  const query = reads
    ? Object.entries(left).map(
        ([name, value]) => `${name}=${encodeURIComponent(wellFormed(typeof value === 'object' ? JSON.stringify(value) : String(value)))}`,
      )
    : []
  return new Request(`http://house.test/api${path.slice(0, 8000)}${query.length > 0 ? `?${query.join('&')}` : ''}`, {
    method: operation.method,
    headers: {
      ...headers,
      'if-match': '"1"',
      'idempotency-key': crypto.randomUUID(),
      ...(reads ? {} : { 'content-type': 'application/json' }),
    },
    ...(reads ? {} : { body: body ?? JSON.stringify(left) }),
  })
}

/** Half a character cannot be written in an address. */
function wellFormed(text: string): string {
  return text.toWellFormed()
}
