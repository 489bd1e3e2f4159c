import type { Context } from '../../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../../kernel/operation.ts'
import { mayDo } from '../../../../kernel/rights.ts'
import { askingOf, reachOf } from '../../../people/index.ts'
import type { balancesList } from '../../contract.ts'
import { listBalances } from '../../store/balance-list.ts'

export async function findBalances(ctx: Context, input: InputOf<typeof balancesList>): Promise<OutputOf<typeof balancesList>> {
  const page = await listBalances(ctx.tx, { reach: await reachOf(ctx, 'billing.read'), asking: await askingOf(ctx) }, input)
  return {
    ...page,
    items: page.items.map((row) => ({
      profile_id: row.profile_id,
      account_id: row.account_id,
      account_name: row.legal_name,
      entity: row.entity,
      currency: row.currency,
      balance_minor: Number(row.amount_minor),
      refunded_minor: Number(row.refunded_minor),
      may: mayDo(ctx.actor, 'billing.bill') ? ['refund'] : [],
    })),
  }
}
