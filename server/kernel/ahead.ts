import type { Context } from './context.ts'

/** What a call needs before its transaction may go on. The door undoes what has begun, does the work without one, and begins again. */
export class Ahead extends Error {
  readonly key: string
  readonly work: () => Promise<unknown>
  constructor(key: string, work: () => Promise<unknown>) {
    super('Work has to be done before this transaction.')
    this.key = key
    this.work = work
  }
}

/** A call that needs so many works, one after another, is not meant: something it asks for changes each time. */
export const mostAhead = 600

/**
 * Does long work that needs nothing of the database while no transaction is open: others need its connection. `key` names the work by all
 * that it depends on; what was made of it is what the same call is given when it comes here again. Whatever the call wrote before is
 * undone, so this stands before anything that the database does not undo. Where no door stands above – a job, a loader – it is done at once.
 */
export async function ahead<T>(ctx: Pick<Context, 'ahead'>, key: string, work: () => Promise<T>): Promise<T> {
  if (!ctx.ahead) return work()
  if (ctx.ahead.has(key)) return ctx.ahead.get(key) as T
  throw new Ahead(key, work)
}
