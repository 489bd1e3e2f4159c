import type { Context } from '../context.ts'
import { newId } from '../ids.ts'
import type { HeardEvent, Listener } from '../room.ts'
import { addMessages, hearersOf, type MessageRow } from './store.ts'

/** The name of the listener that tells the outside. While nobody out there listens, `tellPending` makes no deliveries for it. */
export const webhookListener = 'house.webhooks'

/** Tells each webhook that wants them of the events that rooms declare public. */
export function webhookEars(types: readonly string[]): Listener {
  return {
    name: webhookListener,
    on: [...types],
    run: async (ctx, event) => {
      const hearers = await hearersOf(ctx.tx, event.name)
      await addMessages(
        ctx.tx,
        hearers.map((webhook) => messageOf(ctx, webhook, event)),
      )
    },
  }
}

/** A delivery: the bytes that will be signed and sent. */
export function messageOf(ctx: Context, webhook: string, event: Omit<HeardEvent, 'id'> & { id: string | null }): MessageRow {
  const body = JSON.stringify({ type: event.name, timestamp: event.at.toISOString(), data: event.payload })
  return {
    id: newId(),
    webhook,
    event: event.id,
    type: event.name,
    body,
    created_at: ctx.now,
    attempts: 0,
    next_at: ctx.now,
    leased_until: null,
    delivered_at: null,
    dead_at: null,
  }
}
