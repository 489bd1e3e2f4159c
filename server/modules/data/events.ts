import { z } from 'zod'

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
