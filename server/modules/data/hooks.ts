import type { Inbound } from '../../kernel/inbound/receive.ts'
import { standardWebhook } from '../../kernel/inbound/verify.ts'
import { appendEnvelopes } from './landing.ts'
import { hooksSource, trackOf } from './rules/hook.ts'

/**
 * Other systems tell of events as Standard Webhooks: each message is one event of the source `hooks`, in the raw log like those of any
 * client. The message's id is the event's, so that one that is told again after a fault is counted once.
 */
export const inbound: Inbound[] = [
  {
    source: 'events',
    verify: async (ctx, signed) => standardWebhook(ctx.settings.eventsHookSecrets, signed),
    take: async (ctx, { id, at, body }) => {
      const track = trackOf({ id, at, body: body.toString('utf8') })
      await appendEnvelopes([{ source: hooksSource, received: ctx.now.getTime(), form: 'segment', type: 'track', body: track }])
    },
  },
]
