import type { Context } from '../../../kernel/context.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { isAsked } from '../rules/scores.ts'
import { lastRated, ratingOf } from '../store/ratings.ts'
import type { RunTable } from '../tables.ts'

/** What whoever asks said of their own run, and whether they are asked: nobody else's word is told. */
export async function ratingFor(ctx: Context, run: RunTable): Promise<{ mine: number | null; asked: boolean }> {
  const me = personBehind(ctx.actor)
  if (run.runner !== me || run.state === 'started' || run.abort_reason === 'duplicate' || run.abort_reason === 'not_needed')
    return { mine: null, asked: false }
  const own = await ratingOf(ctx.tx, run.id)
  if (own) return { mine: own.score, asked: true }
  return { mine: null, asked: ctx.actor.kind === 'person' && isAsked(await lastRated(ctx.tx, run.page_id, me), ctx.today) }
}
