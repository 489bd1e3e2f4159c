import type { Context } from '../../../../kernel/context.ts'
import { personsMeant } from '../../../people/index.ts'
import { sidesOf } from '../../store/alignment/sides.ts'

/** Persons who answer for these plans or decide on them, by the editions that count and those that are being written. */
export async function answering(ctx: Context, planIds: readonly string[]): Promise<Set<string>> {
  const rows = await sidesOf(ctx.tx, ctx.today, planIds)
  // whoever has taken a plan over answers for it, else whom its text names, else those who recommend it
  const signs = rows.flatMap(({ taker, dri, recommenders, deciders }) => [
    ...deciders,
    ...(taker !== null ? [] : dri !== null ? [dri] : recommenders),
  ])
  const known = await personsMeant(ctx, [...new Set(signs)], ctx.today)
  return new Set([...rows.flatMap(({ taker }) => taker ?? []), ...[...known.values()].map(({ id }) => id)])
}
