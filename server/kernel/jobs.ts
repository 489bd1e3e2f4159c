import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { faultOf } from './fault.ts'
import type { OpenHouse } from './house.ts'
import { followRun } from './job-runs.ts'
import { isRefusal } from './refusal.ts'
import type { Job } from './room.ts'
import { traced } from './trace.ts'

export type Jobs = {
  /** queues a job by its name; answers its id, or null when one already waits or runs */
  send: (name: string, input: object) => Promise<string | null>
  close: () => Promise<void>
}

export type Pace = Partial<ConstructorOptions> & { notifyPollingIntervalSeconds?: number }

/** How often the queues are looked at: all their schedules are of minutes, and none of our jobs waits for another (a `flow`). */
const idlePace = { useListenNotify: true, cronWorkerIntervalSeconds: 20, flowIntervalSeconds: 600 }
/**
 * Schedules and queued work on pg-boss: each job of each room is a queue of which one job waits or runs at a time (`exclusive`), so
 * that a nightly run never overlaps itself. A cron tick is sent once however many workers run. A schedule that no room has any more
 * is taken away. A failed job is tried again five times with growing pauses. `close` waits five seconds for work at hand; what is
 * still running then is tried again by the next worker. A job of a process that died is noticed by its silence, within two minutes.
 * A job that is sent wakes its worker by NOTIFY; the queues are looked at by themselves every 60 s only, which is how
 * much later than told a job may be tried again.
 */
export async function startJobs(house: OpenHouse, own: readonly Job[], pace: Pace = {}): Promise<Jobs> {
  const { notifyPollingIntervalSeconds = 60, ...bossPace } = pace
  const connection = { connectionString: house.db.url, schema: 'pgboss', application_name: 'quarterdeck-jobs', max: 3 }
  const boss = new PgBoss({ ...connection, ...idlePace, ...bossPace })
  boss.on('error', (error) => house.log.error({ err: faultOf(error) }, 'jobs'))
  await boss.start()
  const jobs = [...own, ...house.rooms.flatMap((room) => room.jobs)]
  const options = {
    retryLimit: 5,
    retryBackoff: true,
    retryDelay: 5,
    retryDelayMax: 900,
    expireInSeconds: 3600,
    heartbeatSeconds: 30,
    notify: true,
  }
  for (const job of jobs) {
    await boss.createQueue(job.name, { policy: 'exclusive', ...options })
    // a queue of an earlier version keeps its options unless told
    await boss.updateQueue(job.name, options)
    if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: 'UTC' })
    if (house.roles.has('worker')) {
      await boss.work<Record<string, unknown>>(job.name, { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds }, async (batch) => {
        for (const one of batch) await runJob(house, job, one.data ?? {})
      })
    }
  }
  const scheduled = new Set(jobs.filter((job) => job.cron).map((job) => job.name))
  for (const { name } of await boss.getSchedules()) if (!scheduled.has(name)) await boss.unschedule(name)
  return {
    send: (name, input) => boss.send(name, input),
    close: () => boss.stop({ graceful: true, timeout: 5000 }),
  }
}

async function runJob(house: OpenHouse, job: Job, input: Record<string, unknown>): Promise<void> {
  const started = performance.now()
  const running = followRun(house.open, job.name)
  try {
    await traced(`job ${job.name}`, { 'quarterdeck.job': job.name }, () => job.run(house.open, input, running.report), { kind: 'consumer' })
    await running.finish('done')
    house.log.info({ job: job.name, ms: Math.round(performance.now() - started) }, 'job done')
  } catch (error) {
    // when the database is away the next run sees that this one was interrupted
    await running.finish('failed').catch(() => undefined)
    const reason = isRefusal(error) ? { code: error.code } : { err: faultOf(error) }
    house.log.error({ job: job.name, ms: Math.round(performance.now() - started), ...reason }, 'job failed; it will be tried again')
    throw error
  }
}
