import { z } from 'zod'
import { nameShape } from '../../../kernel/shapes.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'

const day = z.iso.date()
const code = z
  .string()
  .trim()
  .regex(/^[a-z0-9-]{2,40}$/, 'Two to forty small letters, digits and dashes')

/** The 31 flags of the format by name; each must be said, since the product reads an absent one as "on". A test holds it to the verifier's list. */
export const profileFeatures = z.strictObject({
  ldap: z.boolean(),
  ldap_groups: z.boolean(),
  mfa: z.boolean(),
  google_oauth: z.boolean(),
  office365_oauth: z.boolean(),
  openid: z.boolean(),
  compliance: z.boolean(),
  cluster: z.boolean(),
  metrics: z.boolean(),
  mhpns: z.boolean(),
  saml: z.boolean(),
  elastic_search: z.boolean(),
  announcement: z.boolean(),
  theme_management: z.boolean(),
  email_notification_contents: z.boolean(),
  data_retention: z.boolean(),
  message_export: z.boolean(),
  custom_permissions_schemes: z.boolean(),
  custom_terms_of_service: z.boolean(),
  guest_accounts: z.boolean(),
  guest_accounts_permissions: z.boolean(),
  id_loaded: z.boolean(),
  lock_teammate_name_display: z.boolean(),
  enterprise_plugins: z.boolean(),
  advanced_logging: z.boolean(),
  cloud: z.boolean(),
  shared_channels: z.boolean(),
  remote_cluster_service: z.boolean(),
  outgoing_oauth_connections: z.boolean(),
  auto_translation: z.boolean(),
  future_features: z.boolean(),
})

/** Users above the seats whom the product still admits. */
export const extraRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('fixed'), value: z.int().min(0).max(100_000) }),
  z.strictObject({ kind: z.literal('percent'), value: z.number().min(0).max(100), min: z.int().min(0).max(100_000) }),
])

const profileFields = {
  product_code: code,
  plan: code,
  sku_name: nameShape.min(1).max(60),
  sku_short_name: z.enum(['professional', 'enterprise', 'advanced', 'entry']),
  is_gov: z.boolean().default(false),
  features: profileFeatures,
  seat_mode: z.enum(['hard', 'soft', 'report']).default('hard'),
  extra_rule: extraRule,
  grace_days: z.int().min(0).max(365),
  /** days after the end on which the free edition begins; none: data stays readable for good */
  terminate_days: z.int().min(0).max(3650).nullable(),
  valid_from: day,
}

/** What a plan of a product means in a licence. Never changed: a change is the next version. */
export const profileLine = z.object({
  id: z.uuid(),
  ...profileFields,
  product_code: z.string(),
  plan: z.string(),
  sku_name: z.string(),
  sku_short_name: z.string(),
  version: z.int(),
  format: z.enum(['mattermost', 'native']),
  created_at: z.iso.datetime(),
})
export type ProfileLine = z.input<typeof profileLine>

export const profilesList = operation({
  name: 'licensing.profiles.list',
  method: 'GET',
  path: '/licensing/profiles',
  right: 'licensing.read',
  summary: 'Licence profiles by product, plan and version: what each plan means in a file',
  input: z.object({ ...pageInput, product_code: z.string().max(40).optional() }),
  output: pageOf(profileLine).extend({ may: z.array(z.string()) }),
})

export const profilesAdd = operation({
  name: 'licensing.profiles.add',
  method: 'POST',
  path: '/licensing/profiles',
  right: 'licensing.issue',
  summary: 'Adds a licence profile, or the next version of one; licences that waited for it are then issued',
  status: 201,
  input: z.object({ ...profileFields, terminate_days: profileFields.terminate_days.default(null), valid_from: day.optional() }),
  output: profileLine,
})
