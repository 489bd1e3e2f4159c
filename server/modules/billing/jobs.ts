import type { Job } from '../../kernel/room.ts'
import { sweepIntents } from './commands/collect.ts'
import { carryRates } from './commands/rates.ts'
import { runBilling } from './commands/run.ts'

export const jobs: Job[] = [
  // hourly, since each contract is billed on its own local day
  { name: 'billing.run', cron: '7 * * * *', run: (open) => runBilling(open) },
  // shortly after the month began anywhere; daily, so that a missed day does not matter
  { name: 'billing.rates', cron: '3 0 * * *', run: (open) => open(carryRates) },
  { name: 'billing.sweep', cron: '* * * * *', run: (open) => sweepIntents(open) },
]
