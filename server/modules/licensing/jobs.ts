import type { Job } from '../../kernel/room.ts'
import { prepareKeys } from './commands/keys.ts'

export const jobs: Job[] = [{ name: 'licensing.keys.prepare', cron: '7 * * * *', run: (open) => prepareKeys(open) }]
