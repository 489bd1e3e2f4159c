import { listen, interruptibleSleep } from '../listen.ts'
import { faultOf } from '../fault.ts'
import type { OpenHouse } from '../house.ts'
import type { CallOut } from '../outbound/fetch.ts'
import { sendDue } from './send.ts'
import { nextMessage } from './store.ts'

/** Milliseconds after which a worker looks by itself. */
const [soonest, latest] = [1000, 60_000]

/** Carries webhooks: at once when an event was told, and when the next try is due. `workers` receivers are called side by side. */
export async function startPost(house: OpenHouse, out: CallOut, workers = 3): Promise<{ close: () => Promise<void> }> {
  let stopping = false
  const asleep = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of [...asleep]) wake()
  }
  const ears = listen(house, 'quarterdeck_webhooks', wakeAll)

  async function restFor(): Promise<number> {
    const due = await house.open((ctx) => nextMessage(ctx.tx))
    return due ? Math.min(latest, Math.max(soonest, due.getTime() - house.clock().getTime())) : latest
  }

  async function worker(): Promise<void> {
    let rest = latest
    while (!stopping) {
      // taken before the work, so that what is told meanwhile cuts the sleep short
      const sleep = interruptibleSleep(asleep, rest)
      try {
        await sendDue(house.open, out, () => !stopping)
        const next = await restFor()
        if (next < rest) setTimeout(() => sleep.wake(), next).unref()
        rest = next
      } catch (error) {
        rest = soonest
        if (!stopping) house.log.error({ err: faultOf(error) }, 'webhooks were not carried; trying again')
      }
      if (stopping) sleep.wake()
      await sleep.over
    }
  }

  const running = Array.from({ length: workers }, worker)
  return {
    close: async () => {
      stopping = true
      wakeAll()
      await Promise.all([ears.close(), ...running])
    },
  }
}
