import type { Job } from '../../kernel/room.ts'
import { forgetMissed, lookForAll } from './commands/asked.ts'
import { checkAllFacts } from './commands/facts.ts'
import { lookAtExpected } from './commands/schedules.ts'
import { lookAtSources } from './commands/sources.ts'
import { auditAll } from './commands/findability.ts'
import { countGaps } from './commands/gaps.ts'
import { checkAll } from './commands/checking.ts'
import { mineNightly } from './commands/mining.ts'
import { lookAtReviews } from './commands/pulling.ts'
import { lookAtTrainings } from './commands/training.ts'
import { lookAtRates } from './commands/restating.ts'
import { lookAtTurns } from './commands/turns.ts'
import { fillSearch } from './commands/refilling.ts'

export const jobs: Job[] = [
  // what no listener has read: texts that were there before it was, and those that came in by the hundred
  { name: 'handbook.truth', cron: '15 * * * *', run: (open, _input, report) => checkAll(open, report) },
  // each hour, since every company's day begins at another one; what is done is done once
  { name: 'handbook.reviews', cron: '35 * * * *', run: (open) => lookAtReviews(open) },
  { name: 'handbook.trainings', cron: '25 * * * *', run: (open) => lookAtTrainings(open) },
  // each hour, since every company's day begins at another one; a day is opened once
  { name: 'handbook.expected', cron: '10 * * * *', run: (open) => lookAtExpected(open) },
  { name: 'handbook.rates', cron: '50 * * * *', run: (open) => lookAtRates(open) },
  { name: 'handbook.turns', cron: '20 * * * *', run: (open) => lookAtTurns(open) },
  // each quarter, those whose hours have gone by
  { name: 'handbook.sources', cron: '*/15 * * * *', run: (open, _input, report) => lookAtSources(open, report) },
  // what a house of an older version had not handed over
  { name: 'handbook.search', cron: '5 * * * *', run: (open) => fillSearch(open) },
  // a limit may change while no text does
  { name: 'handbook.facts', cron: '25 * * * *', run: (open) => checkAllFacts(open) },
  // each hour, so that every day of the company has its count
  { name: 'handbook.gaps', cron: '55 * * * *', run: (open) => countGaps(open) },
  // behind the hour's texts: a page of somebody else moves places too
  { name: 'handbook.findability', cron: '35 * * * *', run: (open) => lookForAll(open) },
  // a page of somebody else, or of another title, moves whether this one is found
  { name: 'handbook.audit', cron: '20 3 * * *', run: (open, _input, report) => auditAll(open, report) },
  // behind what searches are forgotten, and what of chats is kept no longer
  { name: 'handbook.mining', cron: '50 3 * * *', run: (open) => mineNightly(open) },
  { name: 'handbook.missed', cron: '45 3 * * *', run: (open) => forgetMissed(open) },
]
