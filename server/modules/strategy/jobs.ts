import type { Job } from '../../kernel/room.ts'
import { checkAll } from './commands/alignment/check.ts'
import { remindOfUpdates } from './commands/reminding.ts'
import { readFinals } from './commands/finals.ts'
import { fillCourses, readAllMeasures } from './commands/readings.ts'
import { expireAll } from './commands/vet.ts'

export const jobs: Job[] = [
  // every hour, so that a day has its reading also when no build told us, and a late source shows as late
  { name: 'strategy.readings', cron: '20 * * * *', run: (open) => readAllMeasures(open) },
  // at night: courses of measures that were bound before anybody filled in the days before
  { name: 'strategy.courses', cron: '5 3 * * *', run: (open) => fillCourses(open) },
  // at night: what days, people, figures and decisions have changed since
  { name: 'strategy.alignment', cron: '25 2 * * *', run: (open, _input, report) => checkAll(open, report) },
  // each hour, since every company's day begins at another one
  { name: 'strategy.expiry', cron: '40 * * * *', run: (open) => expireAll(open) },
  // each hour, for the same reason; each due day is told of once
  { name: 'strategy.update_reminders', cron: '30 * * * *', run: (open) => remindOfUpdates(open) },
  // behind the hour's expiry; what feeds a figure may be put right long after its period
  { name: 'strategy.finals', cron: '50 * * * *', run: (open) => readFinals(open) },
]
