import type { OpenHouse } from './house.ts'
import { startLoop } from './loop.ts'
import { nextDue } from './waiting.ts'

/** Milliseconds after which the loop looks by itself: for a retry that is due soon, and while nothing is. */
const [soonest, longest] = [1000, 15_000]
/** No worker sleeps longer, whatever becomes of the alarm. */
const longestNap = 600_000

/**
 * The delivery loop of a worker: wakes when the database says that an event was written, and by itself when the next retry is due.
 * `workers` deliveries run side by side; each is one transaction, so any number of workers may run on any number of machines.
 * `close` lets each worker end the delivery it is at and starts no other.
 */
export async function startDispatch(house: OpenHouse, workers = 3, latest = longest): Promise<{ close: () => Promise<void> }> {
  let stopping = false
  let alarm: NodeJS.Timeout | undefined
  function wakeIn(ms: number): void {
    clearTimeout(alarm)
    if (stopping) return
    alarm = setTimeout(() => {
      alarm = undefined
      void look()
    }, ms)
  }

  /** One look for all workers: they wake where something is due, or where the look failed and they can say why. */
  async function look(): Promise<void> {
    if (stopping) return
    const due = await dueNow().catch(() => 'unknown' as const)
    if (due === 'unknown' || (due && due.getTime() <= house.clock().getTime())) loop.wake()
    else wakeAt(due)
  }

  const dueNow = () => house.open((ctx) => nextDue(ctx.tx))

  function wakeAt(due: Date | undefined): void {
    wakeIn(due ? Math.min(latest, Math.max(soonest, due.getTime() - house.clock().getTime())) : latest)
  }

  /** A try may have left a retry behind, and a rung alarm must be set again; else what it was set to still holds. */
  async function setAlarm(tried: number): Promise<void> {
    if (tried > 0 || !alarm) wakeAt(await dueNow())
  }

  const loop = startLoop(house, {
    channel: 'quarterdeck_outbox',
    failed: 'dispatch failed',
    workers,
    turn: async (going) => {
      await setAlarm(await house.deliver(going))
      return longestNap
    },
  })
  return {
    close: async () => {
      stopping = true
      await loop.close()
      clearTimeout(alarm)
    },
  }
}
