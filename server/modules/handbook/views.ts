import type { PublishedView } from '../../kernel/published.ts'
import { followedViews } from './views-followed.ts'

/** What figures may stand on. Whoever may read figures may see these columns: nothing of persons, no text, and nothing that is for the few. */
export const publishedViews: PublishedView[] = [
  ...followedViews,
  {
    view: 'public_gaps',
    grain: ['day', 'kind', 'thing'],
    columns: { day: 'date', kind: 'text', component: 'text', thing: 'text', page_id: 'uuid' },
    moved_by: ['handbook.gaps.counted'],
    audience: 'internal',
  },
  {
    view: 'public_candidates',
    grain: ['id'],
    columns: {
      ...{ id: 'uuid', raised_day: 'date', state: 'text', accepted_as: 'text' },
      ...{ items: 'integer', askers: 'integer', best_cover: 'numeric', linked: 'integer' },
    },
    moved_by: ['handbook.candidate.raised', 'handbook.candidate.accepted', 'handbook.candidate.dismissed'],
    audience: 'internal',
  },
  {
    view: 'public_expected',
    grain: ['id'],
    columns: { id: 'uuid', page_id: 'uuid', source: 'text', day: 'date', is: 'text' },
    moved_by: ['handbook.expected.settled'],
    audience: 'internal',
  },
  {
    view: 'public_standings',
    grain: ['day', 'page_id'],
    columns: {
      ...{ day: 'date', page_id: 'uuid', aligned: 'integer', listed: 'integer', fresh: 'integer' },
      ...{ signed_off: 'integer', trained: 'integer', required: 'integer' },
    },
    moved_by: ['handbook.gaps.counted'],
    audience: 'internal',
  },
  {
    view: 'public_ratings',
    grain: ['id'],
    columns: { id: 'text', page_id: 'uuid', no: 'integer', day: 'date', score: 'integer' },
    moved_by: ['handbook.run.rated'],
    audience: 'internal',
  },
  {
    view: 'public_scores',
    grain: ['day', 'page_id'],
    columns: { day: 'date', page_id: 'uuid', readers: 'integer', net: 'integer' },
    moved_by: ['handbook.gaps.counted'],
    audience: 'internal',
  },
  {
    view: 'public_findability',
    grain: ['day', 'page_id'],
    columns: { day: 'date', page_id: 'uuid', findable: 'integer', failing: 'integer', procedure: 'integer' },
    moved_by: ['handbook.findability.checked'],
    audience: 'internal',
  },
  {
    view: 'public_runs_ended',
    grain: ['id'],
    columns: {
      ...{ id: 'uuid', page_id: 'uuid', procedure: 'text', version: 'text' },
      ...{ day: 'date', done_by: 'text', state: 'text', wrong: 'integer' },
    },
    moved_by: ['handbook.run.finished', 'handbook.error.confirmed', 'handbook.error.rejected', 'handbook.rate.counted'],
    audience: 'internal',
  },
  {
    view: 'public_asked',
    grain: ['day', 'tier'],
    columns: { day: 'date', tier: 'text', asked: 'integer', missed: 'integer' },
    moved_by: ['handbook.searches.counted'],
    audience: 'internal',
  },
  {
    view: 'public_pages',
    grain: ['id'],
    columns: { id: 'uuid', created_day: 'date', audience: 'text', retired_on: 'date', completeness: 'integer' },
    moved_by: ['handbook.page.published', 'handbook.page.retired'],
    audience: 'internal',
  },
  {
    view: 'public_versions',
    grain: ['page_id', 'no'],
    columns: { page_id: 'uuid', no: 'integer', class: 'text', published_day: 'date' },
    moved_by: ['handbook.page.published'],
    audience: 'internal',
  },
]
