import type { Context } from '../../../kernel/context.ts'
import { actionsOf } from '../../decisions/index.ts'
import type { Held } from '../rules/numbers.ts'
import { caughtOf, ratingsOf } from '../store/parts.ts'
import type { MeetingTable } from '../tables.ts'

/** What closed meetings came to, in their order: four reads, however many. */
export async function heldOf(ctx: Pick<Context, 'tx' | 'today'>, meetings: readonly MeetingTable[]): Promise<Held[]> {
  const closed = meetings.filter(({ state }) => state === 'closed')
  const ids = closed.map(({ id }) => id)
  const [caught, ratings, actions] = [await caughtOf(ctx.tx, ids), await ratingsOf(ctx.tx, ids), await actionsOf(ctx, 'meeting', ids)]
  const by = {
    caught: Map.groupBy(caught, ({ meeting_id }) => meeting_id),
    ratings: Map.groupBy(ratings, ({ meeting_id }) => meeting_id),
    actions: Map.groupBy(actions, ({ origin_id }) => origin_id),
  }
  return closed.map(({ id, minutes, used_seconds, people }) => {
    // what nobody will do any more was not done in time
    const due = (by.actions.get(id) ?? []).filter((one) => one.first_due <= ctx.today || one.state !== 'open')
    return {
      booked_minutes: minutes,
      used_seconds,
      people: people ?? 0,
      decisions: (by.caught.get(id) ?? []).filter(({ kind }) => kind === 'decision').length,
      actions_due: due.length,
      actions_in_time: due.filter((one) => one.state === 'done' && (one.closed_day ?? ctx.today) <= one.first_due).length,
      ratings: (by.ratings.get(id) ?? []).map(({ score }) => score),
    }
  })
}
