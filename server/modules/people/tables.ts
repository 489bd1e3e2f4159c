import type { Generated } from 'kysely'
import type { Hours } from '../../kernel/calendar/calendar.ts'
import type { Scope } from '../../kernel/context.ts'
import type { Delegable } from './rules/delegation.ts'

export type CompanyTable = {
  id: string
  one: Generated<boolean>
  name: string
  zone: string
  fiscal_year_end: string
  currency: string
  locale: string
  legal_name: string | null
  website: string | null
  mail_domain: string | null
  languages: Generated<string[]>
  version: Generated<number>
  created_at: Date
  created_by: string
}

export type CalendarTable = {
  id: string
  key: string
  version: number
  name: string
  zone: string
  weekly: Hours[]
  holidays: { date: string; name: string }[]
  closures: { from: string; to: string }[]
  valid_from: string
  created_at: Date
  created_by: string
}

export type PersonTable = {
  id: string
  name: string
  /** nothing for a service account */
  email: string | null
  email_verified: Generated<boolean>
  image: string | null
  title: string | null
  two_factor_enabled: Generated<boolean>
  /** two to five capitals; nobody has them while they are with us */
  initials: string | null
  manager_id: string | null
  country: string | null
  zone: string | null
  locale: string | null
  started_on: string | null
  /** the last day with us; `left_at` says when the doors closed */
  ended_on: string | null
  kind: Generated<'employee' | 'contractor' | 'service'>
  external_id: string | null
  /** who answers for a service account */
  owner_id: string | null
  suspended_at: Date | null
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

type CredentialTable = {
  id: string
  person_id: string
  provider: string
  provider_account: string
  password: string | null
  created_at: Date
  updated_at: Date
}
export type UsedCodeTable = { person_id: string; code_mac: string; at: Date }
type AttemptTable = { id: string; subject: string; at: Date }
export type GroupTable = {
  id: string
  name: string
  short_name: string | null
  kind: Generated<'team' | 'body' | 'project'>
  audience: Generated<'public' | 'internal' | 'restricted'>
  parent_id: string | null
  lead_id: string | null
  closed_at: Date | null
  version: Generated<number>
  created_at: Date
  created_by: string
}
export type MembershipTable = {
  id: string
  group_id: string
  person_id: string
  valid_from: string
  /** the first day on which it no longer holds */
  valid_to: string | null
  source: Generated<'hand' | 'scim' | 'team'>
  created_at: Date
  created_by: string
}
export type GrantTable = {
  id: string
  person_id: string
  role: string
  from_day: string
  /** the last day on which it holds */
  until_day: string | null
  reason: string | null
  ended_at: Date | null
  ended_by: string | null
  created_at: Date
  created_by: string
}
export type DelegationTable = {
  id: string
  from_id: string
  to_id: string
  what: Delegable[]
  from_day: string
  /** the last day on which it holds */
  until_day: string
  /** the first day on which it no longer holds, once it is over */
  ended_on: string | null
  created_at: Date
  created_by: string
}
export type HandOverTable = {
  id: string
  person_id: string
  room: string
  kind: string
  thing_id: string
  title: string
  href: string
  /** who has it now; nobody while it waits */
  to_id: string | null
  handed_at: Date | null
  handed_by: string | null
  created_at: Date
}
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
  /** right → reach on the day it was made; the key never reaches further. Nothing: made before reaches were noted */
  reaches: Record<string, Scope> | null
  /** who was shown its secret */
  made_by: string | null
  expires_at: Date
  last_used_at: Date | null
  revoked_at: Date | null
  created_at: Date
  created_by: string
}

export type ToldSignTable = {
  /** in lower case */
  sign: string
  person_id: string | null
  group_id: string | null
  told_at: Date
  told_by: string
}

export type PeopleTables = {
  company: CompanyTable
  calendar: CalendarTable
  person: PersonTable
  told_sign: ToldSignTable
  session: SessionTable
  credential: CredentialTable
  attempt: AttemptTable
  group: GroupTable
  membership: MembershipTable
  delegation: DelegationTable
  hand_over: HandOverTable
  role_grant: GrantTable
  invitation: InvitationTable
  password_reset: ResetTable
  api_key: KeyTable
  used_code: UsedCodeTable
}
