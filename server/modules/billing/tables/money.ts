import type { Made } from './made.ts'

export type IntentTable = Made & {
  id: string
  purpose: 'order' | 'document'
  order_id: string | null
  document_id: string | null
  account_id: string
  currency: string
  amount_minor: bigint
  provider: string
  key: string
  state: 'needs_method' | 'processing' | 'succeeded' | 'failed' | 'cancelled'
  attempt: number
  method_id: string | null
  asked_at: Date
  /** this card takes the place of the contract's stored one once it has paid */
  keep_card: boolean | null
}
export type CardTokenTable = Made & { sha: string; account_id: string }
export type AttemptTable = {
  intent_id: string
  n: number
  outcome: 'succeeded' | 'declined'
  decline_code: string | null
  hard: boolean | null
  provider_ref: string
  brand: string | null
  last4: string | null
  at: Date
}
export type PaymentTable = Made & {
  id: string
  number: string
  profile_id: string
  account_id: string
  entity_id: string
  source: 'card' | 'debit' | 'transfer' | 'balance' | 'manual' | 'write_off'
  day: string
  currency: string
  amount_minor: bigint
  fee_minor: bigint
  reference: string | null
  intent_id: string | null
}
/** What we owe a buyer in a currency; account 2200 by profile. */
export type ProfileBalanceTable = { profile_id: string; currency: string; amount_minor: bigint }
export type RefundTable = Made & {
  id: string
  profile_id: string
  account_id: string
  entity_id: string
  currency: string
  amount_minor: bigint
  day: string
  reference: string
  reason: string
}
/** A month that was closed; a row that was opened again says when, by whom and why. */
export type PeriodClosingTable = Made & {
  id: string
  entity_id: string
  period: string
  checks: string[]
  created_by_name: string
  reopened_at: Date | null
  reopened_by: string | null
  reopened_by_name: string | null
  reason: string | null
}
export type AllocationTable = Made & {
  id: string
  payment_id: string | null
  credit_note_id: string | null
  document_id: string
  amount_minor: bigint
  day: string
}
export type LedgerAccountTable = { code: string; name: string; kind: 'asset' | 'liability' | 'income' | 'expense' }
export type JournalTable = Made & {
  id: string
  entity_id: string
  day: string
  period: string
  currency: string
  event: string
  source_id: string
  key: string
  memo: string
}
export type PostingTable = { journal_id: string; n: number; account: string; amount_minor: bigint; dims: Record<string, unknown> }
export type RunTable = {
  id: string
  kind: 'billing'
  day: string
  started_at: Date
  finished_at: Date | null
  contracts: number
  documents: number
  renewed: number
  charged: number
  failed: number
  created_by: string
  created_by_name: string
}
export type RunItemTable = {
  run_id: string
  contract_id: string
  outcome: 'billed' | 'renewed' | 'in_grace' | 'lapsed' | 'nothing' | 'failed'
  documents: string[]
  code: string | null
  detail: string | null
}
