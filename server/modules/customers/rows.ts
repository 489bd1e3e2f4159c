import type { Agree, Differences } from '../../kernel/rows.ts'
import type { CustomersTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  account: { billing_address: 'json?'; confirmed_at: 'instant?'; country: 'text'; created_at: 'instant'; created_by: 'text'; created_day: 'day'; domain: 'text?'; employees: 'number?'; id: 'text'; kind: 'text'; legal_name: 'text?'; name: 'text'; name_key: 'text'; number: 'text'; owner_id: 'text?'; region: 'text?'; segment: 'text?'; source: 'text'; tax_id: 'text?'; updated_at: 'instant'; updated_by: 'text'; version: 'number'; website: 'text?' }
  contact: { account_id: 'text'; created_at: 'instant'; created_by: 'text'; email: 'text'; email_key: 'text'; email_verified_at: 'instant?'; id: 'text'; name: 'text'; phone: 'text?'; removed_at: 'instant?'; roles: 'list'; title: 'text?'; updated_at: 'instant'; version: 'number' }
  portal_code: { askers: 'list'; code_hash: 'text'; contact_id: 'text'; created_at: 'instant'; ended_at: 'instant?'; expires_at: 'instant'; id: 'text'; stray_tries: 'number'; tries: 'number' }
  portal_session: { address: 'text?'; agent: 'text?'; contact_id: 'text'; created_at: 'instant'; ended_at: 'instant?'; expires_at: 'instant'; id: 'text'; token_hash: 'text'; updated_at: 'instant' }
  segment_bands: { created_at: 'instant'; created_by: 'text'; created_by_name: 'text'; enterprise_from: 'number'; mid_market_from: 'number'; reason: 'text'; valid_from: 'day'; version: 'number' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<CustomersTables, Rows>>
