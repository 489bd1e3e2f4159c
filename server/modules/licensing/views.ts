import type { PublishedView } from '../../kernel/published.ts'

/** What figures may stand on: every licence file, with the order that it was issued for. */
export const publishedViews: PublishedView[] = [
  {
    view: 'public_licences',
    grain: ['licence_id', 'subscription_number'],
    columns: {
      licence_id: 'uuid',
      number: 'text',
      wire_id: 'text',
      account_id: 'uuid',
      subscription_number: 'text',
      contract_number: 'text',
      order_number: 'text',
      product_code: 'text',
      plan: 'text',
      seats: 'integer',
      extra_users: 'integer',
      kind: 'text',
      environment: 'text',
      issued_at: 'timestamptz',
      starts_at: 'timestamptz',
      expires_at: 'timestamptz',
      grace_until: 'timestamptz',
      terminate_at: 'timestamptz',
      starts_on: 'date',
      ends_on: 'date',
      serial: 'integer',
      line: 'uuid',
      deployment_id: 'uuid',
    },
    moved_by: ['licensing.licence.issued'],
    audience: 'internal',
  },
]
