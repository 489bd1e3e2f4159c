import type { Job } from '../../kernel/room.ts'
import { dropOldQuarantine } from './store/landing.ts'
import { dropOldTold } from './store/told.ts'

/** Days that an excerpt of a rejected event stays; the event itself stays in the log. */
const quarantineDays = 90
/** Longer than the 35 days for which a day is news: what was told is not told again by a warehouse that is built anew. */
const toldDays = 70

export const jobs: Job[] = [
  {
    name: 'data.quarantine.clean',
    cron: '20 3 * * *',
    run: (open) => open((ctx) => dropOldQuarantine(ctx.tx, new Date(ctx.now.getTime() - quarantineDays * 86_400_000))),
  },
  {
    name: 'data.told.clean',
    cron: '30 3 * * *',
    run: (open) => open((ctx) => dropOldTold(ctx.tx, new Date(ctx.now.getTime() - toldDays * 86_400_000))),
  },
]
