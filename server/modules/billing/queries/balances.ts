import { pageBy } from '../../../kernel/keyset.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { reachOf } from '../../people/index.ts'
import type { balancesList } from '../contract.ts'
import { byProfile, listBalances } from '../store/balances.ts'

export async function findBalances(ctx: Context, input: InputOf<typeof balancesList>): Promise<OutputOf<typeof balancesList>> {
  const { account_id, cursor } = input
  const rows = await listBalances(ctx.tx, { account_id, cursor, reach: await reachOf(ctx, 'billing.read'), limit: input.limit })
  const page = pageBy(rows, byProfile, input.limit)
  return {
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
    next: page.next,
  }
}
