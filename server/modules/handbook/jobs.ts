import type { Job } from '../../kernel/room.ts'
import { checkAll } from './commands/checking.ts'
import { lookAtTrainings } from './commands/training.ts'

export const jobs: Job[] = [
  // what no listener has read: texts that were there before it was, and those that came in by the hundred
  { name: 'handbook.truth', cron: '15 * * * *', run: (open, _input, report) => checkAll(open, report) },
  // each hour, since every company's day begins at another one; what is done is done once
  { name: 'handbook.trainings', cron: '25 * * * *', run: (open) => lookAtTrainings(open) },
]
