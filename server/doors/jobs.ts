import { forgetOldKeys } from '../kernel/idempotency.ts'
import { deliverMail } from '../kernel/mail.ts'
import { forgetOldEvents } from '../kernel/prune.ts'
import type { Job, Room } from '../kernel/room.ts'
import { paperWriter } from './papers.ts'
import type { HouseSettings } from '../kernel/settings.ts'
import { smtp } from '../adapters/mail/smtp.ts'

/** Schedules of the house itself; the rooms' own are in their `jobs.ts`. */
export function houseJobs(settings: HouseSettings, rooms: readonly Room[]): Job[] {
  const deliver = settings.smtpUrl ? smtp(settings.smtpUrl, settings.mailFrom) : undefined
  return [
    { name: 'house.idempotency.forget', cron: '17 3 * * *', run: (open) => open((ctx) => forgetOldKeys(ctx, settings.keepKeysDays)) },
    { name: 'house.events.forget', cron: '41 3 * * *', run: (open) => forgetOldEvents(open, settings.keepEventsDays) },
    ...(deliver
      ? [
          {
            name: 'house.mail.deliver',
            cron: '* * * * *',
            run: (open: Parameters<Job['run']>[0]) => deliverMail(open, deliver, paperWriter(rooms)),
          },
        ]
      : []),
  ]
}
