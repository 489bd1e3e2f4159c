import { licencesList } from '../../../server/modules/licensing/contract.ts'
import type { Tone } from '../../kit/index.ts'

type LicenceState = 'not_started' | 'active' | 'expiring' | 'grace' | 'limited' | 'terminated' | 'superseded'

const { choices } = licencesList.list.columns.state
const said = (state: LicenceState, tone: Tone) => ({ label: choices[state], tone })

/** What a state is called, and how much it asks for attention. */
export const stateWords: Record<LicenceState, { label: string; tone: Tone }> = {
  not_started: said('not_started', 'accent'),
  active: said('active', 'good'),
  expiring: said('expiring', 'warn'),
  grace: said('grace', 'warn'),
  limited: said('limited', 'bad'),
  terminated: said('terminated', 'calm'),
  superseded: said('superseded', 'calm'),
}

type Dated = {
  state: LicenceState
  starts_at: string
  expires_at: string
  grace_until: string
  terminate_at: string | null
  next_state: LicenceState | null
  next_change_at: string | null
}

/** "ends in 78 days": the days to what matters next to the person who reads it, which while a licence is in force is its end. */
export function countdown(licence: Dated, now: number): string {
  const [words, at] = awaited(licence)
  if (at === null) return ''
  const days = Math.ceil((Date.parse(at) - now) / 86_400_000)
  return days <= 0 ? `${words} today` : `${words} in ${days} ${days === 1 ? 'day' : 'days'}`
}

function awaited(licence: Dated): [string, string | null] {
  const { state, next_state, next_change_at } = licence
  if (state === 'not_started') return ['starts', licence.starts_at]
  if (state === 'active' || state === 'expiring') {
    const replaced = next_state === 'superseded' && next_change_at !== null && next_change_at < licence.expires_at
    return replaced ? ['replaced', next_change_at] : ['ends', licence.expires_at]
  }
  if (state === 'grace') return ['grace ends', licence.grace_until]
  if (state === 'limited') return ['free edition', licence.terminate_at]
  return ['', null]
}

const reasonWords: Record<string, string> = {
  new: 'First licence',
  renewal: 'Renewal',
  amendment: 'Changed',
  expansion: 'More seats',
  reduction: 'Fewer seats',
  transfer: 'Transferred',
  cancellation: 'Cancelled',
}

/** Why a serial was issued, in words. */
export function reasonText(reason: string): string {
  return reasonWords[reason] ?? reason
}

const flagWords: Record<string, string> = {
  ldap: 'AD/LDAP sign-in',
  ldap_groups: 'AD/LDAP groups',
  mfa: 'Two-factor sign-in',
  google_oauth: 'Google sign-in',
  office365_oauth: 'Microsoft 365 sign-in',
  openid: 'OpenID Connect',
  compliance: 'Compliance exports',
  cluster: 'High availability',
  metrics: 'Performance metrics',
  mhpns: 'Push notifications',
  saml: 'SAML sign-in',
  elastic_search: 'Elasticsearch',
  announcement: 'Announcement banner',
  theme_management: 'Theme management',
  email_notification_contents: 'E-mail contents',
  data_retention: 'Data retention',
  message_export: 'Message export',
  custom_permissions_schemes: 'Permission schemes',
  custom_terms_of_service: 'Terms of service',
  guest_accounts: 'Guest accounts',
  guest_accounts_permissions: 'Guest permissions',
  id_loaded: 'ID-only push',
  lock_teammate_name_display: 'Locked name display',
  enterprise_plugins: 'Enterprise plugins',
  advanced_logging: 'Advanced logging',
  cloud: 'Cloud',
  shared_channels: 'Shared channels',
  remote_cluster_service: 'Connected workspaces',
  outgoing_oauth_connections: 'Outgoing OAuth',
  auto_translation: 'Auto-translation',
  future_features: 'Future features',
}

/** The flags of the format with their names, in the order of the format. */
export const flags = Object.entries(flagWords).map(([name, label]) => ({ name, label }))

/** The flags of a payload, those that are on first. */
export function flagsOf(payload: Record<string, unknown>): { name: string; label: string; on: boolean }[] {
  const features = payload['features']
  if (typeof features !== 'object' || features === null) return []
  return Object.entries(features)
    .filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean')
    .map(([name, on]) => ({ name, label: flagWords[name] ?? name, on }))
    .sort((a, b) => Number(b.on) - Number(a.on))
}
