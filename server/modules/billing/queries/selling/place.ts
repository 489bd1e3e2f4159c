import type { Context } from '../../../../kernel/context.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { whyForbidden } from '../../rules/embargo.ts'
import type { Whereabouts } from '../../rules/region-of.ts'
import type { Address, EntityTable } from '../../tables.ts'
import { todayOf } from '../../today.ts'

/** Refuses `sale.country_forbidden` where the law of the selling company forbids the sale, or the house has chosen not to sell. */
export function fitPlace(
  ctx: Pick<Context, 'settings' | 'now'>,
  entity: Pick<EntityTable, 'country' | 'zone'>,
  buyer: Whereabouts & { address?: Address },
): void {
  const why = whyForbidden({ ...buyer.address, ...buyer, seller: entity.country }, todayOf(entity, ctx), ctx.settings.salesNotTo)
  if (why) throw new Refusal('refused', 'sale.country_forbidden', why)
}
