import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { life } from './life.ts'
import { roomViews } from './warehouse/views.ts'

/** What this room tells everyone. Days are UTC days of the sender's clock. */
export const events = {
  'data.server.reported': z.object({
    server_id: z.string(),
    licence_id: z.string().nullable(),
    day: z.iso.date(),
    activated_users: z.number().nullable(),
    registered_users: z.number().nullable(),
    mau: z.number().nullable(),
    dau: z.number().nullable(),
    version: z.string().nullable(),
    source: z.string(),
  }),
  'data.metric.refreshed': z.object({ metric: z.string(), version: z.number(), complete_through: z.string().nullable() }),
}

/** What other systems may be told: ids, numbers, days and amounts, nobody's name. */
export const publicEvents: (keyof typeof events)[] = ['data.metric.refreshed']

/** A room changed something that figures rest on: what moved is read now, by whichever process owns the warehouse. */
export const listeners: Listener[] = [
  {
    name: 'data.views',
    on: [...new Set(roomViews.flatMap((view) => view.after))],
    run: async () => {
      // what moved lies in the database already; this only shortens the wait where this process owns the warehouse
      setTimeout(() => life()?.engine?.nudge('views'), 30)
    },
  },
]
