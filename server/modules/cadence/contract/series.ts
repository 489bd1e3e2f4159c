import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, decimalShape, idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'
import { closedDay, direction, line, meetingState, numbersShape, reason, someone, suggestionShape, templatePart, title } from './shapes.ts'

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time looks like 09:30.')
const audience = z.enum(['internal', 'restricted'])

const seriesLine = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  leadership: z.boolean().describe('what is decided in it may change a plan in force'),
  chair: someone,
  rule: z.string().describe('as RFC 5545 writes it'),
  rhythm: z.string().describe('the rule in words'),
  start_time: z.string(),
  zone: z.string(),
  minutes: z.int(),
  people: z.int().describe('who belongs to it today'),
  audience,
  state: z.enum(['running', 'ended']),
  next_at: z.date().nullable(),
  next_id: z.string().nullable(),
  next_state: meetingState.nullable().describe('in_progress: it is held now'),
  version: z.int(),
})

export const seriesList = listOperation({
  name: 'cadence.series.list',
  path: '/cadence/series',
  right: 'cadence.read',
  summary: 'Series of meetings, the next one first',
  row: seriesLine,
  list: {
    columns: {
      title: { title: 'Series', kind: 'text', shown: true },
      chair: { title: 'Leads', kind: 'person', value: 'chair.name', id: 'chair.id', shown: true },
      rhythm: { title: 'When', kind: 'text', asked: false, shown: true, long: true },
      next: { title: 'Next', kind: 'instant', value: 'next_at', shown: true, empty: 'No date' },
      minutes: { title: 'Minutes', kind: 'count', shown: true },
      people: { title: 'People', kind: 'count', shown: true },
      state: { title: 'State', kind: 'choice', choices: { running: 'Running', ended: 'Ended' }, shown: true },
      leadership: { title: 'Leadership', kind: 'yes' },
      audience: { title: 'Seen by', kind: 'choice', choices: { internal: 'All colleagues', restricted: 'The few' } },
      purpose: { title: 'For', kind: 'text' },
    },
    sort: 'next',
    search: 'title, purpose',
  },
})

const scorecardRow = z.object({
  id: z.string(),
  metric: z.string().nullable().describe('a metric, with its version where one is meant: arr@3'),
  measure: z.string().nullable().describe('the key of a plan’s measure; its promise is the plan’s'),
  title: z.string(),
  window: z.string(),
  target: z.string().nullable(),
  target_high: z.string().nullable(),
  direction: direction.nullable(),
  tolerance: z.string().nullable(),
  owner: someone,
  input: z.boolean().describe('moved by what we do, and so it stands before what comes of it'),
})

const date = z.object({
  id: z.string(),
  starts_at: z.date(),
  day: dayShape,
  minutes: z.int(),
  state: meetingState,
  moved: z.boolean(),
  items: z.int().describe('what was put on its agenda, carried over or raised'),
})

export const seriesShape = seriesLine.extend({
  vice_chair: someone.nullable(),
  scribe: someone.nullable(),
  members: z.array(z.object({ kind: z.enum(['person', 'group']), id: z.string(), name: z.string() })),
  participants: z.array(someone).describe('who that is today, chair, vice chair and scribe among them'),
  start_day: dayShape,
  closed_day: closedDay.describe('what happens to a date on a day without open hours'),
  prework_days: z.int().describe('working days before, on which the agenda opens'),
  weeks: z.int().describe('weeks that the scorecard looks back'),
  reason_over_30: z.string().nullable(),
  reason_asked: z
    .object({ quarter: z.string(), from: dayShape })
    .nullable()
    .describe('the reason to be longer than 30 minutes is asked for; from that day on the next one is planned at 30 without it'),
  template: z.array(templatePart),
  countdown: z
    .object({
      share: dayShape.describe('the last day of the fiscal year'),
      complete: z.int().nullable().describe('percent that the plan has come to today; null before the third quarter'),
      steps: z.array(z.object({ title: z.string(), on: dayShape })),
      says: z.string(),
    })
    .nullable()
    .describe('of a series that plans the next fiscal year'),
  scorecard: z.array(scorecardRow),
  ahead: z.array(date).describe('the next ten'),
  numbers: numbersShape.describe('of the last twelve months'),
  suggestion: suggestionShape.nullable().describe('four in a row used less than half of their time'),
  ended_on: dayShape.nullable(),
  ended_reason: z.string().nullable(),
  may: z.array(z.string()),
})

export const seriesGet = operation({
  name: 'cadence.series.get',
  method: 'GET',
  path: '/cadence/series/{id}',
  right: 'cadence.read',
  summary: 'A series with who belongs to it, its agenda, scorecard, dates ahead and numbers',
  input: z.object({ id: idShape }),
  output: seriesShape,
})

const member = z.object({ person_id: idShape.optional(), group_id: idShape.optional() })
const about = {
  title,
  purpose: nameShape.min(3).max(500).describe('what would be missing without it'),
  leadership: z.boolean(),
  chair: idShape,
  vice_chair: idShape.nullable(),
  scribe: idShape.nullable(),
  members: z.array(member).max(200).describe('persons and groups; who stands behind a group is looked up on the day'),
  rule: z.string().min(6).max(2000).describe('FREQ=MONTHLY;BYDAY=2TU'),
  start_day: dayShape,
  start_time: time,
  zone: z.string().max(60).describe('the zone in which it keeps its hour'),
  minutes: z.int().min(5).max(480),
  reason_over_30: nameShape.max(500).nullable().describe('needed above 30 minutes, and asked for again each fiscal quarter'),
  template: z.array(templatePart).max(30),
  closed_day: closedDay,
  prework_days: z.int().min(0).max(30),
  weeks: z.int().min(2).max(26),
  countdown: z.boolean().describe('it plans the next fiscal year, and each agenda says how far that is'),
  audience,
}

export const seriesCreate = operation({
  name: 'cadence.series.create',
  method: 'POST',
  path: '/cadence/series',
  right: 'cadence.plan',
  summary: 'Begins a series; its dates of the next half year are planned at once',
  input: z.object({
    ...about,
    leadership: about.leadership.default(false),
    chair: about.chair.optional().describe('oneself without it'),
    vice_chair: about.vice_chair.default(null),
    scribe: about.scribe.default(null),
    zone: about.zone.optional().describe('the company’s without it'),
    members: about.members.default([]),
    minutes: about.minutes.default(30),
    reason_over_30: about.reason_over_30.default(null),
    template: about.template.default([]),
    closed_day: about.closed_day.default('next'),
    prework_days: about.prework_days.default(0),
    weeks: about.weeks.default(6),
    countdown: about.countdown.default(false),
    audience: about.audience.default('internal'),
  }),
  output: seriesShape,
  status: 201,
})

export const seriesChange = operation({
  name: 'cadence.series.change',
  method: 'PATCH',
  path: '/cadence/series/{id}',
  right: 'cadence.write',
  edit: 'version',
  summary: 'Changes a series; another rule moves only dates that have nothing on their agenda, and says which others stay',
  input: z.object({ id: idShape, if_match: versionShape.optional(), ...z.object(about).partial().shape }),
  output: seriesShape.extend({
    kept: z
      .array(date.extend({ why: z.enum(['agenda', 'moved', 'open']) }))
      .describe(
        'dates that the new rule does not have and that stay: there is something on their agenda, they were moved alone, or are open',
      ),
  }),
})

export const seriesEnd = operation({
  name: 'cadence.series.end',
  method: 'POST',
  path: '/cadence/series/{id}/endings',
  right: 'cadence.write',
  summary: 'Ends a series: dates that have not begun are cancelled',
  input: z.object({ id: idShape, reason }),
  output: seriesShape,
})

export const seriesGiveReason = operation({
  name: 'cadence.series.give_reason',
  method: 'POST',
  path: '/cadence/series/{id}/reasons',
  right: 'cadence.write',
  summary: 'Says for the quarter why it takes more than 30 minutes',
  input: z.object({ id: idShape, reason }),
  output: seriesShape,
})

export const seriesKeepScorecard = operation({
  name: 'cadence.series.keep_scorecard',
  method: 'PUT',
  path: '/cadence/series/{id}/scorecard',
  right: 'cadence.write',
  edit: 'version',
  summary: 'The rows of the scorecard, all of them, in their order',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    rows: z
      .array(
        z.object({
          id: idShape.optional().describe('of a row that stays, so that its issues keep their past'),
          metric: z.string().min(1).max(100).optional(),
          measure: idShape.optional(),
          title: line.optional().describe('what the metric or measure is called, without it'),
          window: z
            .string()
            .regex(/^(at|period|trailing:\d{1,3})$/)
            .default('at')
            .describe('at: on the day; period: fiscal year to date; trailing:28: that many days'),
          target: decimalShape.optional(),
          target_high: decimalShape.optional(),
          direction: z.enum(['at_least', 'at_most', 'between']).optional(),
          tolerance: decimalShape.optional().describe('share of the bound that is still yellow; 0.05 without it'),
          owner: idShape,
          input: z.boolean().default(false),
        }),
      )
      .max(40),
  }),
  output: seriesShape,
})

export const templatesList = operation({
  name: 'cadence.templates.list',
  method: 'GET',
  path: '/cadence/templates',
  right: 'cadence.read',
  summary: 'Series that work elsewhere: rule, minutes, agenda, and the reason of the longer ones',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        key: z.string(),
        title: z.string(),
        purpose: z.string(),
        rule: z.string(),
        rhythm: z.string(),
        minutes: z.int(),
        reason_over_30: z.string().nullable(),
        prework_days: z.int(),
        weeks: z.int(),
        leadership: z.boolean(),
        template: z.array(templatePart),
        countdown: z.boolean(),
        note: z.string().nullable(),
      }),
    ),
  }),
})

export const datesPreview = operation({
  name: 'cadence.dates.preview',
  method: 'GET',
  path: '/cadence/date-previews',
  right: 'cadence.read',
  summary: 'The next dates of a rule, before a series is made of it',
  input: z.object({
    rule: about.rule,
    start_day: dayShape,
    start_time: time,
    zone: about.zone.optional(),
    closed_day: closedDay.default('keep'),
  }),
  output: z.object({
    rhythm: z.string(),
    a_year: z.int().describe('dates in the year from the start on'),
    items: z.array(z.object({ day: dayShape, starts_at: z.date(), planned_day: dayShape.describe('the day that the rule says') })),
    skipped: z.array(dayShape).describe('closed days that are left out'),
  }),
})
