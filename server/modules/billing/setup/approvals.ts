import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { dayIn } from '../../../kernel/period.ts'
import { companyZone } from '../../people/index.ts'
import { enterVerdict } from '../commands/quotes/approvals.ts'
import { dropApprovals, takeApprovals } from '../store/approvals.ts'
import { quotesById } from '../store/quotes.ts'

/**
 * What was approved or rejected before the ledger kept it is entered there once, as it was said: role, hash, who, when and why. Runs whenever
 * the house opens; a house without such rows does nothing. Answers how many were entered.
 */
export async function takeOverApprovals(ctx: Context): Promise<number> {
  const rows = await takeApprovals(ctx.tx)
  if (rows.length === 0) return 0
  const quotes = await quotesById(
    ctx.tx,
    rows.map(({ quote_id }) => quote_id),
  )
  const zone = await companyZone(ctx.tx)
  let entered = 0
  for (const { quote_id, role, order_hash, state, by_id, by_name, at, reason } of rows) {
    const quote = quotes.get(quote_id)
    if (!quote || (state !== 'approved' && state !== 'rejected') || by_id === null || at === null) continue
    await enterVerdict(ctx, quote, {
      ...{ role, verdict: state, order_hash, by_id, at },
      by_name: by_name ?? '',
      reason: reason ?? '',
      day: dayIn(zone, at),
    })
    entered += 1
  }
  await dropApprovals(ctx.tx)
  await record(ctx, { action: 'billing.approvals.taken_over', subject: { kind: 'billing', id: 'approvals' }, after: { entered } })
  return entered
}
