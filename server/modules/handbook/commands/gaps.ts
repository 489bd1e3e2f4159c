import type { Context, Open } from '../../../kernel/context.ts'
import { addMonths } from '../../../kernel/period.ts'
import { signedOffSince } from '../queries/agreement.ts'
import { saveStandings, textsInForce } from '../store/alignment.ts'
import { agreedMonths } from '../rules/guards.ts'
import { saveGaps } from '../store/gaps.ts'
import { saveScores } from '../store/ratings.ts'

/** Counts what is missing today, and what holds of each procedure in force, each a row. */
export async function countGaps(open: Open): Promise<{ moved: boolean }> {
  return { moved: await open(noteGaps) }
}

export async function noteGaps(ctx: Context): Promise<boolean> {
  const missing = await saveGaps(ctx.tx, ctx.today)
  const scored = await saveScores(ctx.tx, ctx.today)
  const signedOff = await signedOffSince(ctx, await textsInForce(ctx.tx), addMonths(ctx.today, -agreedMonths))
  const moved = (await saveStandings(ctx.tx, ctx.today, signedOff)) || missing || scored
  if (moved) await ctx.announce('handbook.gaps.counted', { day: ctx.today }, { key: ctx.today })
  return moved
}
