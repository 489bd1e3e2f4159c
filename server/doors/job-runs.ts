import { newest, pageBy } from '../kernel/keyset.ts'
import type { Context } from '../kernel/context.ts'
import { cancelRun, getRun, type JobRunRow, listRuns } from '../kernel/job-runs.ts'
import type { InputOf, OutputOf } from '../kernel/operation.ts'
import { type Endpoint, bind } from '../kernel/room.ts'
import * as promise from './contract/jobs.ts'

/** Long work can be left and come back to, by whoever may see it. */
export const jobOperations: Endpoint[] = [
  bind(promise.jobsList, list),
  bind(promise.jobRead, async (ctx, input) => shown(await getRun(ctx.tx, input.id))),
  bind(promise.jobCancel, async (ctx, input) => shown(await cancelRun(ctx, input.id))),
]

async function list(ctx: Context, input: InputOf<typeof promise.jobsList>): Promise<OutputOf<typeof promise.jobsList>> {
  const filter = { open: input.state === 'running', cursor: input.cursor, limit: input.limit }
  const page = pageBy(await listRuns(ctx.tx, filter), newest(), input.limit)
  return { next: page.next, items: page.items.map(shown) }
}

function shown(row: JobRunRow): OutputOf<typeof promise.jobRead> {
  const { id, name, done, of, note, started_at, told_at, finished_at } = row
  const state = row.outcome ?? (row.cancel_asked_at ? 'stopping' : 'running')
  return { id, name, state, done, of, note, started_at, told_at, finished_at }
}
