import { record } from '../../../../kernel/audit.ts'
import type { Context } from '../../../../kernel/context.ts'
import { markOrder, takeUnfulfilled } from '../../store/orders.ts'

/** The licence is there: the order is done. Heard twice, done once. */
export async function fulfilOrder(
  ctx: Context,
  licence: { licence_id: string; number: string; contract_number: string; order_number?: string | undefined },
): Promise<void> {
  const order = await takeUnfulfilled(ctx.tx, licence.contract_number, licence.order_number)
  if (!order) return
  const at = ctx.now.toISOString()
  await markOrder(ctx.tx, order.id, { fulfilled_at: ctx.now, licence: { id: licence.licence_id, number: licence.number } }, [
    { step: 'fulfilled', at, note: licence.number },
  ])
  await record(ctx, {
    action: 'billing.order.fulfilled',
    subject: { kind: 'order', id: order.id, label: order.number },
    after: { licence: licence.number },
  })
  await ctx.announce(
    'billing.order.fulfilled',
    {
      order_id: order.id,
      number: order.number,
      account_id: order.account_id,
      contract_id: order.contract_id,
      licence_number: licence.number,
    },
    { key: order.id },
  )
}
