import type { Job } from '../../kernel/room.ts'
import { readAllMeasures } from './commands/readings.ts'
import { expireAll } from './commands/vet.ts'

export const jobs: Job[] = [
  // every hour, so that a day has its reading also when no build told us, and a late source shows as late
  { name: 'strategy.readings', cron: '20 * * * *', run: (open) => readAllMeasures(open) },
  // each hour, since every company's day begins at another one
  { name: 'strategy.expiry', cron: '40 * * * *', run: (open) => expireAll(open) },
]
