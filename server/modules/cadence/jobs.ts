import type { Job } from '../../kernel/room.ts'
import { lookAround } from './commands/daily.ts'

export const jobs: Job[] = [
  // each hour, since every company's day begins at another one; what is done is done once
  { name: 'cadence.daily', cron: '20 * * * *', run: (open) => lookAround(open) },
]
