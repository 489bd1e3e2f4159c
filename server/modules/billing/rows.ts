import type { Agree, Differences } from '../../kernel/rows.ts'
import type { BillingTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  acceptance: { created_at: 'instant'; created_by: 'text'; id: 'text'; quote_id: 'text'; record: 'json'; seal: 'text'; sealed: 'bytes?'; signer_hash: 'text' }
  account: { code: 'text'; kind: 'text'; name: 'text' }
  allocation: { amount_minor: 'bigint'; created_at: 'instant'; created_by: 'text'; credit_note_id: 'text?'; day: 'day'; document_id: 'text'; id: 'text'; payment_id: 'text?' }
  amendment: { acceptance_id: 'text?'; body: 'json'; contract_id: 'text'; created_by: 'text'; created_by_name: 'text'; effective: 'day'; kind: 'text'; quote_id: 'text?'; reason: 'text?'; recorded_at: 'instant'; recorded_day: 'day'; seq: 'number'; source: 'text' }
  approval: { at: 'instant?'; by_id: 'text?'; by_name: 'text?'; created_at: 'instant'; created_by: 'text'; order_hash: 'text'; quote_id: 'text'; reason: 'text?'; role: 'text'; state: 'text' }
  card_token: { account_id: 'text'; created_at: 'instant'; created_by: 'text'; sha: 'text' }
  contract: { account_id: 'text'; anchor_day: 'number'; anchor_month: 'number'; auto_renew: 'boolean'; conventions: 'json'; created_at: 'instant'; created_by: 'text'; currency: 'text'; end_day: 'day?'; ended_on: 'day?'; entity_id: 'text'; id: 'text'; method_id: 'text?'; next_bill_day: 'day?'; number: 'text'; paper: 'text'; po_number: 'text?'; price_protected: 'boolean'; profile_id: 'text'; renewal_policy: 'json'; start_day: 'day'; subscription_version: 'number'; term_n: 'number'; term_start: 'day'; version: 'number'; zone: 'text' }
  contract_item: { account_id: 'text'; amendment_seq: 'number'; annual_minor: 'bigint'; contract_id: 'text'; currency: 'text'; from_day: 'day'; item: 'text'; n: 'number'; per: 'text'; product_id: 'text'; quantity: 'text'; recorded_at: 'instant'; source: 'text'; to_day: 'day?'; unit_price: 'text' }
  document: { account_id: 'text'; canonical: 'json'; chain: 'text'; contract_id: 'text?'; created_at: 'instant'; created_by: 'text'; currency: 'text'; due_day: 'day'; entity_id: 'text'; fx: 'json?'; gross_minor: 'bigint'; id: 'text'; issue_day: 'day'; kind: 'text'; language: 'text'; net_minor: 'bigint'; number: 'text'; of_id: 'text?'; order_id: 'text?'; po_number: 'text?'; position: 'bigint'; previous: 'text'; profile_id: 'text'; series_id: 'text'; sha: 'text'; tax_day: 'day'; tax_minor: 'bigint'; totals: 'json' }
  document_balance: { account_id: 'text'; contract_id: 'text?'; currency: 'text'; document_id: 'text'; due_day: 'day'; entity_id: 'text'; gross_minor: 'bigint'; issue_day: 'day'; open_minor: 'bigint'; settled_day: 'day?' }
  document_line: { amount_minor: 'bigint'; contract_id: 'text'; discount_minor: 'bigint'; document_id: 'text?'; formula: 'text'; fraction: 'json'; from_day: 'day'; gross_minor: 'bigint'; id: 'text'; item: 'text'; key: 'text'; kind: 'text'; net_minor: 'bigint'; obligation: 'text'; per: 'text'; period_from: 'day'; period_to: 'day'; position: 'number'; product: 'text'; quantity: 'text'; ref: 'text?'; tax_minor: 'bigint'; taxes: 'json'; to_day: 'day'; unit_price: 'text' }
  document_tax: { base_minor: 'bigint'; category: 'text'; code: 'text'; document_id: 'text'; jurisdiction: 'text'; n: 'number'; note: 'text?'; rate: 'text'; reason: 'text?'; rule: 'text?'; share: 'text'; tax_minor: 'bigint' }
  journal: { created_at: 'instant'; created_by: 'text'; currency: 'text'; day: 'day'; entity_id: 'text'; event: 'text'; id: 'text'; key: 'text'; memo: 'text'; period: 'text'; reverses: 'text?'; source_id: 'text' }
  ledger_added: { account: 'text'; credit_minor: 'text'; currency: 'text'; debit_minor: 'text'; entity_id: 'text'; month: 'day'; xid: 'text' }
  ledger_month: { account: 'text'; credit_minor: 'bigint'; currency: 'text'; debit_minor: 'bigint'; entity_id: 'text'; month: 'day' }
  legal_entity: { address: 'json'; bic: 'text?'; code: 'text'; conventions: 'json'; country: 'text'; created_at: 'instant'; created_by: 'text'; currency: 'text'; fiscal_year_start: 'number'; iban: 'text?'; id: 'text'; name: 'text'; position: 'number'; region: 'text?'; registrations: 'json'; sells_to: 'list'; version: 'number'; zone: 'text' }
  order: { acceptance_id: 'text?'; account_id: 'text'; cancelled_at: 'instant?'; contract_id: 'text?'; created_at: 'instant'; created_by: 'text'; failed_at: 'instant?'; fulfilled_at: 'instant?'; funding: 'text'; id: 'text'; licence: 'json?'; number: 'text'; order_day: 'day'; paid_at: 'instant?'; quote_id: 'text'; signature: 'json?'; steps: 'json' }
  payment: { account_id: 'text'; amount_minor: 'bigint'; created_at: 'instant'; created_by: 'text'; currency: 'text'; day: 'day'; entity_id: 'text'; fee_minor: 'bigint'; id: 'text'; intent_id: 'text?'; number: 'text'; profile_id: 'text'; reference: 'text?'; source: 'text' }
  payment_attempt: { at: 'instant'; brand: 'text?'; decline_code: 'text?'; hard: 'boolean?'; intent_id: 'text'; last4: 'text?'; n: 'number'; outcome: 'text'; provider_ref: 'text' }
  payment_intent: { account_id: 'text'; amount_minor: 'bigint'; asked_at: 'instant'; attempt: 'number'; created_at: 'instant'; created_by: 'text'; currency: 'text'; document_id: 'text?'; id: 'text'; keep_card: 'boolean?'; key: 'text'; method_id: 'text?'; order_id: 'text?'; provider: 'text'; purpose: 'text'; state: 'text' }
  payment_method: { brand: 'text'; country: 'text?'; created_at: 'instant'; created_by: 'text'; exp_month: 'number'; exp_year: 'number'; id: 'text'; is_default: 'boolean'; kind: 'text'; last4: 'text'; profile_id: 'text'; provider: 'text'; provider_ref: 'text'; state: 'text' }
  period_closing: { checks: 'json'; created_at: 'instant'; created_by: 'text'; created_by_name: 'text'; entity_id: 'text'; id: 'text'; period: 'text'; reason: 'text?'; reopened_at: 'instant?'; reopened_by: 'text?'; reopened_by_name: 'text?' }
  policy: { created_at: 'instant'; created_by: 'text'; effective_from: 'day'; id: 'text'; kind: 'text'; rows: 'json'; state: 'text'; version: 'number' }
  posting: { account: 'text'; amount_minor: 'bigint'; dims: 'json'; journal_id: 'text'; n: 'number' }
  price: { cadences: 'json'; currency: 'text'; floor: 'text?'; min_quantity: 'number'; per: 'text'; product_id: 'text'; ssp: 'text?'; unit_price: 'text'; version_id: 'text' }
  price_book_version: { book: 'text'; created_at: 'instant'; created_by: 'text'; id: 'text'; sha: 'text?'; state: 'text'; valid_from: 'day'; valid_to: 'day?'; version: 'number' }
  product: { audience: 'text'; class: 'text'; code: 'text'; created_at: 'instant'; created_by: 'text'; description: 'text'; eccn: 'text?'; edition_rank: 'number'; entitlements: 'json'; family: 'text'; id: 'text'; min_quantity: 'number'; name: 'text'; obligation: 'text'; self_serve: 'boolean'; state: 'text'; unit: 'text' }
  profile: { account_id: 'text'; address: 'json'; buyer_reference: 'text?'; country: 'text'; created_at: 'instant'; created_by: 'text'; currency: 'text'; einvoice: 'json?'; entity_id: 'text'; id: 'text'; kind: 'text'; language: 'text'; legal_name: 'text'; location: 'json?'; po_required: 'boolean'; policies: 'json'; region: 'text?'; segment: 'text?'; tax_ids: 'json'; terms_approved: 'boolean'; terms_days: 'number'; version: 'number' }
  profile_balance: { amount_minor: 'bigint'; currency: 'text'; profile_id: 'text' }
  quote: { accepted_at: 'instant?'; account_id: 'text'; answer_by: 'day?'; channel: 'text'; clauses: 'json'; contract_id: 'text?'; created_at: 'instant'; created_by: 'text'; currency: 'text'; declined_at: 'instant?'; discounts: 'json'; entity_id: 'text'; id: 'text'; kind: 'text'; lane: 'json'; lines: 'json'; message: 'text?'; number: 'text'; offered_at: 'instant?'; order_hash: 'text'; po_number: 'text?'; priced_day: 'day'; profile_id: 'text'; reason: 'text?'; requested_at: 'instant?'; shown: 'json'; snapshot: 'json'; start_day: 'day?'; term_months: 'number'; totals: 'json'; valid_until: 'day'; version: 'number'; withdrawn_at: 'instant?' }
  refund: { account_id: 'text'; amount_minor: 'bigint'; created_at: 'instant'; created_by: 'text'; currency: 'text'; day: 'day'; entity_id: 'text'; id: 'text'; profile_id: 'text'; reason: 'text'; reference: 'text' }
  run: { charged: 'number'; contracts: 'number'; created_by: 'text'; created_by_name: 'text'; day: 'day'; documents: 'number'; failed: 'number'; finished_at: 'instant?'; id: 'text'; kind: 'text'; renewed: 'number'; started_at: 'instant' }
  run_item: { code: 'text?'; contract_id: 'text'; detail: 'text?'; documents: 'list'; outcome: 'text'; run_id: 'text' }
  sandbox_card: { behaviour: 'text'; brand: 'text'; country: 'text?'; created_at: 'instant'; exp_month: 'number'; exp_year: 'number'; last4: 'text'; token: 'text' }
  sandbox_charge: { amount_minor: 'bigint'; charge: 'text'; created_at: 'instant'; currency: 'text'; decline_code: 'text?'; hard: 'boolean?'; key: 'text'; outcome: 'text'; token: 'text' }
  series: { entity_id: 'text'; id: 'text'; kind: 'text'; last_chain: 'text'; last_issue_day: 'day?'; next: 'bigint'; prefix: 'text'; year: 'number' }
  tax_decision: { at: 'instant'; document_id: 'text'; id: 'text'; inputs: 'json'; result: 'json' }
  tax_id_check: { answered_at: 'instant?'; asked_at: 'instant'; consultation_number: 'text?'; created_at: 'instant'; created_by: 'text'; id: 'text'; profile_id: 'text'; raw: 'json'; register: 'text'; state: 'text'; tax_id: 'text' }
  tax_rate: { code: 'text'; created_at: 'instant'; created_by: 'text'; id: 'text'; jurisdiction: 'text'; needs_registration: 'boolean'; rate: 'text'; source: 'text'; valid_from: 'day'; valid_to: 'day?' }
  tax_rule: { created_at: 'instant'; created_by: 'text'; id: 'text'; priority: 'number'; rule: 'text'; source: 'text'; then: 'json'; valid_from: 'day'; valid_to: 'day?'; when: 'json' }
  terms_document: { body: 'text'; code: 'text'; created_at: 'instant'; created_by: 'text'; effective_from: 'day'; id: 'text'; locale: 'text'; sha: 'text'; standard: 'boolean'; title: 'text'; version: 'text' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<BillingTables, Rows>>
