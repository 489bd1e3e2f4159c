import type { Tax } from '../rules/engine/shapes.ts'
import type { Made } from './made.ts'

export type SeriesTable = {
  id: string
  entity_id: string
  kind: 'invoice' | 'credit_note'
  year: number
  prefix: string
  next: bigint
  last_issue_day: string | null
  last_chain: string
}
export type DocumentTable = Made & {
  id: string
  entity_id: string
  kind: 'invoice' | 'credit_note'
  series_id: string
  position: bigint
  number: string
  profile_id: string
  account_id: string
  contract_id: string | null
  order_id: string | null
  of_id: string | null
  currency: string
  issue_day: string
  tax_day: string
  due_day: string
  po_number: string | null
  language: string
  net_minor: bigint
  tax_minor: bigint
  gross_minor: bigint
  totals: unknown
  fx: unknown
  canonical: Record<string, unknown>
  sha: string
  previous: string
  chain: string
}
export type LineTable = {
  id: string
  document_id: string | null
  contract_id: string
  key: string
  position: number
  item: string
  kind: 'charge' | 'credit' | 'true_up' | 'goodwill'
  ref: string | null
  product: string
  from_day: string
  to_day: string
  period_from: string
  period_to: string
  quantity: string
  unit_price: string
  per: string
  fraction: { num: number; den: number; unit: 'days' | 'months' | 'whole' }
  amount_minor: bigint
  discount_minor: bigint
  net_minor: bigint
  tax_minor: bigint
  gross_minor: bigint
  taxes: Tax[]
  obligation: string
  formula: string
}
export type DocumentTaxTable = {
  document_id: string
  n: number
  code: string
  category: Tax['category']
  jurisdiction: string
  rate: string
  share: string
  base_minor: bigint
  tax_minor: bigint
  reason: string | null
  note: string | null
  rule: string | null
}
export type TaxDecisionTable = { id: string; document_id: string; inputs: unknown; result: unknown; at: Date }
/** What is open of a document, with the facts of it that boards ask of thousands: a document never changes, so neither do they. */
export type BalanceTable = {
  document_id: string
  account_id: string
  contract_id: string | null
  entity_id: string
  currency: string
  issue_day: string
  due_day: string
  gross_minor: bigint
  open_minor: bigint
  settled_day: string | null
}
