import type { Job } from '../../kernel/room.ts'
import { lookAround } from './commands/daily.ts'

export const jobs: Job[] = [
  // each hour, since every company's day begins at another one; a reminder is given once
  { name: 'decisions.daily', cron: '10 * * * *', run: (open) => lookAround(open) },
]
