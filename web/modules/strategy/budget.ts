import type { budgetGet } from '../../../server/modules/strategy/contract.ts'
import type { AskOutput } from '../../ask.ts'

export type Budget = AskOutput<typeof budgetGet>
export type BudgetLine = Budget['lines'][number]

export const kindWords: Record<BudgetLine['kind'], string> = {
  system: 'System',
  vendor: 'Vendor',
  headcount: 'Colleagues',
  other: 'Other',
}
