import type { Agree, Differences } from '../../kernel/rows.ts'
import type { LicensingTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  deployment: { account_id: 'text'; created_at: 'instant'; created_by: 'text'; id: 'text'; instance_id: 'text?'; is_default: 'boolean'; name: 'text'; notes: 'text?'; product_code: 'text'; server_id: 'text?'; use: 'text' }
  download: { actor_id: 'text'; actor_kind: 'text'; actor_name: 'text'; at: 'instant'; format: 'text'; id: 'text'; ip_prefix: 'text?'; licence_id: 'text' }
  entitlement: { account_id: 'text'; contract_number: 'text'; created_at: 'instant'; created_by: 'text'; end_customer_id: 'text?'; ends_on: 'day'; event_id: 'text'; funding: 'text'; grants: 'json'; id: 'text'; kind: 'text'; options: 'json'; order_number: 'text?'; plan: 'text'; product_code: 'text'; reason: 'text'; reseller_id: 'text?'; seats: 'number'; segments: 'json?'; starts_on: 'day'; subscription_id: 'text'; subscription_number: 'text'; version: 'number'; zone: 'text' }
  licence: { account_id: 'text'; created_at: 'instant'; created_by: 'text'; customer_name: 'text'; decision_id: 'text?'; deployment_id: 'text'; document: 'text'; document_sha256: 'text'; ends_on: 'day'; environment: 'text'; expires_at: 'instant'; extra_users: 'number?'; format: 'text'; grace_until: 'instant'; id: 'text'; issue_key: 'text'; issued_at: 'instant'; key_id: 'text'; kind: 'text'; line: 'text'; number: 'text'; payload: 'bytes'; plan: 'text'; product_code: 'text'; profile_id: 'text'; provisional: 'boolean'; reason: 'text'; replaces: 'list'; seats: 'number'; serial: 'number'; signature: 'bytes'; sku_name: 'text'; starts_at: 'instant'; starts_on: 'day'; status_idx: 'number?'; status_list: 'number?'; terminate_at: 'instant?'; wire_id: 'text' }
  licence_profile: { aud: 'text'; composition: 'text'; created_at: 'instant'; created_by: 'text'; eccn: 'text?'; export_class: 'text?'; extra_rule: 'json'; features: 'json'; format: 'text'; grace_days: 'number'; grants: 'json'; id: 'text'; is_gov: 'boolean'; kind: 'text'; lease: 'json?'; limits: 'json?'; max_activations: 'number?'; nonproduction_copies: 'number'; plan: 'text'; product_code: 'text'; seat_mode: 'text'; sku_name: 'text'; sku_short_name: 'text'; terminate_days: 'number?'; valid_from: 'day'; version: 'number' }
  licence_source: { entitlement_id: 'text'; licence_id: 'text'; seats: 'number' }
  signing_key: { alg: 'text'; created_at: 'instant'; created_by: 'text'; environment: 'text'; first_use_on: 'day'; id: 'text'; kid: 'text'; origin: 'text'; public_pem: 'text'; public_sha256: 'text'; purpose: 'text'; retires_on: 'day?'; sealed_private: 'bytes?'; state: 'text' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<LicensingTables, Rows>>
