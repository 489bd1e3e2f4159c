import type { Generated } from 'kysely'
import type { AccountKind, Address } from './rules/account.ts'

export type AccountTable = {
  id: string
  number: string
  name: string
  name_key: string
  legal_name: string | null
  kind: AccountKind
  country: string
  region: string | null
  segment: string | null
  employees: number | null
  owner_id: string | null
  website: string | null
  domain: string | null
  billing_address: Address | null
  tax_id: string | null
  source: 'staff' | 'self_service' | 'import'
  confirmed_at: Date | null
  version: Generated<number>
  created_day: string
  created_at: Date
  created_by: string
  updated_at: Date
  updated_by: string
}

export type ContactTable = {
  id: string
  account_id: string
  name: string
  email: string
  email_key: string
  email_verified_at: Date | null
  title: string | null
  phone: string | null
  roles: string[]
  version: Generated<number>
  removed_at: Date | null
  created_at: Date
  created_by: string
  updated_at: Date
}

export type CodeTable = {
  id: string
  contact_id: string
  code_hash: string
  /** wrong guesses of those who asked for it, and of everybody else */
  tries: Generated<number>
  stray_tries: Generated<number>
  askers: string[]
  expires_at: Date
  ended_at: Date | null
  created_at: Date
}

export type PortalSessionTable = {
  id: string
  contact_id: string
  token_hash: string
  expires_at: Date
  address: string | null
  agent: string | null
  ended_at: Date | null
  created_at: Date
  updated_at: Date
}

export type BandsTable = {
  version: number
  valid_from: string
  mid_market_from: number
  enterprise_from: number
  reason: string
  created_at: Date
  created_by: string
  created_by_name: string
}

export type CustomersTables = {
  segment_bands: BandsTable
  account: AccountTable
  contact: ContactTable
  portal_code: CodeTable
  portal_session: PortalSessionTable
}
