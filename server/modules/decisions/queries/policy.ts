import type { Context } from '../../../kernel/context.ts'
import type { OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import type { policyRead } from '../contract.ts'
import { getPolicy } from '../store/policy.ts'
import type { PolicyTable } from '../tables.ts'

export async function readPolicy(ctx: Context): Promise<OutputOf<typeof policyRead>> {
  return policyShape(ctx, await getPolicy(ctx.tx))
}

export function policyShape(
  ctx: Context,
  { type1_role, off_cycle_limit_minor, window_days, version }: PolicyTable,
): OutputOf<typeof policyRead> {
  const may = mayDo(ctx.actor, 'decisions.policy') ? ['decisions.policy.change'] : []
  return { type1_role, off_cycle_limit_minor: Number(off_cycle_limit_minor), window_days, version, may }
}
