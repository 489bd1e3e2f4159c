import type { PublishedView } from '../../kernel/published.ts'

/** What figures may stand on: no personal data, no sign-up that nobody confirmed. */
export const publishedViews: PublishedView[] = [
  {
    view: 'public_accounts',
    grain: ['id'],
    columns: {
      id: 'uuid',
      number: 'text',
      name: 'text',
      kind: 'text',
      country: 'text',
      region: 'text',
      segment: 'text',
      owner: 'uuid',
      website: 'text',
      source: 'text',
      created_day: 'date',
      created_at: 'timestamptz',
      updated_at: 'timestamptz',
      outside_metrics: 'boolean',
    },
    moved_by: ['customers.account.created', 'customers.account.changed'],
    audience: 'internal',
  },
]
