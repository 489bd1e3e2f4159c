import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { actionLine, colour, direction, itemKind, meetingState, outcome, reason, shows, someone } from './shapes.ts'

const meetingLine = z.object({
  id: z.string(),
  series: z.object({ id: z.string(), title: z.string(), leadership: z.boolean() }),
  day: dayShape,
  starts_at: z.date(),
  ends_at: z.date(),
  minutes: z.int().describe('booked'),
  state: meetingState,
  chair: someone,
  moved: z.boolean(),
  reason: z.string().nullable().describe('why it was moved or cancelled'),
  used_minutes: z.int().nullable(),
  used_share: z.string().nullable(),
  people: z.int().nullable().describe('who was there'),
  person_hours: z.string().nullable(),
  decisions: z.int(),
  actions: z.int(),
  rating: z.string().nullable(),
  audience: z.enum(['internal', 'restricted']),
})

export const meetingsList = listOperation({
  name: 'cadence.meetings.list',
  path: '/cadence/meetings',
  right: 'cadence.read',
  summary: 'Dates of all series, newest first',
  row: meetingLine,
  input: { series: idShape.optional(), state: meetingState.optional() },
  list: {
    columns: {
      series: { title: 'Series', kind: 'text', value: 'series.title', shown: true },
      starts: { title: 'When', kind: 'instant', value: 'starts_at', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { draft: 'Planned', open: 'Agenda open', in_progress: 'Under way', closed: 'Closed', cancelled: 'Cancelled' },
        shown: true,
      },
      chair: { title: 'Leads', kind: 'person', value: 'chair.name', id: 'chair.id', shown: true },
      minutes: { title: 'Booked', kind: 'count', shown: true },
      used_minutes: { title: 'Used', kind: 'count', shown: true, empty: 'Not held' },
      people: { title: 'People', kind: 'count', empty: 'Not held' },
      person_hours: { title: 'Person-hours', kind: 'text', asked: false, shown: true },
      decisions: { title: 'Decisions', kind: 'count', shown: true },
      actions: { title: 'Actions', kind: 'count', shown: true },
      rating: { title: 'Rating', kind: 'text', asked: false },
      day: { title: 'Day', kind: 'day' },
      moved: { title: 'Moved', kind: 'yes' },
      leadership: { title: 'Leadership', kind: 'yes', value: 'series.leadership' },
      audience: { title: 'Seen by', kind: 'choice', choices: { internal: 'All colleagues', restricted: 'The few' } },
    },
    sort: '-starts',
    search: 'series',
    sums: ['minutes', 'used_minutes', 'decisions', 'actions'],
    plain: { state: 'state' },
  },
})

const caught = z.object({
  kind: z.enum(['decision', 'action']),
  id: z.string(),
  number: z.string(),
  text: z.string(),
  person: someone.describe('who decided, or who does it'),
  due: dayShape.nullable(),
  at: z.date(),
  href: z.string(),
})

export const itemShape = z.object({
  id: z.string(),
  part: z.enum(['agenda', 'issue']),
  title: z.string(),
  kind: itemKind,
  owner: someone.nullable(),
  minutes: z.int().nullable(),
  used_seconds: z.int().describe('up to `clock.now`; of the part that shows issues, theirs with it'),
  shows: shows.nullable(),
  note: z.string().nullable(),
  source: z.enum(['template', 'hand', 'scorecard', 'carried']),
  link: z.object({ room: z.string(), kind: z.string(), id: z.string(), title: z.string(), href: z.string() }).nullable(),
  state: z.enum(['open', 'parked', 'done', 'carried']),
  outcome: outcome.nullable(),
  outcome_text: z.string().nullable(),
  concluded_at: z.date().nullable(),
  votes: z.int(),
  first_day: dayShape.describe('the day on which it was first raised'),
  age_days: z.int(),
  times_carried: z.int(),
  carried_from: z.object({ meeting_id: z.string(), day: dayShape }).nullable(),
  carried_to: z.object({ meeting_id: z.string(), day: dayShape }).nullable(),
  lineage: z
    .object({ red_weeks: z.int(), times_before: z.int(), says: z.string().describe('red for 6 weeks, first time here') })
    .nullable()
    .describe('of an issue that the scorecard raised'),
  caught: z.array(caught),
})

const scoreRow = z.object({
  id: z.string(),
  title: z.string(),
  owner: someone,
  value: z.string().nullable().describe('null: nobody knows it'),
  unit: z.string().nullable(),
  rounding: z.int(),
  reason: z.string().nullable().describe('why there is no value'),
  target: z.string().nullable().describe('what the promise is today, in the unit'),
  target_high: z.string().nullable(),
  direction: direction.nullable(),
  colour,
  gap: z.string().nullable().describe('how far it is from what is promised, without a sign; null where it is there'),
  as_of: z.string().nullable(),
  freshness: z.string(),
  definition: z.string().nullable().describe('the metric with its version'),
  definition_hash: z.string().nullable(),
  href: z.string().nullable(),
  rows_href: z.string().nullable(),
  input: z.boolean(),
  spark: z.array(z.object({ day: dayShape, value: z.string() })),
  red_weeks: z.int(),
  issue_id: z.string().nullable(),
})

export const meetingShape = meetingLine.extend({
  purpose: z.string(),
  zone: z.string(),
  local_start: z.string().describe('2026-11-30T09:00 in its zone'),
  planned_start: z.string().describe('what the rule says, in its zone'),
  vice_chair: someone.nullable(),
  scribe: someone.nullable(),
  lead: someone.describe('who leads it: the chair, or the vice chair in the chair’s place'),
  attendance: z.array(
    someone.extend({ here: z.boolean().nullable().describe('null before it starts'), left_at: z.date().nullable(), member: z.boolean() }),
  ),
  quorum: z
    .object({
      members: z.int(),
      wanted: z.int(),
      here: z.int().describe('members who are here and have the meeting’s page open, whoever leads among them'),
      waits_for: z.array(someone).describe('who is written down as here and has not opened the page'),
    })
    .nullable()
    .describe('how many members leadership decides with; null for other series and for what is closed or cancelled'),
  clock: z.object({
    now: z.date(),
    state: z.enum(['not_started', 'running', 'paused', 'stopped']),
    current: z.string().nullable(),
    started_at: z.date().nullable(),
    paused_at: z.date().nullable(),
    used_seconds: z.int(),
    left_seconds: z.int().describe('negative when it is over its time'),
  }),
  agenda: z.array(itemShape),
  issues: z.array(itemShape).describe('by votes, then as they were raised'),
  votes: z.object({ mine: z.array(z.string()), most: z.int(), voters: z.int() }),
  notes: z.object({ text: z.string(), version: z.int() }),
  caught: z.array(caught),
  from_last: z
    .object({
      meeting_id: z.string(),
      day: dayShape,
      actions: z.int(),
      in_time: z.int(),
      open: z.array(actionLine),
    })
    .nullable()
    .describe('what became of the actions of the last one that was held'),
  messages: z.array(
    z.object({ id: z.string(), text: z.string(), to: z.array(z.string()), sent_at: z.date().nullable(), delivered: z.int(), by: someone }),
  ),
  ratings: z.object({ mine: z.int().nullable(), mean: z.string().nullable(), given: z.int() }),
  minutes_hash: z.string().nullable(),
  minutes_deleted_on: dayShape.nullable().describe('since when what they said is deleted, seven years after the meeting; their hash stays'),
  version: z.int(),
  may: z.array(z.string()),
})

export const meetingsGet = operation({
  name: 'cadence.meetings.get',
  method: 'GET',
  path: '/cadence/meetings/{id}',
  right: 'cadence.read',
  summary: 'A meeting: agenda with its clock, issues by votes, scorecard, notes, what was caught, who is told',
  input: z.object({ id: idShape }),
  output: meetingShape,
})

const look = z
  .enum(['weeks', 'months'])
  .describe('weeks: the course of as many as the series says; months: of twelve, each at its end, as it is known now')

export const scorecardsRead = operation({
  name: 'cadence.scorecards.read',
  method: 'GET',
  path: '/cadence/meetings/{id}/scorecard',
  right: 'cadence.read',
  summary: 'The scorecard of a meeting: as it stands, and once it is closed as it stood then',
  input: z.object({ id: idShape, look: look.default('weeks') }),
  output: z.object({ through: dayShape, frozen: z.boolean(), look, weeks: z.int(), rows: z.array(scoreRow) }),
})

export const scorecardsLookBack = operation({
  name: 'cadence.scorecards.look_back',
  method: 'GET',
  path: '/cadence/series/{id}/scorecards',
  right: 'cadence.read',
  summary: 'The scorecards of the last meetings of a series side by side, each value as it stood at the close',
  input: z.object({ id: idShape, limit: z.coerce.number().int().min(1).max(26).default(13) }),
  output: z.object({
    dates: z.array(z.object({ meeting_id: z.string(), day: dayShape, href: z.string() })).describe('closed meetings, oldest first'),
    rows: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        owner: someone,
        unit: z.string().nullable(),
        direction: direction.nullable(),
        definitions: z.array(z.string()).describe('the metric with each version that it was read by'),
        cells: z
          .array(z.object({ value: z.string().nullable(), target: z.string().nullable(), colour }).nullable())
          .describe('one for each date; null where the row was not on the scorecard'),
      }),
    ),
  }),
})

export const meetingsMove = operation({
  name: 'cadence.meetings.move',
  method: 'POST',
  path: '/cadence/meetings/{id}/moves',
  right: 'cadence.write',
  summary: 'Moves one date alone, and says why',
  input: z.object({
    id: idShape,
    day: dayShape,
    time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 09:30.')
      .optional(),
    minutes: z.int().min(5).max(480).optional(),
    reason,
  }),
  output: meetingShape,
})

export const meetingsCancel = operation({
  name: 'cadence.meetings.cancel',
  method: 'POST',
  path: '/cadence/meetings/{id}/cancellations',
  right: 'cadence.write',
  summary: 'Cancels one date alone, and says why; what is open on its agenda goes to the next one',
  input: z.object({ id: idShape, reason }),
  output: meetingShape,
})

export const minutesRead = operation({
  name: 'cadence.minutes.read',
  method: 'GET',
  path: '/cadence/meetings/{id}/minutes',
  right: 'cadence.read',
  summary: 'The minutes of a closed meeting, in the very bytes that its hash is of',
  input: z.object({ id: idShape }),
  output: z.object({
    series: z.object({ id: z.string(), title: z.string() }),
    day: dayShape,
    text: z.string().describe('canonical JSON (RFC 8785)'),
    words: z.string().describe('the same as Markdown, for people'),
    sha256: z.string(),
    closed_at: z.date(),
    zone: z.string().describe('in which the meeting was held'),
    by: z.string(),
  }),
})
