import { listen, interruptibleSleep } from './listen.ts'
import { faultOf } from './fault.ts'
import type { OpenHouse } from './house.ts'
import { type Deliver, deliverMail, type WritePaper } from './mail.ts'

/** Carries letters: at once when one is written, since a code lives ten minutes, and once a minute (`pace`) for those to be tried again. */
export async function startMailer(
  house: OpenHouse,
  deliver: Deliver,
  write: WritePaper,
  pace = 60_000,
): Promise<{ close: () => Promise<void> }> {
  let stopping = false
  const asleep = new Set<() => void>()
  const wakeAll = () => {
    for (const wake of [...asleep]) wake()
  }
  const ears = listen(house, 'quarterdeck_mail', wakeAll)

  async function carry(): Promise<void> {
    while (!stopping) {
      // taken before the work, so that a letter written meanwhile cuts the sleep short
      const sleep = interruptibleSleep(asleep, pace)
      try {
        await deliverMail(house.open, deliver, write, () => !stopping)
      } catch (error) {
        if (!stopping) house.log.error({ err: faultOf(error) }, 'letters were not carried; trying again')
      }
      if (stopping) sleep.wake()
      await sleep.over
    }
  }

  const carrying = carry()
  return {
    close: async () => {
      stopping = true
      wakeAll()
      await Promise.all([ears.close(), carrying])
    },
  }
}
