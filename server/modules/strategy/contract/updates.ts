import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { status } from './measures.ts'

const stated = z.enum(['green', 'yellow', 'red', 'unreachable', 'data_needed'])
const words = z.string().trim().max(4000)

/** A quarter such as "Q3 FY27" with a decimal text in the measure’s unit. */
const forecast = z.object({ quarter: z.string().max(20), value: z.string().regex(/^-?\d{1,24}(\.\d{1,12})?$/) })

const updateShape = z.object({
  id: z.string(),
  edition_id: z.string(),
  key: z.string().nullable(),
  text: z.string().describe('the measure’s line, or the plan’s title'),
  due_on: z.string(),
  status: stated,
  computed: status.nullable(),
  confidence: z.number().nullable().describe('how sure that the target is reached by its day, in percent'),
  value: z.string().nullable(),
  value_day: z.string().nullable(),
  unit: z.string().nullable(),
  difference: z.string().nullable(),
  going_well: z.string().nullable(),
  not_going_well: z.string().nullable(),
  next_actions: z.array(
    z.object({ id: z.string(), number: z.string(), text: z.string(), dri: z.string(), due: z.string(), state: z.string() }),
  ),
  outcomes: z.array(z.object({ action_id: z.string(), number: z.string(), result: z.string() })),
  forecasts: z.array(forecast).describe('what it is thought to come to at the end of each quarter that was left'),
  by: z.string(),
  posted_at: z.string(),
  read_by: z.array(z.object({ id: z.string(), name: z.string() })),
  may: z.array(z.string()),
})

export const updatesList = operation({
  name: 'strategy.updates.list',
  method: 'GET',
  path: '/strategy/editions/{id}/updates',
  right: 'strategy.read',
  summary: 'What was said of a plan and its measures from month to month, newest first',
  input: z.object({ ...pageInput, id: idShape }),
  output: pageOf(updateShape),
})

export const updatesDraft = operation({
  name: 'strategy.updates.draft',
  method: 'GET',
  path: '/strategy/editions/{id}/update-draft',
  right: 'strategy.read',
  summary: 'What an update begins with: the value, what it moved by, what came of what was to be done, what happened since',
  input: z.object({ id: idShape, key: idShape.optional().describe('of a measure; without it of the plan as a whole') }),
  output: z.object({
    text: z.string(),
    due_on: z.string(),
    late: z.boolean(),
    computed: status.nullable(),
    status: stated,
    promised: z.boolean(),
    confidence: z.number().nullable().describe('as it was said the last time'),
    value: z.string().nullable(),
    value_day: z.string().nullable(),
    unit: z.string().nullable(),
    since: z.object({ day: z.string(), value: z.string().nullable(), delta: z.string().nullable() }).nullable(),
    contributors: z
      .array(z.object({ name: z.string(), value: z.string(), unit: z.string(), href: z.string().nullable() }))
      .describe('the rows that make the difference, the largest first, and what all others make'),
    happened: z.array(z.object({ kind: z.enum(['closed', 'moved', 'decided']), text: z.string(), href: z.string(), day: z.string() })),
    /** quarters that end in what is left of the period, with what was thought of them the last time */
    forecasts: z.array(z.object({ quarter: z.string(), ends: z.string(), value: z.string().nullable() })),
    last_forecasted: z.string().nullable(),
    before: z.array(z.object({ action_id: z.string(), number: z.string(), text: z.string(), result: z.string() })),
    may: z.array(z.string()),
  }),
})

export const updatesPost = operation({
  name: 'strategy.updates.post',
  method: 'POST',
  path: '/strategy/editions/{id}/updates',
  right: 'strategy.take_part',
  summary: 'Says how a measure or the plan goes; a second one corrects the first and leaves it in sight',
  status: 201,
  input: z.object({
    id: idShape,
    key: idShape.optional(),
    status: stated,
    confidence: z.int().min(0).max(100).optional(),
    difference: words.optional(),
    going_well: words.optional(),
    not_going_well: words.optional(),
    next_actions: z
      .array(z.object({ text: z.string().trim().min(3).max(500), dri: idShape, due: dayShape }))
      .max(20)
      .default([]),
    forecasts: z.array(forecast).max(8).default([]),
    outcomes: z
      .array(z.object({ action_id: idShape, result: z.string().trim().max(1000) }))
      .max(100)
      .default([]),
  }),
  output: updateShape,
})

export const updatesAcknowledge = operation({
  name: 'strategy.updates.acknowledge',
  method: 'POST',
  path: '/strategy/updates/{id}/acknowledgements',
  right: 'strategy.take_part',
  summary: 'Says that one has read an update',
  input: z.object({ id: idShape }),
  output: updateShape,
})

const closingShape = z.object({
  over: z.boolean(),
  closed: z.object({ by: z.string(), at: z.string(), lessons: z.string() }).nullable(),
  scores: z.array(
    z.object({
      key: z.string(),
      text: z.string(),
      unit: z.string().nullable(),
      value: z.string().nullable().describe('as it stood at the end of the period'),
      restated: z.object({ day: z.string(), value: z.string().nullable() }).nullable().describe('what the same day is said to be later'),
      target: z.string().nullable(),
      first_target: z.string().nullable(),
      progress: z.string().nullable(),
      first_progress: z.string().nullable(),
      status,
    }),
  ),
  calibration: z.array(
    z.object({
      by: z.string(),
      name: z.string(),
      claims: z.number(),
      brier: z.string().describe('0 where all came as it was said, 0.25 for always saying one half'),
      mean_confidence: z.string(),
      reached_share: z.string(),
    }),
  ),
  methods: z.array(z.object({ key: z.string(), text: z.string(), verdict: z.enum(['continue', 'drop']).nullable() })),
  may: z.array(z.string()),
})

export const closingsGet = operation({
  name: 'strategy.closings.get',
  method: 'GET',
  path: '/strategy/editions/{id}/closing',
  right: 'strategy.read',
  summary: 'What became of a period: final values against both promises, how well people knew, lessons, what goes on',
  input: z.object({ id: idShape }),
  output: closingShape,
})

export const closingsClose = operation({
  name: 'strategy.closings.close',
  method: 'POST',
  path: '/strategy/editions/{id}/closings',
  right: 'strategy.take_part',
  summary: 'Closes a period that is over, with its lessons and with what of the methods goes on; the next edition begins with those',
  status: 201,
  input: z.object({
    id: idShape,
    lessons: z.string().trim().min(3).max(8000),
    methods: z.array(z.object({ key: idShape, verdict: z.enum(['continue', 'drop']) })).max(300),
  }),
  output: closingShape,
})
