import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { note, someone } from './shapes.ts'

const state = z.enum(['asked', 'granted', 'refused', 'ended', 'expired'])
const exceptionShape = z.object({
  id: z.string(),
  number: z.string(),
  page: z.string(),
  procedure: z.string().describe('its number'),
  title: z.string(),
  key: z.string().nullable(),
  step: z
    .string()
    .nullable()
    .describe('position and title of the step; null: the procedure as a whole, or a step that the asker does not see'),
  reason: z.string(),
  control: z.string().describe('what is done in its place'),
  until: z.string().describe('the last day on which it holds'),
  by: someone,
  at: z.date(),
  state,
  answered: z.object({ by: z.string(), at: z.date(), reason: z.string() }).nullable(),
  may: z.array(z.string()),
})

export const exceptionsList = listOperation({
  name: 'handbook.exceptions.list',
  path: '/handbook/exceptions',
  right: 'handbook.read',
  summary: 'Departures from procedures that somebody asked for: which hold, until when, and who approved them',
  row: exceptionShape.extend({ mine: z.boolean().describe('of a procedure that the asker keeps') }),
  list: {
    columns: {
      number: { title: 'Exception', kind: 'text', shown: true },
      title: { title: 'Procedure', kind: 'text', shown: true },
      by: { title: 'Asked by', kind: 'person', value: 'by.name', id: 'by.id', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { asked: 'Asked for', granted: 'Holds', refused: 'Refused', ended: 'Ended', expired: 'Expired' },
        shown: true,
      },
      until: { title: 'Until', kind: 'day', shown: true },
      asked: { title: 'Asked', kind: 'instant', value: 'at' },
      mine: { title: 'Mine to answer', kind: 'yes' },
      page: { title: 'Procedure’s id', kind: 'text' },
    },
    sort: '-asked',
    search: 'procedure, number, reason, what is done in its place',
  },
})

export const exceptionsAsk = operation({
  name: 'handbook.exceptions.ask',
  method: 'POST',
  path: '/handbook/procedures/{id}/exceptions',
  right: 'handbook.follow',
  summary: 'Asks whoever keeps a procedure whether one may depart from it until a day, and says what is done in its place',
  input: z.object({
    id: idShape,
    key: idShape.nullable().default(null).describe('of the step; left out: the procedure as a whole'),
    reason: note,
    control: note.describe('what is done in its place'),
    until: dayShape,
  }),
  output: exceptionShape,
  status: 201,
})

export const exceptionsAnswer = operation({
  name: 'handbook.exceptions.answer',
  method: 'POST',
  path: '/handbook/exceptions/{id}/answers',
  right: 'handbook.write',
  summary: 'Grants or refuses an exception; never one’s own',
  input: z.object({ id: idShape, as: z.enum(['granted', 'refused']), reason: note }),
  output: exceptionShape,
})

export const exceptionsEnd = operation({
  name: 'handbook.exceptions.end',
  method: 'POST',
  path: '/handbook/exceptions/{id}/ends',
  right: 'handbook.follow',
  summary: 'Ends an exception before its day, by whoever asked for it or keeps the procedure; one that was only asked for is taken back',
  input: z.object({ id: idShape }),
  output: exceptionShape,
})
