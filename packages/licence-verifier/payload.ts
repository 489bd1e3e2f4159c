/** The 31 feature flags of the format, in the order in which they are written. An absent flag means "on" to the product. */
export const flagNames = [
  'ldap',
  'ldap_groups',
  'mfa',
  'google_oauth',
  'office365_oauth',
  'openid',
  'compliance',
  'cluster',
  'metrics',
  'mhpns',
  'saml',
  'elastic_search',
  'announcement',
  'theme_management',
  'email_notification_contents',
  'data_retention',
  'message_export',
  'custom_permissions_schemes',
  'custom_terms_of_service',
  'guest_accounts',
  'guest_accounts_permissions',
  'id_loaded',
  'lock_teammate_name_display',
  'enterprise_plugins',
  'advanced_logging',
  'cloud',
  'shared_channels',
  'remote_cluster_service',
  'outgoing_oauth_connections',
  'auto_translation',
  'future_features',
] as const
export type FlagName = (typeof flagNames)[number]

/** Limits of the format, in order; counts, and call duration in seconds. */
export const limitNames = ['post_history', 'board_cards', 'playbook_runs', 'call_duration', 'agents_prompts', 'push_notifications'] as const
export type LimitName = (typeof limitNames)[number]

/** What a licence file says. Times are epoch milliseconds. */
export type MattermostPayload = {
  id: string
  issued_at: number
  starts_at: number
  expires_at: number
  customer: { id: string; name: string; email: string; company: string }
  features: { users: number } & Record<FlagName, boolean>
  sku_name: string
  sku_short_name: string
  is_trial: boolean
  is_gov_sku: boolean
  is_seat_count_enforced: boolean
  extra_users: number | null
  signup_jwt: string | null
  limits: Record<LimitName, number> | null
}

type Reading = { payload?: MattermostPayload; missing: string[] }

/**
 * Reads payload text. `missing` names what is absent or of the wrong type; the payload is there when everything that a licence
 * must have is, even if flags are missing (older issuers left them out).
 */
export function readPayload(text: string): Reading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { missing: ['json'] }
  }
  if (!isRecord(value)) return { missing: ['json'] }
  const { customer, features } = value
  const missing: string[] = []
  for (const name of ['id', 'sku_name', 'sku_short_name']) if (typeof value[name] !== 'string') missing.push(name)
  for (const name of ['issued_at', 'starts_at', 'expires_at']) if (!Number.isSafeInteger(value[name])) missing.push(name)
  for (const name of ['id', 'name', 'email', 'company']) {
    if (!isRecord(customer) || typeof customer[name] !== 'string') missing.push(`customer.${name}`)
  }
  if (!isRecord(features) || !Number.isSafeInteger(features.users)) missing.push('features.users')
  const unusable = missing.length > 0
  for (const name of flagNames) if (!isRecord(features) || typeof features[name] !== 'boolean') missing.push(`features.${name}`)
  return unusable ? { missing } : { payload: value as MattermostPayload, missing }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
