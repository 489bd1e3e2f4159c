import type { Agree, Differences } from '../../kernel/rows.ts'
import type { PeopleTables } from './tables.ts'

/** What the migrations made, written down by `bin/rows`. */
// biome-ignore format: one line a table
type Rows = {
  api_key: { created_at: 'instant'; created_by: 'text'; expires_at: 'instant'; id: 'text'; last_used_at: 'instant?'; made_by: 'text?'; name: 'text'; person_id: 'text'; prefix: 'text'; reaches: 'json?'; revoked_at: 'instant?'; rights: 'list'; secret_hash: 'text' }
  attempt: { at: 'instant'; id: 'text'; subject: 'text' }
  calendar: { closures: 'json'; created_at: 'instant'; created_by: 'text'; holidays: 'json'; id: 'text'; key: 'text'; name: 'text'; valid_from: 'day'; version: 'number'; weekly: 'json'; zone: 'text' }
  company: { created_at: 'instant'; created_by: 'text'; currency: 'text'; fiscal_year_end: 'text'; id: 'text'; languages: 'list'; legal_name: 'text?'; locale: 'text'; mail_domain: 'text?'; name: 'text'; one: 'boolean'; version: 'number'; website: 'text?'; zone: 'text' }
  credential: { access_token: 'text?'; access_token_expires_at: 'instant?'; created_at: 'instant'; id: 'text'; id_token: 'text?'; password: 'text?'; person_id: 'text'; provider: 'text'; provider_account: 'text'; refresh_token: 'text?'; refresh_token_expires_at: 'instant?'; scope: 'text?'; updated_at: 'instant' }
  delegation: { created_at: 'instant'; created_by: 'text'; ended_on: 'day?'; from_day: 'day'; from_id: 'text'; id: 'text'; to_id: 'text'; until_day: 'day'; what: 'list' }
  group: { audience: 'text'; closed_at: 'instant?'; created_at: 'instant'; created_by: 'text'; id: 'text'; kind: 'text'; lead_id: 'text?'; name: 'text'; parent_id: 'text?'; short_name: 'text?'; version: 'number' }
  hand_over: { created_at: 'instant'; handed_at: 'instant?'; handed_by: 'text?'; href: 'text'; id: 'text'; kind: 'text'; person_id: 'text'; room: 'text'; thing_id: 'text'; title: 'text'; to_id: 'text?' }
  invitation: { accepted_at: 'instant?'; accepted_by: 'text?'; created_at: 'instant'; created_by: 'text'; email: 'text'; expires_at: 'instant'; id: 'text'; name: 'text?'; revoked_at: 'instant?'; roles: 'list'; teams: 'list'; token_hash: 'text' }
  membership: { created_at: 'instant'; created_by: 'text'; group_id: 'text'; id: 'text'; person_id: 'text'; source: 'text'; valid_from: 'day'; valid_to: 'day?' }
  password_reset: { created_at: 'instant'; expires_at: 'instant'; id: 'text'; person_id: 'text'; token_hash: 'text'; used_at: 'instant?' }
  person: { country: 'text?'; created_at: 'instant'; created_by: 'text'; email: 'text?'; email_verified: 'boolean'; ended_on: 'day?'; external_id: 'text?'; id: 'text'; image: 'text?'; initials: 'text?'; kind: 'text'; left_at: 'instant?'; locale: 'text?'; manager_id: 'text?'; name: 'text'; owner_id: 'text?'; started_on: 'day?'; suspended_at: 'instant?'; title: 'text?'; two_factor_enabled: 'boolean'; updated_at: 'instant'; version: 'number'; zone: 'text?' }
  role_grant: { created_at: 'instant'; created_by: 'text'; ended_at: 'instant?'; ended_by: 'text?'; from_day: 'day'; id: 'text'; person_id: 'text'; reason: 'text?'; role: 'text'; until_day: 'day?' }
  session: { address: 'text?'; agent: 'text?'; created_at: 'instant'; ended_at: 'instant?'; expires_at: 'instant'; id: 'text'; person_id: 'text'; proved_at: 'instant'; token_hash: 'text'; updated_at: 'instant' }
  told_sign: { group_id: 'text?'; person_id: 'text?'; sign: 'text'; told_at: 'instant'; told_by: 'text' }
  two_factor: { backup_codes: 'text'; failed_verification_count: 'number'; id: 'text'; locked_until: 'instant?'; person_id: 'text'; secret: 'text'; verified: 'boolean' }
  used_code: { at: 'instant'; code_mac: 'text'; person_id: 'text' }
  verification: { created_at: 'instant'; expires_at: 'instant'; id: 'text'; identifier: 'text'; updated_at: 'instant'; value: 'text' }
}

/** Does not compile where `tables.ts` says otherwise. */
type _Agreed = Agree<Differences<PeopleTables, Rows>>
