import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { life } from './life.ts'
import { askForPull } from './store/views.ts'
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

/** A room changed something that figures rest on: its view is read again now, by whichever process holds the warehouse. */
export const listeners: Listener[] = [
  {
    name: 'data.views',
    on: [...new Set(roomViews.flatMap((view) => view.after))],
    run: async (ctx, event) => {
      const views = roomViews.filter((view) => view.after.includes(event.name)).map((view) => view.view)
      await askForPull(ctx.tx, views, ctx.now)
      // the row above is seen after commit; the nudge only shortens the wait
      setTimeout(() => life()?.engine?.nudge('views'), 30)
    },
  },
]
