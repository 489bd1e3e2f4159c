import type { AcceptanceRecord, TermsRef } from '../rules/acceptance.ts'
import type { Change, Item, Line, TaxGroup, Totals } from '../rules/engine/shapes.ts'
import type { LaneAnswer } from '../rules/lane.ts'
import type { Made } from './made.ts'

/** The one line that the catalogue sells in this slice, as quoted. */
export type QuoteLine = {
  product: string
  quantity: string
  unit_price: string
  list_price: string
  per: 'month' | 'year'
  /** expansion: seats to add; renewal: seats of the next term */
  months: number
}

/** Lines with formulas, tax groups and days as the reader saw them on the day of pricing. */
/** `renews`: the old end that a renewal follows, where its new term begins later. */
export type QuoteShown = { lines: Line[]; groups: TaxGroup[]; start: string; end: string; renews?: string }

export type QuoteTable = Made & {
  id: string
  number: string
  version: number
  account_id: string
  profile_id: string
  entity_id: string
  kind: 'new' | 'expansion' | 'renewal'
  channel: 'self_service' | 'rep'
  contract_id: string | null
  currency: string
  start_day: string | null
  priced_day: string
  term_months: number
  lines: QuoteLine[]
  discounts: { id: string; percent: string }[]
  clauses: unknown[]
  po_number: string | null
  valid_until: string
  snapshot: { terms: TermsRef[] } & Record<string, unknown>
  order_hash: string
  totals: Totals
  shown: QuoteShown
  lane: LaneAnswer & { policy_version: number; term_net_minor: number }
  message: string | null
  answer_by: string | null
  requested_at: Date | null
  offered_at: Date | null
  accepted_at: Date | null
  declined_at: Date | null
  withdrawn_at: Date | null
  reason: string | null
}
export type ApprovalTable = Made & {
  quote_id: string
  order_hash: string
  role: string
  state: 'pending' | 'approved' | 'rejected' | 'void'
  by_id: string | null
  by_name: string | null
  at: Date | null
  reason: string | null
}
export type AcceptanceTable = Made & {
  id: string
  quote_id: string
  record: AcceptanceRecord
  seal: string
  signer_hash: string
  sealed: Buffer | null
}

export type OrderStep = {
  step: 'placed' | 'paying' | 'declined' | 'paid' | 'fulfilling' | 'fulfilled' | 'failed'
  at: string
  note: string | null
}
export type OrderTable = Made & {
  id: string
  number: string
  quote_id: string
  account_id: string
  acceptance_id: string | null
  /** the form that the customer signed; orders from before forms were kept have no file */
  signature: { signer: string; title: string; signed_on: string; file_id: string | null; file_sha256?: string; order_hash: string } | null
  contract_id: string | null
  order_day: string
  funding: 'card' | 'terms' | 'none'
  steps: OrderStep[]
  licence: { id: string; number: string } | null
  paid_at: Date | null
  fulfilled_at: Date | null
  failed_at: Date | null
  cancelled_at: Date | null
}

export type ContractTable = Made & {
  id: string
  number: string
  account_id: string
  profile_id: string
  entity_id: string
  currency: string
  zone: string
  start_day: string
  end_day: string | null
  term_n: number
  term_start: string
  anchor_day: number
  anchor_month: number
  conventions: Record<string, unknown>
  auto_renew: boolean
  price_protected: boolean
  renewal_policy: Record<string, unknown>
  paper: 'ours' | 'theirs' | 'click'
  po_number: string | null
  method_id: string | null
  next_bill_day: string | null
  ended_on: string | null
  subscription_version: number
  version: number
}

/** Seq 1 of every contract: what was agreed at the start. */
export type StartBody = { kind: 'start'; end: string | null; items: Item[]; discounts: { id: string; percent: string }[] }
export type AmendmentBody = StartBody | Change
export type AmendmentTable = {
  contract_id: string
  seq: number
  kind: string
  body: AmendmentBody
  effective: string
  recorded_day: string
  recorded_at: Date
  reason: string | null
  source: 'order' | 'staff' | 'true_up' | 'renewal' | 'import' | 'annul'
  quote_id: string | null
  acceptance_id: string | null
  created_by: string
  created_by_name: string
}
/** With whose it is and its currency, as its contract says: boards ask all of them at once. */
export type ContractItemTable = {
  contract_id: string
  account_id: string
  currency: string
  item: string
  n: number
  product_id: string
  from_day: string
  to_day: string | null
  quantity: string
  unit_price: string
  per: string
  annual_minor: bigint
  source: string
  amendment_seq: number
  recorded_at: Date
}
