import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import type { HeardEvent, Listener, Room } from '../../../kernel/room.ts'
import { keepQuestions } from '../store/mining.ts'
import { questionAt } from './mining.ts'

/** What a request says of itself when it is opened, as far as questions are found in it. Who may read it is said, or nobody sees it. */
const opened = z.object({
  request_id: z.string(),
  number: z.string().max(40).optional(),
  subject: z.string(),
  body: z.string().default(''),
  audience: z.enum(['public', 'internal', 'restricted']).default('restricted'),
  groups: z.array(z.string()).default([]),
  requester: z.string().nullable().default(null),
})

const requestOpened = 'work.request.opened'

/** Requests are questions too, once a room announces them; a house without that room hears nothing. */
export function requestListeners(rooms: readonly Pick<Room, 'events'>[]): Listener[] {
  if (!rooms.some(({ events }) => requestOpened in events)) return []
  return [{ name: 'handbook.requests_that_ask', on: [requestOpened], run: hearRequest }]
}

export async function hearRequest(ctx: Context, event: HeardEvent): Promise<void> {
  const { request_id, number, subject, body, audience, groups, requester } = opened.parse(event.payload)
  if (audience === 'restricted' && groups.length === 0) return
  const text = body === '' ? subject : `${subject} – ${body}`
  await keepQuestions(ctx.tx, [
    {
      ...questionAt(event.at, text),
      ...{ source: 'request', ref: request_id, asker: requester ?? `request:${request_id}`, place: number ?? 'A request' },
      readers: audience === 'restricted' ? [...groups].sort() : null,
    },
  ])
}
