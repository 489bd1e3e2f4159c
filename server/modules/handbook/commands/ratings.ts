import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personBehind } from '../../../kernel/rights.ts'
import type * as promise from '../contract.ts'
import { pageOfRun } from '../queries/runs.ts'
import { askedAgainDays, isAsked } from '../rules/scores.ts'
import { lastRated, ratingOf, saveRating } from '../store/ratings.ts'
import { takeRun } from '../store/runs.ts'
import { pageLabel } from './saying.ts'

/** How easy a run was, as whoever followed it says. The trail holds that it was said, and not what: a figure is never a person's. */
export async function giveRating(
  ctx: Context,
  { id, score }: InputOf<typeof promise.ratingsGive>,
): Promise<OutputOf<typeof promise.ratingsGive>> {
  const run = await takeRun(ctx.tx, id)
  const page = await pageOfRun(ctx, run)
  const person = personBehind(ctx.actor)
  if (run.runner !== person || ctx.actor.kind !== 'person')
    throw new Refusal('forbidden', 'rating.not_yours', 'Whoever followed a procedure says how easy it was, by themselves.')
  if (run.state === 'started')
    throw new Refusal('conflict', 'rating.too_early', 'The run has not ended yet.', { facts: { state: run.state } })
  const before = await ratingOf(ctx.tx, id)
  const last = before ? null : await lastRated(ctx.tx, page.id, person)
  if (!isAsked(last, ctx.today))
    throw new Refusal(
      'conflict',
      'rating.given_lately',
      `You said it on ${last}: of a procedure it is asked once in ${askedAgainDays} days.`,
    )
  const { page_id, no } = run
  await saveRating(ctx.tx, { run_id: id, page_id, no, person, score, at: ctx.now, day: ctx.today })
  await record(ctx, { action: 'handbook.run.rated', subject: pageLabel(page), after: { run: run.number } })
  if (!before) await ctx.announce('handbook.run.rated', { page_id, run_id: id }, { key: page_id })
  return { id, score }
}
