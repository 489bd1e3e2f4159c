import type { PublishedView } from '../../kernel/published.ts'

const internal = 'internal' as const
const published = ['handbook.page.published', 'handbook.page.retired']

/** What figures may stand on, of all that is followed, learned, found and listed: ids, days, states, counts. */
export const followedViews: PublishedView[] = [
  {
    view: 'public_procedures',
    grain: ['page_id'],
    columns: {
      ...{ page_id: 'uuid', tier: 'integer', months: 'integer', in_force_no: 'integer', in_force_since: 'date', reviewed_on: 'date' },
      ...{
        review_on: 'date',
        audience: 'text',
        retired_on: 'date',
        state: 'text',
        function_id: 'uuid',
        listed: 'integer',
        owned: 'integer',
      },
      ...{ aligned: 'integer', fresh: 'integer', required: 'integer', competent: 'integer' },
    },
    moved_by: [
      ...published,
      ...['handbook.procedure.published', 'handbook.procedure.reviewed', 'handbook.function.changed', 'handbook.gaps.counted'],
      ...['handbook.training.assigned', 'handbook.training.completed'],
    ],
    audience: internal,
  },
  {
    view: 'public_entries',
    grain: ['function_id', 'place'],
    columns: { function_id: 'uuid', place: 'integer', page_id: 'uuid', kind: 'text' },
    moved_by: ['handbook.function.changed'],
    audience: internal,
  },
  {
    view: 'public_links',
    grain: ['page_id', 'place'],
    columns: { page_id: 'uuid', place: 'integer', kind: 'text' },
    moved_by: published,
    audience: internal,
  },
  {
    view: 'public_runs',
    grain: ['id'],
    columns: {
      ...{ id: 'uuid', page_id: 'uuid', no: 'integer', finished_day: 'date' },
      ...{ state: 'text', abort_reason: 'text', followed_by: 'text', trained: 'boolean' },
    },
    moved_by: ['handbook.run.started', 'handbook.run.finished'],
    audience: internal,
  },
  {
    view: 'public_step_executions',
    grain: ['run_id', 'key'],
    columns: { run_id: 'uuid', key: 'uuid', page_id: 'uuid', no: 'integer', state: 'text' },
    moved_by: ['handbook.run.started', 'handbook.run.finished'],
    audience: internal,
  },
  {
    view: 'public_errors',
    grain: ['id'],
    columns: {
      ...{ id: 'uuid', run_id: 'uuid', page_id: 'uuid', key: 'uuid', fault: 'text' },
      ...{ severity: 'text', found_by: 'text', day: 'date', state: 'text', counts_from: 'date' },
    },
    moved_by: ['handbook.error.reported', 'handbook.error.confirmed', 'handbook.error.rejected'],
    audience: internal,
  },
  {
    view: 'public_exceptions',
    grain: ['id'],
    columns: { id: 'uuid', page_id: 'uuid', no: 'integer', key: 'uuid', day: 'date', until: 'date', state: 'text' },
    moved_by: ['handbook.exception.granted', 'handbook.exception.expired'],
    audience: internal,
  },
  {
    view: 'public_trainings',
    grain: ['id'],
    columns: {
      ...{ id: 'uuid', page_id: 'uuid', major: 'integer', mode: 'text', assigned_on: 'date', due_on: 'date' },
      ...{ invalidated_on: 'date', ended_on: 'date', waived_until: 'date', proven: 'integer' },
    },
    moved_by: ['handbook.training.assigned', 'handbook.training.completed', 'handbook.training.overdue'],
    audience: internal,
  },
  {
    view: 'public_findings',
    grain: ['id'],
    columns: { id: 'uuid', page_id: 'uuid', rule: 'text', level: 'text', state: 'text' },
    moved_by: [...published, 'handbook.finding.opened', 'handbook.finding.judged'],
    audience: internal,
  },
  {
    view: 'public_searches',
    grain: ['id'],
    columns: { id: 'uuid', tier: 'text', first_day: 'date', last_day: 'date', times: 'integer', answer: 'text' },
    moved_by: ['handbook.gaps.counted'],
    audience: internal,
  },
]
