import type { Job } from '../../kernel/room.ts'
import { checkAll } from './commands/checking.ts'

export const jobs: Job[] = [
  // what no listener has read: texts that were there before it was, and those that came in by the hundred
  { name: 'handbook.truth', cron: '15 * * * *', run: (open, _input, report) => checkAll(open, report) },
]
