import type { FlagName, LimitName } from '../../../packages/licence-verifier/index.ts'
import type { Day } from '../../kernel/period.ts'
import type { ExtraRule } from './rules/extra-users.ts'
import type { Segment } from './rules/entitlement.ts'

export type ProfileRow = {
  id: string
  product_code: string
  plan: string
  version: number
  kind: 'paid' | 'addon'
  format: 'mattermost' | 'native'
  aud: string
  sku_name: string
  sku_short_name: string
  is_gov: boolean
  features: Record<FlagName, boolean>
  limits: Record<LimitName, number> | null
  grants: unknown
  seat_mode: 'hard' | 'soft' | 'report'
  extra_rule: ExtraRule
  grace_days: number
  terminate_days: number | null
  max_activations: number | null
  lease: unknown
  nonproduction_copies: number
  composition: 'earliest_boundary' | 'longest_base'
  eccn: string | null
  export_class: string | null
  valid_from: Day
  created_at: Date
  created_by: string
}

export type DeploymentRow = {
  id: string
  account_id: string
  product_code: string
  name: string
  use: 'production' | 'nonproduction'
  is_default: boolean
  instance_id: string | null
  server_id: string | null
  notes: string | null
  created_at: Date
  created_by: string
}

export type EntitlementRow = {
  id: string
  subscription_id: string
  subscription_number: string
  contract_number: string
  order_number: string | null
  version: number
  account_id: string
  end_customer_id: string | null
  reseller_id: string | null
  product_code: string
  plan: string
  kind: 'paid' | 'addon' | 'nfr' | 'internal'
  seats: number
  grants: unknown
  options: Record<string, unknown>
  starts_on: Day
  ends_on: Day
  zone: string
  reason: string
  /** seats over the days of the contract, as billing folded them; null in rows from before it told them */
  segments: Segment[] | null
  funding: 'paid' | 'po_accepted' | 'provisional'
  event_id: string
  created_at: Date
  created_by: string
}

export type KeyState = 'pending' | 'active' | 'verifying' | 'retired' | 'compromised'

export type SigningKeyRow = {
  id: string
  kid: string
  purpose: 'license' | 'status' | 'lease' | 'root' | 'mattermost'
  environment: 'prod' | 'test'
  alg: 'EdDSA' | 'ES256' | 'RS512'
  origin: 'generated' | 'imported'
  public_pem: string
  public_sha256: string
  sealed_private: Buffer | null
  state: KeyState
  first_use_on: Day
  retires_on: Day | null
  created_at: Date
  created_by: string
}

type LicenceKind = 'paid' | 'addon' | 'trial' | 'nonproduction' | 'nfr' | 'internal'

export type LicenceRow = {
  id: string
  number: string
  wire_id: string
  line: string
  serial: number
  account_id: string
  customer_name: string
  deployment_id: string
  profile_id: string
  product_code: string
  plan: string
  sku_name: string
  format: 'mattermost' | 'native'
  environment: 'prod' | 'test'
  kind: LicenceKind
  provisional: boolean
  seats: number
  extra_users: number | null
  starts_on: Day
  ends_on: Day
  issued_at: Date
  starts_at: Date
  expires_at: Date
  grace_until: Date
  terminate_at: Date | null
  payload: Buffer
  signature: Buffer
  document: string
  document_sha256: string
  key_id: string
  decision_id: string | null
  issue_key: string
  replaces: string[]
  reason: string
  status_list: number | null
  status_idx: number | null
  created_at: Date
  created_by: string
}

export type LicenceSourceRow = { licence_id: string; entitlement_id: string; seats: number }

export type DownloadRow = {
  id: string
  licence_id: string
  actor_kind: string
  actor_id: string
  actor_name: string
  at: Date
  ip_prefix: string | null
  format: string
}

export type LicensingTables = {
  licence_profile: ProfileRow
  deployment: DeploymentRow
  entitlement: EntitlementRow
  signing_key: SigningKeyRow
  licence: LicenceRow
  licence_source: LicenceSourceRow
  download: DownloadRow
}
