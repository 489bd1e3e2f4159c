import type { Job } from '../../kernel/room.ts'
import { sweepIntents } from './commands/payments/collect.ts'
import { carryRates } from './commands/catalogue/rates.ts'
import { runBilling } from './commands/runs/run.ts'

export const jobs: Job[] = [
  // hourly, since each contract is billed on its own local day
  { name: 'billing.run', cron: '7 * * * *', run: (open, _input, report) => runBilling(open, report ? { report } : {}) },
  // a month begins for each company on its own calendar; hourly, so that a missed hour does not matter
  { name: 'billing.rates', cron: '3 * * * *', run: (open) => open(carryRates) },
  { name: 'billing.sweep', cron: '* * * * *', run: (open) => sweepIntents(open) },
]
