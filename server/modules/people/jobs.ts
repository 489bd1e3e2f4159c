import type { Job } from '../../kernel/room.ts'
import { endLapsed } from './commands/grants.ts'
import { endElapsed } from './commands/delegations.ts'
import { endPlanned } from './commands/leave.ts'
import { forgetOld } from './store/sessions.ts'

export const jobs: Job[] = [
  { name: 'people.forget_old', cron: '20 3 * * *', run: (open) => open((ctx) => forgetOld(ctx.tx, ctx.now)) },
  // midnight is another hour in each zone
  { name: 'people.end_lapsed', cron: '2 * * * *', run: (open) => open(endLapsed) },
  { name: 'people.end_elapsed', cron: '4 * * * *', run: (open) => open(endElapsed) },
  { name: 'people.end_planned', cron: '3 * * * *', run: (open) => open(endPlanned) },
]
