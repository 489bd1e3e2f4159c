import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { dayShape as day, instantShape as instant } from '../../../kernel/shapes.ts'

const id = z.uuid()
const environment = z.enum(['prod', 'test'])

export const licenceState = z.enum(['not_started', 'active', 'expiring', 'grace', 'limited', 'terminated', 'superseded'])
export const licenceKind = z.enum(['paid', 'addon', 'trial', 'nonproduction', 'nfr', 'internal'])

/** A licence as lists show it. `state` is derived for the moment of asking; `ends_on` is the day after the last. */
export const licenceLine = z.object({
  id,
  number: z.string(),
  wire_id: z.string(),
  account_id: id,
  customer_name: z.string(),
  product_code: z.string(),
  plan: z.string(),
  edition: z.string(),
  deployment: z.string(),
  subscription_number: z.string(),
  contract_number: z.string(),
  seats: z.int(),
  extra_users: z.int().nullable(),
  kind: licenceKind,
  environment,
  provisional: z.boolean(),
  format: z.enum(['mattermost', 'native']),
  line: id,
  serial: z.int(),
  issued_at: instant,
  starts_on: day,
  ends_on: day,
  starts_at: instant,
  expires_at: instant,
  grace_until: instant,
  terminate_at: instant.nullable(),
  state: licenceState,
  next_change_at: instant.nullable(),
  next_state: licenceState.nullable(),
})
export type LicenceLine = z.input<typeof licenceLine>

export const licencesList = listOperation({
  name: 'licensing.licences.list',
  path: '/licensing/licences',
  right: 'licensing.read',
  summary: 'Licences',
  row: licenceLine.extend({ last_day: day.describe('the last day on which it is valid') }),
  input: {
    q: z.string().trim().max(200).optional().describe('the same as `search`'),
    account_id: id.optional(),
    subscription_number: z.string().max(60).optional(),
    product_code: z.string().max(40).optional(),
    plan: z.string().max(40).optional(),
    kind: licenceKind.optional(),
    state: licenceState.optional(),
    expires_from: day.optional().describe('the first day after the last one, from this day'),
    expires_to: day.optional().describe('and before this day'),
  },
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'customer_name', id: 'account_id', shown: true },
      number: { title: 'Licence', kind: 'text', shown: true, long: true },
      edition: { title: 'Edition', kind: 'text', shown: true, long: true },
      seats: { title: 'Seats', kind: 'count', shown: true },
      last_day: { title: 'Valid until', kind: 'day', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: {
          not_started: 'Not started',
          active: 'Active',
          expiring: 'Expiring',
          grace: 'In grace',
          limited: 'Limited',
          terminated: 'Ended',
          superseded: 'Superseded',
        },
        shown: true,
      },
      issued: { title: 'Issued', kind: 'instant', value: 'issued_at', shown: true },
      contract: { title: 'Contract', kind: 'text', value: 'contract_number' },
      subscription: { title: 'Subscription', kind: 'text', value: 'subscription_number' },
      deployment: { title: 'Deployment', kind: 'text' },
      product: { title: 'Product', kind: 'text', value: 'product_code' },
      plan: { title: 'Plan', kind: 'text' },
      kind: {
        title: 'Kind',
        kind: 'choice',
        choices: {
          paid: 'Paid',
          addon: 'Add-on',
          trial: 'Trial',
          nonproduction: 'Not for production',
          nfr: 'Not for resale',
          internal: 'Internal',
        },
      },
      starts_on: { title: 'Begins', kind: 'day' },
      expires: { title: 'Expires', kind: 'instant', value: 'expires_at' },
      grace_until: { title: 'Grace until', kind: 'instant' },
      serial: { title: 'Serial', kind: 'count' },
    },
    sort: '-issued',
    search: 'customer, number, subscription',
    sums: ['seats'],
    plain: {
      account_id: 'customer',
      subscription_number: 'subscription',
      product_code: 'product',
      plan: 'plan',
      kind: 'kind',
      state: 'state',
    },
  },
})
