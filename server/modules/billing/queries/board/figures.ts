import type { Context } from '../../../../kernel/context.ts'
import type { Figure } from '../../../../kernel/board.ts'
import { boardFacts } from './board.ts'
import { customerFigures } from './figures/customers.ts'
import { moneyFigures } from './figures/money.ts'
import { saleFigures } from './figures/sales.ts'

export const figureKeys = [
  'orders.alone',
  'cards.accepted',
  'quotes.waiting',
  'quotes.open',
  'sales.sold',
  'money.invoiced',
  'money.collected',
  'money.overdue',
  'money.days_to_pay',
  'money.balances',
  'customers.count',
  'customers.run_rate',
  'customers.grown',
  'customers.left',
  'renewals.kept',
] as const

/** Figures of the business within the asker's reach; each group of them is one or two statements, and only those that are asked. */
export async function businessFigures(ctx: Context, keys: readonly string[]): Promise<Figure[]> {
  const facts = await boardFacts(ctx)
  const asked = new Set(keys)
  return [
    ...(await saleFigures(ctx, facts, asked)),
    ...(await moneyFigures(ctx, facts, asked)),
    ...(await customerFigures(ctx, facts, asked)),
  ]
}
