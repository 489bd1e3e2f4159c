import type { Context, Open } from '../../../kernel/context.ts'
import { saveGaps } from '../store/gaps.ts'

/** Counts what is missing today, each a row. */
export async function countGaps(open: Open): Promise<{ moved: boolean }> {
  return { moved: await open(noteGaps) }
}

export async function noteGaps(ctx: Context): Promise<boolean> {
  const moved = await saveGaps(ctx.tx, ctx.today)
  if (moved) await ctx.announce('handbook.gaps.counted', { day: ctx.today }, { key: ctx.today })
  return moved
}
