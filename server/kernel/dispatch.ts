import { listen, napOf } from './ears.ts'
import { faultOf } from './fault.ts'
import type { OpenHouse } from './house.ts'

/**
 * The delivery loop of a worker: wakes when the database says that an event was written, and once a second for retries.
 * `lanes` deliveries run side by side; each is one transaction, so any number of workers may run on any number of machines.
 * `close` lets each lane end the delivery it is at and starts no other.
 */
export async function startDispatch(house: OpenHouse, lanes = 3): Promise<{ close: () => Promise<void> }> {
  let stopping = false
  const asleep = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of [...asleep]) wake()
  }
  const ears = listen(house, 'quarterdeck_outbox', wakeAll)

  async function lane(): Promise<void> {
    while (!stopping) {
      // taken before the work, so that an event announced meanwhile cuts the nap short
      const nap = napOf(asleep, 1000)
      try {
        await house.deliver(() => !stopping)
      } catch (error) {
        if (!stopping) house.log.error({ err: faultOf(error) }, 'dispatch failed; trying again')
      }
      if (stopping) nap.wake()
      await nap.over
    }
  }

  const running = Array.from({ length: lanes }, lane)
  return {
    close: async () => {
      stopping = true
      wakeAll()
      await Promise.all([ears.close(), ...running])
    },
  }
}
