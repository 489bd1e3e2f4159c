import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput } from '../../../kernel/page.ts'
import { dayShape, idShape, nameShape } from '../../../kernel/shapes.ts'
import { groups, note, someone, source } from './shapes.ts'
import { stepShape } from './procedures.ts'

const mode = z
  .enum(['ack', 'quiz', 'observed', 'runs'])
  .describe('a signature; right answers and a signature; somebody who watched; clean runs')
const state = z.enum(['open', 'overdue', 'done', 'waived', 'invalidated', 'ended'])
const counts = { competent: z.int(), required: z.int() }

const trainingShape = z.object({
  id: z.string(),
  page: z.string(),
  number: z.string(),
  title: z.string(),
  no: z.int().nullable().describe('number of the text in force: what is signed'),
  label: z.string().nullable(),
  person: someone,
  mode,
  state,
  assigned_on: z.string(),
  due_on: z.string(),
  steps: z.array(stepShape),
  changed: z.array(z.string()).describe('keys of the steps that are new or say something else than what this person knew before'),
  again: z.boolean().describe('an earlier version was known: only what changed is read again'),
  questions: z.array(z.object({ text: z.string(), options: z.array(z.string()), several: z.boolean() })),
  pass_mark: z.int(),
  tries: z.array(z.object({ at: z.date(), right: z.int(), of: z.int(), passed: z.boolean() })),
  tries_left: z.int().describe('today'),
  signed: z
    .object({ printed_name: z.string(), at: z.date(), zone: z.string(), label: z.string(), hash: z.string(), meaning: z.string() })
    .nullable(),
  observed: z.object({ by: z.string(), at: z.date(), note: z.string(), meaning: z.string() }).nullable(),
  runs: z.object({ clean: z.int(), needed: z.int(), proven_at: z.date().nullable() }).nullable(),
  waived: z.object({ until: z.string(), by: z.string(), reason: z.string() }).nullable(),
  may: z.array(z.string()),
})

export const trainingsList = listOperation({
  name: 'handbook.trainings.list',
  path: '/handbook/trainings',
  right: 'handbook.read',
  summary: 'Who has to know which procedure, and who does: one’s own, those of one’s people, and of procedures that one keeps',
  row: z.object({
    id: z.string(),
    page: z.string(),
    number: z.string(),
    title: z.string(),
    person: someone,
    mode,
    state,
    assigned_on: z.string(),
    due_on: z.string(),
    proven_at: z.date().nullable(),
    version: z.string(),
  }),
  list: {
    columns: {
      title: { title: 'Procedure', kind: 'text', shown: true },
      person: { title: 'Who', kind: 'person', value: 'person.name', id: 'person.id', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: {
          open: 'To do',
          overdue: 'Overdue',
          done: 'Done',
          waived: 'Excused',
          invalidated: 'An earlier version',
          ended: 'Ended',
        },
        shown: true,
      },
      due: { title: 'Due', kind: 'day', value: 'due_on', shown: true },
      mode: {
        title: 'Proof',
        kind: 'choice',
        choices: { ack: 'Signature', quiz: 'Quiz and signature', observed: 'Watched', runs: 'Clean runs' },
        shown: true,
      },
      proven: { title: 'Proven', kind: 'instant', value: 'proven_at', shown: true, empty: 'Not yet' },
      version: { title: 'Version', kind: 'text', asked: false },
      assigned: { title: 'Asked', kind: 'day', value: 'assigned_on' },
      number: { title: 'Number', kind: 'text' },
      page: { title: 'Procedure’s id', kind: 'text', value: 'page' },
    },
    sort: 'due',
    search: 'procedure, person',
  },
})

export const trainingsGet = operation({
  name: 'handbook.trainings.get',
  method: 'GET',
  path: '/handbook/trainings/{id}',
  right: 'handbook.read',
  summary: 'What somebody has to know of a procedure, and how they proved it; whoever is asked sees the questions, and never the answers',
  input: z.object({ id: idShape }),
  output: trainingShape,
})

export const trainingsAcknowledge = operation({
  name: 'handbook.trainings.acknowledge',
  method: 'POST',
  path: '/handbook/trainings/{id}/acknowledgements',
  right: 'handbook.follow',
  summary: 'Signs that one has read and understood exactly this text; a procedure of high risk asks for the password again',
  input: z.object({
    id: idShape,
    no: z.int().min(1).describe('number of the text that was read'),
    printed_name: nameShape.min(2).max(120),
  }),
  output: trainingShape,
})

export const trainingsAnswer = operation({
  name: 'handbook.trainings.answer',
  method: 'POST',
  path: '/handbook/trainings/{id}/quiz-answers',
  right: 'handbook.follow',
  summary: 'Answers the questions on a procedure; says how many were right, and not which',
  input: z.object({
    id: idShape,
    no: z.int().min(1).describe('number of the text that was read'),
    answers: z
      .array(z.array(z.int().min(0).max(30)).max(30))
      .max(100)
      .describe('of each question the places of what is right, from nought'),
  }),
  output: trainingShape,
})

export const trainingsObserve = operation({
  name: 'handbook.trainings.observe',
  method: 'POST',
  path: '/handbook/trainings/{id}/observations',
  right: 'handbook.write',
  summary: 'Says that one watched somebody do it right; by whoever keeps the procedure, or knows it',
  input: z.object({ id: idShape, note }),
  output: trainingShape,
})

export const trainingsWaive = operation({
  name: 'handbook.trainings.waive',
  method: 'POST',
  path: '/handbook/trainings/{id}/waivers',
  right: 'handbook.write',
  summary: 'Excuses somebody from knowing a procedure until a day, with a reason; nobody excuses themselves',
  input: z.object({ id: idShape, until: dayShape, reason: note }),
  output: trainingShape,
})

const ruleShape = z.object({
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  mode,
  pass_mark: z.int(),
  runs_needed: z.int(),
  due_days: z.int(),
  ...counts,
  due_on: z.string().nullable().describe('the first day on which one is due'),
  quiz: z.boolean().describe('questions are written'),
  mine: z.object({ id: z.string(), state, due_on: z.string() }).nullable(),
  may: z.array(z.string()),
})

export const trainingsRule = operation({
  name: 'handbook.trainings.rule',
  method: 'GET',
  path: '/handbook/procedures/{id}/training-rule',
  right: 'handbook.read',
  summary: 'Who has to know a procedure, by which proof, and how many do',
  input: z.object({ id: idShape }),
  output: ruleShape,
})

export const trainingsRequire = operation({
  name: 'handbook.trainings.require',
  method: 'PUT',
  path: '/handbook/procedures/{id}/training-rule',
  right: 'handbook.write',
  summary: 'Says which groups have to know a procedure, and by which proof; what is left out goes by its risk',
  edit: { lastWins: 'who has to know it is said anew as a whole' },
  input: z.object({
    id: idShape,
    groups: groups.describe('none: nobody has to'),
    mode: mode.optional(),
    pass_mark: z.int().min(1).max(100).default(80).describe('percent of the questions'),
    runs_needed: z.int().min(1).max(50).optional(),
    due_days: z.int().min(1).max(250).default(10).describe('working days'),
  }),
  output: ruleShape,
})

export const questionsGet = operation({
  name: 'handbook.questions.get',
  method: 'GET',
  path: '/handbook/procedures/{id}/quiz',
  right: 'handbook.read',
  summary: 'The questions on a procedure with their right answers, for those who keep it and those who audit',
  input: z.object({ id: idShape }),
  output: z.object({ source: z.string().nullable(), questions: z.int(), tries: z.int(), passed: z.int() }),
})

export const questionsWrite = operation({
  name: 'handbook.questions.write',
  method: 'PUT',
  path: '/handbook/procedures/{id}/quiz',
  right: 'handbook.write',
  summary:
    'Writes the questions on a procedure: an ordered list, below each its answers, the right ones ticked; earlier ones stay with their tries',
  edit: { lastWins: 'each text of the questions is kept, and the last one is asked' },
  input: z.object({ id: idShape, source: source.describe('1. Question, below it `- [x] right` and `- [ ] wrong`') }),
  output: z.object({ source: z.string().nullable(), questions: z.int(), tries: z.int(), passed: z.int() }),
})

export const coverageRead = operation({
  name: 'handbook.coverage.read',
  method: 'GET',
  path: '/handbook/coverage',
  right: 'handbook.read',
  summary: 'People and the procedures that they have to know, as far as the asker sees them',
  input: z.object({ ...pageInput }),
  output: z.object({
    procedures: z.array(z.object({ id: z.string(), number: z.string(), title: z.string(), ...counts })),
    items: z.array(
      someone.extend({
        cells: z.array(z.object({ page: z.string(), training: z.string(), state, due_on: z.string() })),
      }),
    ),
    next: z.string().nullable(),
  }),
})
