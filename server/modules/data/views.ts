import type { PublishedView } from '../../kernel/published.ts'

/** What figures and other readers may know of the sources and definitions themselves. */
export const publishedViews: PublishedView[] = [
  {
    view: 'public_metrics',
    grain: ['id'],
    columns: { id: 'text', version: 'integer', hash: 'text', sql_hash: 'text', source: 'text', holds_from: 'timestamptz' },
    moved_by: [],
    audience: 'internal',
  },
  {
    view: 'public_sources',
    grain: ['id'],
    columns: {
      id: 'uuid',
      key: 'text',
      name: 'text',
      kind: 'text',
      subject: 'text',
      class: 'text',
      state: 'text',
      last_event_at: 'timestamptz',
      created_at: 'timestamptz',
    },
    moved_by: [],
    audience: 'internal',
  },
  {
    view: 'public_exclusions',
    grain: ['id'],
    columns: { id: 'uuid', server_id: 'text', reason: 'text', valid_from: 'date', valid_to: 'date' },
    moved_by: [],
    audience: 'internal',
  },
]
