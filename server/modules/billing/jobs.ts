import type { Job } from '../../kernel/room.ts'
import { sweepIntents } from './commands/collect.ts'
import { runBilling } from './commands/run.ts'

export const jobs: Job[] = [
  // hourly, since each contract is billed on its own local day
  { name: 'billing.run', cron: '7 * * * *', run: (open) => runBilling(open) },
  { name: 'billing.sweep', cron: '* * * * *', run: (open) => sweepIntents(open) },
]
