import { allocate, roundedRatio } from '../../../../kernel/money.ts'
import { Refusal } from '../../../../kernel/refusal.ts'
import { dayNumber, never } from './days.ts'
import { type Draft, isCredit } from './draft.ts'
import { percentOf, percentScale, smaller } from './exact.ts'
import type { Discount } from './shapes.ts'

/**
 * Takes the discounts off the charges of one document, in the order given: percent → `R(Σ eligible × percent)`, amount → `min(amount, Σ)`,
 * split over the lines by largest remainder. A line is eligible by its item and by its first day in `[from, to)`.
 */
export function discounted(drafts: readonly Draft[], discounts: readonly Discount[]): void {
  for (const discount of discounts) {
    const eligible = drafts.filter((draft) => applies(discount, draft))
    if (eligible.length === 0) continue
    const open = eligible.map((draft) => draft.amount - draft.discount)
    const most = open.reduce((sum, amount) => sum + amount, 0n)
    const asked = amountOf(
      discount,
      eligible.reduce((sum, draft) => sum + draft.amount, 0n),
    )
    const parts = allocate(smaller(asked, most), open)
    eligible.forEach((draft, at) => {
      draft.discount += parts[at] ?? 0n
    })
  }
}

function applies(discount: Discount, draft: Draft): boolean {
  if (isCredit(draft) || draft.amount <= 0n) return false
  if (discount.items && !discount.items.includes(draft.itemId)) return false
  const from = discount.from === undefined ? 0 : dayNumber(discount.from)
  const to = discount.to === undefined ? never : dayNumber(discount.to)
  return from <= draft.from && draft.from < to
}

function amountOf(discount: Discount, sum: bigint): bigint {
  const { percent, amount_minor: amount } = discount
  if ((percent === undefined) === (amount === undefined) || (amount !== undefined && amount < 0))
    throw new Refusal('refused', 'discount.invalid', `Discount ${discount.id} gives either a percentage or an amount, not below 0.`)
  if (percent !== undefined) return roundedRatio(sum * percentOf(percent, 'discount.invalid', `discount ${discount.id}`), percentScale)
  return BigInt(amount ?? 0)
}
