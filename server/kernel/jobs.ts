import { PgBoss } from 'pg-boss'
import type { OpenHouse } from './house.ts'
import type { Job } from './room.ts'

/**
 * Schedules and queued work on pg-boss: each job of each room is a queue; a cron job is sent once per tick however many workers run.
 * `send` queues a job by name and answers its id.
 */
export async function startJobs(house: OpenHouse, own: readonly Job[]): Promise<{ send: (name: string, input: object) => Promise<string | null>; close: () => Promise<void> }> {
  const boss = new PgBoss({ connectionString: house.db.url, schema: 'pgboss', max: 3 } as ConstructorParameters<typeof PgBoss>[0])
  boss.on('error', (error) => house.log.error({ err: error }, 'jobs'))
  await boss.start()
  for (const job of [...own, ...house.rooms.flatMap((room) => room.jobs)]) {
    await boss.createQueue(job.name, { retryLimit: 5, retryBackoff: true, expireInSeconds: 3600 })
    if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'UTC', singletonKey: job.name })
    if (house.roles.has('worker')) {
      await boss.work<Record<string, unknown>>(job.name, { pollingIntervalSeconds: 5 }, async (batch) => {
        for (const one of batch) {
          const started = performance.now()
          await job.run(house.open, one.data ?? {})
          house.log.info({ job: job.name, ms: Math.round(performance.now() - started) }, 'job done')
        }
      })
    }
  }
  return {
    send: (name, input) => boss.send(name, input),
    close: () => boss.stop({ graceful: true, timeout: 8000 }),
  }
}
