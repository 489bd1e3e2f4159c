import type { Job } from '../../kernel/room.ts'
import { tellGuests } from './commands/invitations.ts'
import { lookAround } from './commands/daily.ts'
import { deleteOldMinutes } from './commands/retention.ts'

export const jobs: Job[] = [
  // each hour, since every company's day begins at another one; what is done is done once
  { name: 'cadence.daily', cron: '20 * * * *', run: (open) => lookAround(open) },
  // after the dates are planned and who belongs to them is known
  { name: 'cadence.guests', cron: '40 * * * *', run: (open) => tellGuests(open) },
  { name: 'cadence.minutes', cron: '50 3 * * *', run: (open) => deleteOldMinutes(open) },
]
