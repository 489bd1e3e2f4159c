import type { Tone } from '../../kit/index.ts'

export type LicenceState = 'not_started' | 'active' | 'expiring' | 'grace' | 'limited' | 'terminated' | 'superseded'

/** What a state is called, and how much it asks for attention. */
export const stateWords: Record<LicenceState, { label: string; tone: Tone }> = {
  not_started: { label: 'Not started', tone: 'accent' },
  active: { label: 'Active', tone: 'good' },
  expiring: { label: 'Expiring', tone: 'warn' },
  grace: { label: 'In grace', tone: 'warn' },
  limited: { label: 'Limited', tone: 'bad' },
  terminated: { label: 'Ended', tone: 'calm' },
  superseded: { label: 'Superseded', tone: 'calm' },
}

const nextWords: Record<LicenceState, string> = {
  not_started: 'not started',
  active: 'active',
  expiring: 'expiring',
  grace: 'in grace',
  limited: 'limited',
  terminated: 'free edition',
  superseded: 'superseded',
}

/** "in grace in 6 days", from the next change and this moment. */
export function nextText(state: LicenceState | null, at: string | null, now: number): string {
  if (!state || !at) return ''
  const days = Math.ceil((Date.parse(at) - now) / 86_400_000)
  if (days <= 0) return `${nextWords[state]} today`
  return `${nextWords[state]} in ${days} ${days === 1 ? 'day' : 'days'}`
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

/** The flags of a payload, those that are on first. */
export function flagsOf(payload: Record<string, unknown>): { name: string; label: string; on: boolean }[] {
  const features = payload['features']
  if (typeof features !== 'object' || features === null) return []
  return Object.entries(features)
    .filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean')
    .map(([name, on]) => ({ name, label: flagWords[name] ?? name, on }))
    .sort((a, b) => Number(b.on) - Number(a.on))
}
