import { type ConstructorOptions, PgBoss } from 'pg-boss'
import { idleSessionMs } from './connect.ts'
import { faultOf } from './fault.ts'
import type { OpenHouse } from './house.ts'
import { followed } from './job-runs.ts'
import { isRefusal } from './refusal.ts'
import type { Job } from './room.ts'
import { traced } from './trace.ts'

type Jobs = {
  /** queues a job by its name; answers its id, or null when one already waits or runs */
  send: (name: string, input: object) => Promise<string | null>
  close: () => Promise<void>
}

type Pace = Partial<ConstructorOptions> & { notifyPollingIntervalSeconds?: number }

/** How often the queues are looked at: all their schedules are of minutes, and none of our jobs waits for another (a `flow`). */
const idlePace = { useListenNotify: true, cronWorkerIntervalSeconds: 20, flowIntervalSeconds: 600 }
/**
 * Schedules and queued work on pg-boss: each job of each room is a queue of which one job waits or runs at a time (`exclusive`), so
 * that a nightly run never overlaps itself. A cron tick is sent once however many workers run. A schedule that no room has any more
 * is taken away. A failed job is tried again five times with growing pauses. `close` waits five seconds for work at hand; what is
 * still running then is tried again by the next worker. A job of a process that died is noticed by its silence, within two minutes.
 * A job that is sent wakes its worker by NOTIFY; the queues are looked at by themselves every 60 s only, and every 5 s those in which a
 * job has failed and may be due again.
 * The queues and their schedules are made at once; `work` begins to do what waits there, for whoever has something else to do first.
 */
export async function prepareJobs(house: OpenHouse, own: readonly Job[], pace: Pace = {}): Promise<{ work: () => Promise<Jobs> }> {
  const { notifyPollingIntervalSeconds = 60, ...bossPace } = pace
  const connection = {
    connectionString: house.db.url,
    schema: 'pgboss',
    application_name: 'quarterdeck-jobs',
    max: 3,
    min: 1,
    idleTimeoutMillis: idleSessionMs,
  }
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
  }
  const scheduled = new Set(jobs.filter((job) => job.cron).map((job) => job.name))
  for (const { name } of await boss.getSchedules()) if (!scheduled.has(name)) await boss.unschedule(name)
  return { work: () => workOn(house, boss, jobs, notifyPollingIntervalSeconds) }
}

async function workOn(house: OpenHouse, boss: PgBoss, jobs: readonly Job[], notifyPollingIntervalSeconds: number): Promise<Jobs> {
  const failing = failures(boss)
  for (const job of house.roles.has('worker') ? jobs : []) {
    const worker = await boss.work<Record<string, unknown>>(
      job.name,
      { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds },
      (batch) =>
        failing.watch(job.name, async () => {
          for (const one of batch) await runJob(house, job, one.data ?? {})
        }),
    )
    failing.know(job.name, worker)
  }
  return {
    send: (name, input) => boss.send(name, input),
    close: async () => {
      failing.end()
      await boss.stop({ graceful: true, timeout: 5000 })
    },
  }
}

/** All tries of a job are over by then: five, with pauses of up to 15 minutes. */
const failingFor = 90 * 60_000
const lookAgain = 5000

/** Workers whose job failed look for its next try every few seconds, until one has gone well; a house in which nothing fails stays quiet. */
function failures(boss: PgBoss) {
  const workers = new Map<string, string>()
  const since = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  function look(): void {
    for (const [name, at] of since) {
      const worker = workers.get(name)
      if (Date.now() - at > failingFor) since.delete(name)
      else if (worker) boss.notifyWorker(worker)
    }
    if (since.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return {
    know: (name: string, worker: string) => void workers.set(name, worker),
    watch: async (name: string, work: () => Promise<void>): Promise<void> => {
      try {
        await work()
        since.delete(name)
      } catch (error) {
        since.set(name, Date.now())
        timer ??= setInterval(look, lookAgain).unref()
        throw error
      }
    },
    end: () => clearInterval(timer),
  }
}

async function runJob(house: OpenHouse, job: Job, input: Record<string, unknown>): Promise<void> {
  const started = performance.now()
  try {
    const done = await traced(
      `job ${job.name}`,
      { 'quarterdeck.job': job.name },
      () => followed(house.open, job.name, (report) => job.run(house.open, input, report)),
      { kind: 'consumer' },
    )
    const ms = Math.round(performance.now() - started)
    house.log.info({ job: job.name, ms }, 'job done')
    // what failed by itself is tried again the next time: whoever runs the house reads why
    const { failed, reasons } = (done ?? {}) as { failed?: unknown; reasons?: unknown }
    if (typeof failed === 'number' && failed > 0) house.log.error({ job: job.name, failed, reasons }, 'job done, but for what failed')
  } catch (error) {
    const reason = isRefusal(error) ? { code: error.code } : { err: faultOf(error) }
    house.log.error({ job: job.name, ms: Math.round(performance.now() - started), ...reason }, 'job failed; it will be tried again')
    throw error
  }
}
