import type { Totals } from '../rules/engine/shapes.ts'
import type { PartyOnPaper } from './party.ts'

export type LineOnPaper = {
  key: string
  kind: string
  item: string
  product: string
  description: string
  ref: string | null
  from: string
  to: string
  period_from: string
  period_to: string
  quantity: string
  unit_price: string
  per: unknown
  amount_minor: number
  discount_minor: number
  net_minor: number
  tax_minor: number
  gross_minor: number
  taxes: unknown[]
  formula: string
  /** of a credit for what was sold below list: what it was at list price, and the discount that goes back with it */
  listed?: { amount_minor: number; discount_minor: number }
}
export type GroupOnPaper = {
  code: string
  category: string
  jurisdiction: string
  rate: string
  share: string
  base_minor: number
  tax_minor: number
  reason: string | null
  note: string | null
}

/** What a document says, in the one form that is hashed, chained, stored and printed (house law: bytes shown = stored = exported). */
export type CanonicalDocument = {
  v: 1
  kind: 'invoice' | 'credit_note'
  number: string
  entity: string
  issue_day: string
  tax_day: string
  due_day: string
  currency: string
  language: string
  seller: PartyOnPaper
  buyer: PartyOnPaper
  bank: { iban: string; bic: string } | null
  contract: string | null
  order: string | null
  of: string | null
  po_number: string | null
  paid_by: string | null
  /** how the money comes: a stored card is charged, or the buyer transfers it */
  collection?: 'card' | 'transfer'
  /** paid from what we owed the buyer; left out when nothing was */
  balance_minor?: number
  lines: LineOnPaper[]
  tax_groups: GroupOnPaper[]
  totals: Totals
  notes: string[]
  tax_decision: string
}
