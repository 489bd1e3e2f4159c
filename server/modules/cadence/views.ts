import type { PublishedView } from '../../kernel/published.ts'

/** What figures may stand on. Whoever may read figures may see these columns: nothing of persons, no text, and nothing that is for the few. */
export const publishedViews: PublishedView[] = [
  {
    view: 'public_series',
    grain: ['id'],
    columns: {
      id: 'uuid',
      leadership: 'boolean',
      minutes: 'integer',
      prework_days: 'integer',
      closed_day: 'text',
      people: 'integer',
      created_day: 'date',
      ended_on: 'date',
    },
    moved_by: ['cadence.series.created', 'cadence.series.changed', 'cadence.series.ended'],
    audience: 'internal',
  },
  {
    view: 'public_meetings',
    grain: ['id'],
    columns: {
      id: 'uuid',
      series_id: 'uuid',
      day: 'date',
      state: 'text',
      leadership: 'boolean',
      booked_minutes: 'integer',
      used_seconds: 'integer',
      people: 'integer',
      person_minutes: 'bigint',
    },
    moved_by: [
      'cadence.meeting.opened',
      'cadence.meeting.moved',
      'cadence.meeting.cancelled',
      'cadence.meeting.started',
      'cadence.meeting.closed',
    ],
    audience: 'internal',
  },
]
