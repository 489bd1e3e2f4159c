import type { OpenHouse } from './house.ts'
import { startLoop } from './loop.ts'
import { type Deliver, deliverMail, type WritePaper } from './mail.ts'

/** Carries letters: at once when one is written, since a code lives ten minutes, and once a minute (`pace`) for those to be tried again. */
export async function startMailer(
  house: OpenHouse,
  deliver: Deliver,
  write: WritePaper,
  pace = 60_000,
): Promise<{ close: () => Promise<void> }> {
  return startLoop(house, {
    channel: 'quarterdeck_mail',
    failed: 'letters were not carried',
    turn: async (going) => {
      await deliverMail(house.open, deliver, write, going)
      return pace
    },
  })
}
