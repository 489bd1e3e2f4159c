import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { idShape, nameShape } from '../../../kernel/shapes.ts'
import { note, someone } from './shapes.ts'

const words = nameShape.min(1).max(500)
const state = z.enum(['open', 'fixed', 'not_so'])
const flagShape = z.object({
  id: z.string(),
  page: z.string(),
  number: z.string().nullable().describe('SOP-0042 of a procedure'),
  title: z.string(),
  label: z.string().describe('the version that was read'),
  step: z.string().nullable().describe('position and title of the step; null: the page as a whole'),
  run: z.string().nullable().describe('the run in which it was noticed'),
  note: z.string().nullable(),
  by: someone,
  at: z.date(),
  state,
  fixed: z.string().nullable().describe('the version in which it is put right'),
  answer: z.string().nullable(),
  answered: z.object({ by: z.string(), at: z.date() }).nullable(),
  may: z.array(z.string()),
})

export const flagsList = listOperation({
  name: 'handbook.flags.list',
  path: '/handbook/flags',
  right: 'handbook.read',
  summary: 'What was said to be wrong with texts that the asker keeps, and what the asker said of others',
  row: flagShape.extend({ mine: z.boolean().describe('on a page that the asker keeps as owner or backup') }),
  list: {
    columns: {
      title: { title: 'Page', kind: 'text', shown: true },
      step: { title: 'Step', kind: 'text', shown: true, empty: 'The page' },
      note: { title: 'What is wrong', kind: 'text', shown: true, empty: 'Not said' },
      by: { title: 'Said by', kind: 'person', value: 'by.name', id: 'by.id', shown: true },
      state: { title: 'State', kind: 'choice', choices: { open: 'Open', fixed: 'Put right', not_so: 'Not so' }, shown: true },
      at: { title: 'Said', kind: 'instant', shown: true },
      answer: { title: 'Answer', kind: 'text', empty: 'None yet' },
      mine: { title: 'Mine to answer', kind: 'yes' },
      number: { title: 'Number', kind: 'text', empty: 'No procedure' },
      label: { title: 'Version read', kind: 'text', asked: false },
      page: { title: 'Page’s id', kind: 'text' },
    },
    sort: '-at',
    search: 'page, step, what is wrong, answer',
  },
})

export const flagsRaise = operation({
  name: 'handbook.flags.raise',
  method: 'POST',
  path: '/handbook/pages/{id}/flags',
  right: 'handbook.follow',
  summary: 'Says that a step, or the page, is wrong: whoever keeps it is told; in a run it counts as an error of the text once confirmed',
  input: z.object({
    id: idShape,
    key: idShape.nullable().default(null).describe('of the step; left out: the page as a whole'),
    run: idShape.optional().describe('the run in which it was noticed; its text is the one that is meant'),
    note: words.optional(),
  }),
  output: flagShape,
  status: 201,
})

export const flagsSay = operation({
  name: 'handbook.flags.say',
  method: 'PUT',
  path: '/handbook/flags/{id}/words',
  right: 'handbook.follow',
  summary: 'Says in words what is wrong, by whoever raised a flag, while it is open',
  edit: { lastWins: 'one person says it, and may say it better' },
  input: z.object({ id: idShape, note: words }),
  output: flagShape,
})

export const flagsAnswer = operation({
  name: 'handbook.flags.answer',
  method: 'POST',
  path: '/handbook/flags/{id}/answers',
  right: 'handbook.write',
  summary: 'Answers a flag: put right in a later version, or not so, with a reason; whoever raised it is told',
  input: z.object({
    id: idShape,
    as: z.enum(['fixed', 'not_so']),
    no: z.int().min(1).optional().describe('number of the text in which it is put right; the text of now when left out'),
    reason: note,
  }),
  output: flagShape,
})
