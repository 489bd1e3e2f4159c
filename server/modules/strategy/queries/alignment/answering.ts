import type { Context } from '../../../../kernel/context.ts'
import { personsMeant } from '../../../people/index.ts'
import { type SideRow, sidesOf } from '../../store/alignment/sides.ts'

/** By plan, persons who answer for it or decide on it, by the edition that counts and the one that is being written. */
export async function answering(ctx: Context, planIds: readonly string[]): Promise<Map<string, Set<string>>> {
  if (planIds.length === 0) return new Map()
  const rows = await sidesOf(ctx.tx, ctx.today, planIds)
  const known = await personsMeant(ctx, [...new Set(rows.flatMap(signsOf))], ctx.today)
  return new Map(
    [...Map.groupBy(rows, ({ plan_id }) => plan_id)].map(([plan, own]) => {
      const named = own.flatMap(signsOf).flatMap((sign) => known.get(sign)?.id ?? [])
      return [plan, new Set([...own.flatMap(({ taker }) => taker ?? []), ...named])]
    }),
  )
}

/** Whoever has taken a plan over answers for it, else whom its text names, else those who recommend it; and who decides, decides. */
function signsOf({ taker, dri, recommenders, deciders }: SideRow): string[] {
  return [...deciders, ...(taker !== null ? [] : dri !== null ? [dri] : recommenders)]
}
