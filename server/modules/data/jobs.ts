import type { Job } from '../../kernel/room.ts'
import { dropOldQuarantine } from './store/landing.ts'

/** Days that an excerpt of a rejected event stays; the event itself stays in the log. */
const quarantineDays = 90

export const jobs: Job[] = [
  {
    name: 'data.quarantine.clean',
    cron: '20 3 * * *',
    run: (open) => open((ctx) => dropOldQuarantine(ctx.tx, new Date(ctx.now.getTime() - quarantineDays * 86_400_000))),
  },
]
