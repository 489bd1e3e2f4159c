import type { Job } from '../../kernel/room.ts'
import { readExpectations } from './commands/expected.ts'
import { dropOldQuarantine } from './store/landing.ts'
import { dropOldTold } from './store/told.ts'

/** Days that an excerpt of a rejected event stays; the event itself stays in the log. */
const quarantineDays = 90
/** Longer than the 35 days for which a day is news: what was told is not told again by a warehouse that is built anew. */
const toldDays = 70

export const jobs: Job[] = [
  // each hour, since every company's day begins at another one, and what is not known at one is asked for at the next
  { name: 'data.expectations.read', cron: '25 * * * *', run: (open) => readExpectations(open) },
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
