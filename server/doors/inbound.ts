import type { Hono } from 'hono'
import { type OpenHouse, systemActor } from '../kernel/house.ts'
import { receive, type Received } from '../kernel/inbound/receive.ts'
import { Refusal } from '../kernel/refusal.ts'

/** What the sender is told. A repeated message is as good as taken; what was not taken is asked for again. */
const refusals: Partial<Record<Received, () => Refusal>> = {
  unsigned: () => new Refusal('unauthenticated', 'inbound.unsigned', 'The message bears no signature that can be read.'),
  forged: () => new Refusal('unauthenticated', 'inbound.forged', 'The signature does not fit the message.'),
  stale: () =>
    new Refusal('unauthenticated', 'inbound.stale', 'The message was signed more than five minutes away from now. Sign it anew.'),
  id_reused: () => new Refusal('conflict', 'inbound.id_reused', 'Another message came under this id. Give each message its own.'),
  not_taken: () => new Refusal('busy', 'inbound.not_taken', 'The message is kept, but could not be worked on. Send it again later.'),
}

/** Machines that tell rooms things: each source has its own address below `/hooks`. */
export function inboundDoors(app: Hono, house: OpenHouse, upTo: Parameters<Hono['use']>[1]): void {
  for (const inbound of house.rooms.flatMap((room) => room.inbound ?? [])) {
    app.post(`/hooks/${inbound.source}`, upTo, async (c) => {
      const body = Buffer.from(await c.req.arrayBuffer())
      const actor = systemActor(`inbound.${inbound.source}`)
      const came = { header: (name: string) => c.req.header(name), body }
      const received = await receive((work) => house.openAs(actor, work), inbound, came)
      const refusal = refusals[received]?.()
      if (refusal) throw refusal
      return c.json({ received })
    })
  }
}
