import { forgetOldKeys } from '../kernel/idempotency.ts'
import { forgetInbound } from '../kernel/inbound/receive.ts'
import { forgetSecrets } from '../kernel/mail.ts'
import { forgetOldEvents } from '../kernel/prune.ts'
import { forgetRuns } from '../kernel/job-runs.ts'
import type { Open } from '../kernel/context.ts'
import type { Job } from '../kernel/room.ts'
import { sweepSpool } from '../kernel/files/spool.ts'
import { gatherWords } from '../kernel/words.ts'
import { sweepFiles } from '../kernel/files/files.ts'
import { forgetMessages } from '../kernel/webhooks/store.ts'
import { writeNoticeLetters } from './notices.ts'
import type { HouseSettings } from '../kernel/settings.ts'

async function sweepAll(open: Open, dataDir: string): Promise<void> {
  const now = await open(async (ctx) => {
    await sweepFiles(ctx)
    return ctx.now
  })
  await sweepSpool(dataDir, new Date(now.getTime() - 86_400_000))
}

/** Schedules of the house itself; the rooms' own are in their `jobs.ts`. */
export function houseJobs(settings: HouseSettings): Job[] {
  return [
    { name: 'house.idempotency.forget', cron: '17 3 * * *', run: (open) => open((ctx) => forgetOldKeys(ctx, settings.keepKeysDays)) },
    { name: 'house.events.forget', cron: '41 3 * * *', run: (open) => forgetOldEvents(open, settings.keepEventsDays) },
    {
      name: 'house.webhooks.forget',
      cron: '47 3 * * *',
      run: (open) => open((ctx) => forgetMessages(ctx.tx, new Date(ctx.now.getTime() - settings.keepEventsDays * 86_400_000))),
    },
    {
      name: 'house.jobs.forget',
      cron: '49 3 * * *',
      run: (open) => open((ctx) => forgetRuns(ctx.tx, new Date(ctx.now.getTime() - settings.keepEventsDays * 86_400_000))),
    },
    { name: 'house.words.gather', cron: '43 3 * * *', run: (open) => open((ctx) => gatherWords(ctx.tx)) },
    { name: 'house.files.sweep', cron: '59 3 * * *', run: (open) => sweepAll(open, settings.dataDir) },
    { name: 'house.inbound.forget', cron: '47 3 * * *', run: (open) => forgetInbound(open, settings.keepEventsDays) },
    { name: 'house.notices.write', cron: '*/5 * * * *', run: writeNoticeLetters },
    { name: 'house.mail.forget', cron: '53 3 * * *', run: (open) => open(forgetSecrets) },
  ]
}
