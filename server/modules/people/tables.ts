import type { Generated } from 'kysely'

export type CompanyTable = {
  id: string
  one: Generated<boolean>
  name: string
  zone: string
  fiscal_year_end: string
  currency: string
  locale: string
  working_days: number[]
  version: Generated<number>
  created_at: Date
  created_by: string
}

export type PersonTable = {
  id: string
  name: string
  email: string
  email_verified: Generated<boolean>
  image: string | null
  title: string | null
  two_factor_enabled: Generated<boolean>
  left_at: Date | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  created_by: Generated<string>
}

export type SessionTable = {
  id: string
  person_id: string
  token_hash: string
  expires_at: Date
  address: string | null
  agent: string | null
  ended_at: Date | null
  /** when the password or a code was last given in it */
  proved_at: Date
  created_at: Date
  updated_at: Date
}

export type CredentialTable = {
  id: string
  person_id: string
  provider: string
  provider_account: string
  password: string | null
  created_at: Date
  updated_at: Date
}
export type UsedCodeTable = { person_id: string; code_mac: string; at: Date }
export type AttemptTable = { id: string; subject: string; at: Date }
export type TeamTable = {
  id: string
  name: string
  parent_id: string | null
  lead_id: string | null
  closed_at: Date | null
  version: Generated<number>
  created_at: Date
  created_by: string
}
export type MemberTable = { id: string; team_id: string; person_id: string; ended_at: Date | null; created_at: Date; created_by: string }
export type GrantTable = { id: string; person_id: string; role: string; ended_at: Date | null; created_at: Date; created_by: string }
export type InvitationTable = {
  id: string
  email: string
  name: string | null
  roles: string[]
  teams: string[]
  token_hash: string
  expires_at: Date
  accepted_at: Date | null
  accepted_by: string | null
  revoked_at: Date | null
  created_at: Date
  created_by: string
}
export type ResetTable = { id: string; person_id: string; token_hash: string; expires_at: Date; used_at: Date | null; created_at: Date }
export type KeyTable = {
  id: string
  person_id: string
  name: string
  prefix: string
  secret_hash: string
  rights: string[]
  expires_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
  created_at: Date
  created_by: string
}

export type PeopleTables = {
  company: CompanyTable
  holiday: { day: string; name: string; created_at: Date; created_by: string }
  person: PersonTable
  session: SessionTable
  credential: CredentialTable
  attempt: AttemptTable
  team: TeamTable
  team_member: MemberTable
  role_grant: GrantTable
  invitation: InvitationTable
  password_reset: ResetTable
  api_key: KeyTable
  used_code: UsedCodeTable
}
