import type { Day } from '../../../kernel/period.ts'

export type BudgetLineRow = {
  id: string
  plan_id: string
  /** the one in which it was added */
  edition_id: string
  item_key: string
  kind: 'system' | 'vendor' | 'headcount' | 'other'
  name: string
  business_value: string | null
  sku: string | null
  seats: number | null
  one_time_minor: bigint
  recurring_minor: bigint
  per_seat_minor: bigint
  implementation_minor: bigint
  currency: string
  paid_per: 'month' | 'quarter' | 'year'
  starts_on: Day
  ends_on: Day | null
  timeline: string | null
  source: string | null
  statement_of_work: string | null
  role: string | null
  heads: number | null
  cost_per_year_minor: bigint
  off_cycle: boolean
  added_by: string
  added_by_name: string
  added_at: Date
  removed_at: Date | null
}
