import { faultOf } from './fault.ts'
import type { OpenHouse } from './house.ts'
import { listen } from './listen.ts'

/** Milliseconds after which a worker whose turn failed tries again. */
const soon = 1000

type Loop = {
  /** wakes every worker */
  wake: () => void
  /** lets each worker end the turn it is at and starts no other */
  close: () => Promise<void>
}

type Work = {
  /** the channel of the database on which it is told that there is something to do */
  channel: string
  /** what the log says of a turn that failed */
  failed: string
  workers?: number
  /** does what there is as long as it is `going`; answers after how many milliseconds it looks by itself */
  turn: (going: () => boolean) => Promise<number>
}

/** Workers side by side that sleep until the database tells of something or their rest is over. */
export function startLoop(house: OpenHouse, { channel, failed, workers = 1, turn }: Work): Loop {
  let stopping = false
  const asleep = new Set<() => void>()
  const wake = () => {
    for (const one of [...asleep]) one()
  }
  const ears = listen(house, channel, wake)

  async function worker(): Promise<void> {
    while (!stopping) {
      // taken before the work, so that what is told meanwhile cuts the rest short
      const sleep = lightSleep(asleep)
      let rest = soon
      try {
        rest = await turn(() => !stopping)
      } catch (error) {
        if (!stopping) house.log.error({ err: faultOf(error) }, `${failed}; trying again`)
      }
      await sleep.atMost(stopping ? 0 : rest)
    }
  }

  const running = Array.from({ length: workers }, worker)
  return {
    wake,
    close: async () => {
      stopping = true
      wake()
      await Promise.all([ears.close(), ...running])
    },
  }
}

/** A sleep that something may cut short, even before it has begun. */
function lightSleep(asleep: Set<() => void>): { atMost: (ms: number) => Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>()
  asleep.add(resolve)
  return {
    atMost: async (ms) => {
      const timer = setTimeout(resolve, ms)
      await promise
      clearTimeout(timer)
      asleep.delete(resolve)
    },
  }
}
