import type { Actor, Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { actorOfPerson } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { findFeed } from '../store/calendars.ts'
import { readerOf } from './book.ts'

/** Whether one has an address for another calendar, never which. */
export async function readFeed(ctx: Context): Promise<OutputOf<typeof promise.feedGet>> {
  const feed = await findFeed(ctx.tx, readerOf(ctx).person)
  return { made_at: feed?.made_at ?? null, read_at: feed?.read_at ?? null }
}

/** The person of an address, while they are with us and may see meetings. */
export async function readerBehind(ctx: Context, person: string): Promise<Actor | undefined> {
  const actor = await actorOfPerson(ctx, person)
  return actor && mayDo(actor, 'cadence.read') !== undefined ? actor : undefined
}
