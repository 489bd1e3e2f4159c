import { newest, onward, type Onward } from './keyset.ts'
import type { Selectable } from 'kysely'
import { record } from './audit.ts'
import type { Context, Open } from './context.ts'
import { type Tx, tablesOf } from './database.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import { personBehind } from './rights.ts'

type JobRunTable = {
  id: string
  name: string
  started_at: Date
  told_at: Date
  done: number
  of: number | null
  note: string
  cancel_asked_at: Date | null
  cancel_asked_by: string | null
  finished_at: Date | null
  outcome: 'done' | 'cancelled' | 'failed' | 'interrupted' | null
}
export type JobRunRow = Selectable<JobRunTable>

/**
 * How far the work is. Answers whether to go on: one that was cancelled ends where it stands, and what is done stays done. `id` is of what
 * the work writes down by itself, so that its page finds the way to it.
 */
export type Report = (far: { done: number; of: number | null; note: string; id?: string }) => Promise<'go on' | 'stop'>

type Running = { report: Report; finish: (outcome: 'done' | 'failed') => Promise<void> }

/** Work that is followed from its first report to its end, however it ends. */
export async function followed<T>(open: Open, name: string, work: (report: Report) => Promise<T>): Promise<T> {
  const running = followRun(open, name)
  try {
    const answer = await work(running.report)
    await running.finish('done')
    return answer
  } catch (error) {
    // when the database is away the next run sees that this one was interrupted
    await running.finish('failed').catch(() => undefined)
    throw error
  }
}

/** Follows one run of a job. It has a row from its first report on, so that work which finds nothing to do leaves none. */
export function followRun(open: Open, name: string): Running {
  let id: string | undefined
  let stopped = false
  return {
    report: ({ done, of, note, id: own }) =>
      open(async (ctx) => {
        const far = { done, of, note: note.slice(0, 500), told_at: ctx.now }
        if (id === undefined) {
          // jobs of one name never overlap: whatever is open is of a process that died
          await end(ctx.tx, { name }, ctx.now, 'interrupted')
          const row = { id: own ?? newId(), name, started_at: ctx.now, ...far }
          const open = { finished_at: null, outcome: null }
          const { cancel_asked_at } = await tables(ctx.tx)
            .insertInto('job_run')
            .values({ ...row, ...open, cancel_asked_at: null, cancel_asked_by: null })
            // the same work, taken up again after its process died
            .onConflict((same) => same.column('id').doUpdateSet({ ...far, ...open }))
            .returning('cancel_asked_at')
            .executeTakeFirstOrThrow()
          id = row.id
          stopped = cancel_asked_at !== null
          return stopped ? 'stop' : 'go on'
        }
        const row = await tables(ctx.tx)
          .updateTable('job_run')
          .set(far)
          .where('id', '=', id)
          .returning('cancel_asked_at')
          .executeTakeFirst()
        stopped = row?.cancel_asked_at != null
        return stopped ? 'stop' : 'go on'
      }),
    finish: async (outcome) => {
      const known = id
      if (known !== undefined) await open((ctx) => end(ctx.tx, { id: known }, ctx.now, stopped ? 'cancelled' : outcome))
    },
  }
}

async function end(tx: Tx, which: { id: string } | { name: string }, at: Date, outcome: NonNullable<JobRunRow['outcome']>): Promise<void> {
  let query = tables(tx).updateTable('job_run').set({ finished_at: at, outcome }).where('finished_at', 'is', null)
  query = 'id' in which ? query.where('id', '=', which.id) : query.where('name', '=', which.name)
  await query.execute()
}

/** Newest first. */
export async function listRuns(tx: Tx, filter: Onward & { open?: boolean }): Promise<JobRunRow[]> {
  let query = tables(tx).selectFrom('job_run').selectAll()
  if (filter.open) query = query.where('finished_at', 'is', null)
  return onward(query, newest(), filter).execute()
}

export async function getRun(tx: Tx, id: string): Promise<JobRunRow> {
  const row = await tables(tx).selectFrom('job_run').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('missing', 'job.unknown', 'There is no such work.')
  return row
}

/** Asks the work to end at its next step. Refuses `job.over` once it has ended. */
export async function cancelRun(ctx: Context, id: string): Promise<JobRunRow> {
  const row = await tables(ctx.tx).selectFrom('job_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('missing', 'job.unknown', 'There is no such work.')
  if (row.finished_at) throw new Refusal('conflict', 'job.over', 'This work has ended already. See how in the list.')
  if (row.cancel_asked_at) return row
  const asked = { cancel_asked_at: ctx.now, cancel_asked_by: personBehind(ctx.actor) }
  await tables(ctx.tx).updateTable('job_run').set(asked).where('id', '=', id).execute()
  await record(ctx, { action: 'house.job.cancelled', subject: { kind: 'job', id, label: row.name }, after: { done: row.done, of: row.of } })
  return { ...row, ...asked }
}

/** Runs that ended before a day; answers how many were forgotten. */
export async function forgetRuns(tx: Tx, before: Date): Promise<number> {
  const done = await tables(tx).deleteFrom('job_run').where('finished_at', '<', before).executeTakeFirst()
  return Number(done.numDeletedRows)
}

function tables(tx: Tx) {
  return tablesOf<{ job_run: JobRunTable }>(tx, 'kernel')
}
