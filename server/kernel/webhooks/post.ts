import type { OpenHouse } from '../house.ts'
import { startLoop } from '../loop.ts'
import type { CallOut } from '../outbound/fetch.ts'
import { sendDue } from './send.ts'
import { nextMessage } from './store.ts'

/** Milliseconds after which a worker looks by itself. */
const [soonest, latest] = [1000, 60_000]

/** Carries webhooks: at once when an event was told, and when the next try is due. `workers` receivers are called side by side. */
export async function startPost(house: OpenHouse, out: CallOut, workers = 3): Promise<{ close: () => Promise<void> }> {
  async function restFor(): Promise<number> {
    const due = await house.open((ctx) => nextMessage(ctx.tx))
    return due ? Math.min(latest, Math.max(soonest, due.getTime() - house.clock().getTime())) : latest
  }
  return startLoop(house, {
    channel: 'quarterdeck_webhooks',
    failed: 'webhooks were not carried',
    workers,
    turn: async (going) => {
      await sendDue(house.open, out, going)
      return restFor()
    },
  })
}
