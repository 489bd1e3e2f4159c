import { z } from 'zod'
import type { Listener } from '../../kernel/room.ts'
import { keepEntitlement } from './commands/entitlements.ts'
import { entitlementChanged } from './incoming.ts'
import { entitlementListener } from './waiting.ts'

/** What this room tells everyone. */
export const events = {
  'licensing.licence.issued': z.object({
    licence_id: z.uuid(),
    number: z.string(),
    wire_id: z.string(),
    account_id: z.uuid(),
    contract_number: z.string(),
    subscription_number: z.string(),
    order_number: z.string().optional(),
    entitlement_version: z.int(),
    seats: z.int(),
    kind: z.string(),
    serial: z.int(),
    starts_on: z.iso.date(),
    ends_on: z.iso.date(),
    starts_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
  }),
  'licensing.key.activated': z.object({ kid: z.string(), environment: z.enum(['prod', 'test']) }),
}

/** What other systems may be told: ids, numbers, days and amounts, nobody's name. */
export const publicEvents: (keyof typeof events)[] = ['licensing.licence.issued']

export const listeners: Listener[] = [
  {
    name: entitlementListener,
    on: ['billing.entitlement.changed'],
    run: async (ctx, event) => {
      await keepEntitlement(ctx, entitlementChanged.parse({ ...event.payload, event_id: event.payload.event_id ?? event.id }))
    },
  },
]
