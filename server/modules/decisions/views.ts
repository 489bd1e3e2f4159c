import type { PublishedView } from '../../kernel/published.ts'

/** What figures may stand on. Whoever may read figures may see these columns: nothing of persons, and no text. */
export const publishedViews: PublishedView[] = [
  {
    view: 'public_decisions',
    grain: ['id'],
    columns: {
      id: 'uuid',
      number: 'text',
      kind: 'text',
      state: 'text',
      type: 'integer',
      method: 'text',
      opened_day: 'date',
      need_by: 'date',
      decided_day: 'date',
      outcome: 'text',
      spend_minor: 'bigint',
      spend_currency: 'text',
      review_on: 'date',
      ended_on: 'date',
      open_seconds: 'bigint',
    },
    moved_by: [
      'decisions.decision.opened',
      'decisions.decision.ready',
      'decisions.decision.decided',
      'decisions.decision.reversed',
      'decisions.decision.superseded',
      'decisions.decision.withdrawn',
    ],
    audience: 'internal',
  },
  {
    view: 'public_actions',
    grain: ['id'],
    columns: {
      id: 'uuid',
      number: 'text',
      state: 'text',
      due: 'date',
      first_due: 'date',
      moves: 'integer',
      opened_day: 'date',
      closed_day: 'date',
      origin_kind: 'text',
    },
    moved_by: ['decisions.action.opened', 'decisions.action.changed', 'decisions.action.closed'],
    audience: 'internal',
  },
]
