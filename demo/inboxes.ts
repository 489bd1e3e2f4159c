import { finishNotice, listNotices } from '../server/kernel/inbox.ts'
import type { Actor } from '../server/kernel/context.ts'
import type { OpenHouse } from '../server/kernel/house.ts'

/** Who was told the end of a matter has put it away after some days; what is asked of people waits on. */
export async function clearInboxes(past: OpenHouse, actors: readonly Actor[], before: Date): Promise<void> {
  for (const actor of actors) {
    await past.openAs(actor, async (ctx) => {
      const told = await listNotices(ctx, { state: 'open', rule: 'decided', limit: 1000 })
      await Promise.all(told.filter(({ at }) => at < before).map(({ id }) => finishNotice(ctx, id)))
    })
  }
}
