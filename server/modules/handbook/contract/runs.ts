import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape } from '../../../kernel/shapes.ts'
import { note, someone } from './shapes.ts'
import { stepShape } from './procedures.ts'

const state = z.enum(['started', 'completed', 'completed_with_errors', 'aborted'])
const stepState = z.enum(['todo', 'done', 'skipped', 'failed'])
const answers = z
  .record(z.string().max(40), z.string().max(500))
  .describe(
    'what the step asks for, by name: amounts and numbers as 1250.5, days as 2026-11-30, yes or no, a choice, the id of a colleague',
  )
export const fault = z.enum(['procedure', 'slip', 'system', 'input']).describe('the text, a person, a system, what came in')
const severity = z.enum(['harm', 'rework', 'looks']).describe('harm to a customer, money or law; work done twice; looks')
const foundBy = z.enum(['self', 'downstream', 'audit'])
const abortReason = z.enum(['error', 'cancelled', 'duplicate', 'not_needed'])
const about = nameShape.min(1).max(200).describe('for whom or what: an order, a customer, a month')
const words = nameShape.min(1).max(500)

const errorShape = z.object({
  id: z.string(),
  key: z.string().nullable(),
  fault,
  severity,
  found_by: foundBy,
  note: z.string().nullable(),
  reporter: someone,
  at: z.date(),
  state: z.enum(['reported', 'confirmed', 'rejected', 'merged']),
  counts_from: z.string().describe('a report that nobody answered counts from this day on'),
  judged: z.object({ by: z.string(), at: z.date(), note: z.string().nullable() }).nullable(),
  may: z.array(z.string()),
})

const runShape = z.object({
  id: z.string(),
  number: z.string(),
  page: z.string(),
  procedure: z.string().describe('its number'),
  title: z.string(),
  no: z.int(),
  label: z.string(),
  in_force: z.boolean().describe('its text is the one that is followed now'),
  about: z.string().nullable(),
  runner: someone,
  trained: z.boolean().nullable().describe('whoever began it had proven that they know it; null where nobody has to'),
  supervisor: someone.nullable(),
  started_at: z.date(),
  finished_at: z.date().nullable(),
  state,
  aborted: z.object({ reason: abortReason, note: z.string().nullable() }).nullable(),
  promise: z.string().nullable(),
  steps: z.array(
    stepShape.extend({
      state: z.enum([...stepState.options, 'not_needed']),
      need: z.enum(['needed', 'not_needed', 'waits']).describe('by what was answered so far; waits: for an answer'),
      because: z.string().nullable().describe('why it is not needed, or for what it waits'),
      answers: z.array(
        z.object({ name: z.string(), value: z.string(), shown: z.string().describe('of a colleague the name, of an amount with commas') }),
      ),
      assigned: z.array(someone).describe('whose turn it is; nobody while it is not, or where the step names nobody'),
      due_day: z.string().nullable(),
      late: z.boolean(),
      note: z.string().nullable(),
      by: someone.nullable(),
      at: z.date().nullable(),
      mine: z.boolean().describe('the asker may change what was said of it'),
      barred: z.boolean().describe('it is an approval, and the asker began the run or did another step of it'),
      second: z.boolean().describe('it is for somebody else, and the asker has done another step of this run'),
    }),
  ),
  errors: z.array(errorShape),
  rating: z
    .object({ mine: z.int().nullable(), asked: z.boolean() })
    .describe('how easy the asker said that their own run was, and whether they are asked'),
  may: z.array(z.string()),
})

export const runsList = listOperation({
  name: 'handbook.runs.list',
  path: '/handbook/runs',
  right: 'handbook.read',
  summary: 'Runs of procedures that the asker may open',
  row: z.object({
    id: z.string(),
    number: z.string(),
    title: z.string(),
    page: z.string(),
    about: z.string().nullable(),
    runner: someone,
    state,
    errors: z.int().describe('that count'),
    version: z.string(),
    by: z.enum(['person', 'agent']).describe('who follows: a person, or a program by its own account'),
    started_at: z.date(),
    finished_at: z.date().nullable(),
  }),
  list: {
    columns: {
      number: { title: 'Run', kind: 'text', shown: true },
      title: { title: 'Procedure', kind: 'text', shown: true },
      about: { title: 'For', kind: 'text', shown: true, empty: 'Nothing in particular' },
      runner: { title: 'Begun by', kind: 'person', value: 'runner.name', id: 'runner.id', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { started: 'Under way', completed: 'Completed', completed_with_errors: 'With errors', aborted: 'Given up' },
        shown: true,
      },
      errors: { title: 'Errors', kind: 'count', shown: true },
      version: { title: 'Version', kind: 'text', asked: false },
      by: { title: 'Followed by', kind: 'choice', choices: { person: 'A person', agent: 'A program' }, asked: false },
      started: { title: 'Started', kind: 'instant', value: 'started_at', shown: true },
      finished: { title: 'Ended', kind: 'instant', value: 'finished_at', empty: 'Under way' },
      page: { title: 'Procedure’s id', kind: 'text', value: 'page' },
    },
    sort: '-started',
    search: 'number, procedure, for whom',
  },
})

export const runsGet = operation({
  name: 'handbook.runs.get',
  method: 'GET',
  path: '/handbook/runs/{id}',
  right: 'handbook.read',
  summary: 'A run: its steps as its text says them, what was said of each, what went wrong',
  input: z.object({ id: idShape }),
  output: runShape,
})

export const runsStart = operation({
  name: 'handbook.runs.start',
  method: 'POST',
  path: '/handbook/procedures/{id}/runs',
  right: 'handbook.follow',
  summary: 'Begins to follow a procedure, on the text that is in force',
  input: z.object({
    id: idShape,
    about: about.optional(),
    supervisor: idShape.optional().describe('who stands beside whoever has not proven yet that they know it'),
    expected: idShape.optional().describe('what waits for this run; left out, the oldest that its words name, or the oldest'),
  }),
  output: runShape,
  status: 201,
})

export const runsRecord = operation({
  name: 'handbook.runs.record',
  method: 'POST',
  path: '/handbook/procedures/{id}/records',
  right: 'handbook.follow',
  summary: 'Enters a run of today that was followed elsewhere, step by step, on the text that is in force',
  input: z.object({
    id: idShape,
    about: about.optional(),
    supervisor: idShape.optional().describe('who stands beside whoever has not proven yet that they know it'),
    expected: idShape.optional().describe('what waited for this run; left out, the oldest that its words name, or the oldest'),
    steps: z
      .array(z.object({ key: idShape, state: z.enum(['done', 'skipped', 'failed']), note: words.optional(), answers: answers.optional() }))
      .min(1)
      .max(500)
      .optional()
      .describe('left out: every step that is needed was done'),
  }),
  output: z.object({ id: z.string(), number: z.string(), state }),
  status: 201,
})

export const runsTick = operation({
  name: 'handbook.runs.tick',
  method: 'PUT',
  path: '/handbook/runs/{id}/steps/{key}',
  right: 'handbook.follow',
  summary: 'Says of a step that it is done, left out or failed with a reason, or still open after all',
  edit: { lastWins: 'each word about a step is kept, and the last one counts' },
  input: z.object({ id: idShape, key: idShape, state: stepState, note: words.optional(), answers: answers.optional() }),
  output: runShape,
})

export const runsComplete = operation({
  name: 'handbook.runs.complete',
  method: 'POST',
  path: '/handbook/runs/{id}/completions',
  right: 'handbook.follow',
  summary: 'Ends a run of which each step is done, left out with a reason, or failed',
  input: z.object({ id: idShape }),
  output: runShape,
})

export const runsAbort = operation({
  name: 'handbook.runs.abort',
  method: 'POST',
  path: '/handbook/runs/{id}/abortions',
  right: 'handbook.follow',
  summary: 'Gives a run up, and says why',
  input: z.object({ id: idShape, reason: abortReason, note: words.optional() }),
  output: runShape,
})

export const errorsReport = operation({
  name: 'handbook.errors.report',
  method: 'POST',
  path: '/handbook/runs/{id}/errors',
  right: 'handbook.follow',
  summary: 'Says what went wrong in a run, also after it has ended; whose fault it was is asked before whom',
  input: z.object({
    id: idShape,
    key: idShape.nullable().default(null).describe('of the step; left out: of the run as a whole'),
    fault,
    severity: severity.default('rework'),
    found_by: foundBy.default('self'),
    note: words.optional(),
  }),
  output: runShape,
  status: 201,
})

export const errorsConfirm = operation({
  name: 'handbook.errors.confirm',
  method: 'POST',
  path: '/handbook/errors/{id}/confirmations',
  right: 'handbook.write',
  summary: 'Says that what was reported is so',
  input: z.object({ id: idShape }),
  output: runShape,
})

export const errorsReject = operation({
  name: 'handbook.errors.reject',
  method: 'POST',
  path: '/handbook/errors/{id}/rejections',
  right: 'handbook.write',
  summary: 'Says that what was reported is no error, and why; never of one’s own run',
  input: z.object({ id: idShape, reason: note }),
  output: runShape,
})
