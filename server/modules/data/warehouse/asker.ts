import { existsSync } from 'node:fs'
import { Agent, type ClientRequest, request, type RequestOptions } from 'node:http'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import type { Tx } from '../../../kernel/database.ts'
import { Refusal, type RefusalKind } from '../../../kernel/refusal.ts'
import { findOwner, type Owner } from '../store/owner.ts'
import { type Answer, type Asks, awayRefusal, definitionsHash, unreadRefusal, type Kind, type WarehouseState } from './answers.ts'
import { pack, unpack } from './parcel.ts'
import type { Engine } from './engine.ts'

/** Whom any process of the house asks for figures: the warehouse that it owns itself, or the process that does. */
export type Asker = {
  ask: <K extends Kind>(tx: Tx, kind: K, ask: Asks[K], signal?: AbortSignal) => Promise<Answer<K>>
  /** what is known of the owner's warehouse now: of one's own, or as of an answer that is seconds old */
  state: () => WarehouseState | undefined
  close: () => void
}

/** Milliseconds after which an owner that says nothing counts as gone: more than its longest statement may take. */
const patience = 40_000
/** Milliseconds for which what an owner said of its warehouse is believed. */
const believed = 15_000

/** The owner cannot be reached: it died, froze, or has given the warehouse away. */
class Gone extends Error {}

export function openAsker(engine: () => Engine | undefined): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 64, scheduling: 'lifo' })
  let last: { state: WarehouseState; at: number } | undefined

  async function ask<K extends Kind>(tx: Tx, kind: K, question: Asks[K], signal?: AbortSignal): Promise<Answer<K>> {
    const own = engine()
    for (let tries = 1; ; tries += 1) {
      if (own?.owns()) return own.answerer.answer(kind, question, signal)
      const owner = await findOwner(tx)
      try {
        if (!owner?.address || !owner.key || owner.over) throw new Gone()
        const answer = (await send({ agent, ...placeOf(owner) }, owner.key, kind, question, signal)) as Answer<K>
        const { build, complete } = answer
        last = { state: { build, complete }, at: performance.now() }
        return answer
      } catch (error) {
        if (!(error instanceof Gone)) throw error
        own?.nudge('owner')
        if (tries === 2) throw owner?.over && owner.trouble ? unreadRefusal(owner.trouble) : awayRefusal()
        await wait(300, undefined, signal ? { signal } : {})
      }
    }
  }

  return {
    ask,
    state: () => {
      const own = engine()
      if (own?.owns()) return own.state()
      return last && performance.now() - last.at < believed ? last.state : undefined
    },
    close: () => agent.destroy(),
  }
}

function placeOf({ address }: Owner): RequestOptions {
  if (!address) throw new Gone()
  if (address.host === hostname() && existsSync(address.socket)) return { socketPath: address.socket }
  if (address.at) return { host: address.at.host, port: address.at.port }
  if (address.host === hostname()) throw new Gone()
  const text = `Figures are answered by a process on ${address.host}, which has no address for other machines. Start it with WAREHOUSE_BIND, or start a worker here.`
  throw new Refusal('busy', 'warehouse.unreachable', text, { facts: { retry_after_s: 30 } })
}

function send(place: RequestOptions, key: string, kind: Kind, ask: unknown, signal?: AbortSignal): Promise<unknown> {
  const text = pack({ kind, ask, definitions: definitionsHash() })
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const asking: ClientRequest = request({
      ...place,
      method: 'POST',
      path: '/ask',
      headers,
      timeout: patience,
      ...(signal ? { signal } : {}),
    })
    const gone = () => reject(signal?.aborted ? signal.reason : new Gone())
    asking.on('error', gone)
    asking.on('timeout', () => asking.destroy(new Gone()))
    asking.on('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('error', gone)
      response.on('close', () => (response.complete ? undefined : gone()))
      response.on('end', () => {
        if (!response.complete) return
        try {
          resolve(understood(response.statusCode ?? 0, Buffer.concat(parts).toString('utf8')))
        } catch (error) {
          reject(error)
        }
      })
    })
    asking.end(text)
  })
}

type Told = { refused?: { kind: RefusalKind; code: string; detail: string; facts: Record<string, unknown> } }

function understood(status: number, text: string): unknown {
  const told = unpack(text) as Told
  if (status === 200) return told
  const { refused } = told
  // its key is no longer the one in the database, or it no longer owns the warehouse
  if (status === 401 || refused?.code === 'warehouse.moved') throw new Gone()
  if (refused) throw new Refusal(refused.kind, refused.code, refused.detail, { facts: refused.facts })
  throw new Error(`the owner of the warehouse answered ${status}`)
}
