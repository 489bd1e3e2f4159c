import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape, nameShape, versionShape } from '../../../kernel/shapes.ts'

const someone = z.object({ id: z.string(), name: z.string() })
const text = nameShape.min(1).max(500)

export const actionShape = z.object({
  id: z.string(),
  number: z.string(),
  text: z.string(),
  dri: someone.describe('the one who answers for it'),
  due: dayShape,
  first_due: dayShape.describe('the day that was promised first'),
  moves: z.int().describe('how often the day was moved'),
  state: z.enum(['open', 'done', 'dropped']),
  late: z.boolean(),
  reason: z.string().nullable(),
  origin: z.object({ kind: z.string(), title: z.string(), href: z.string() }),
  opened_by: z.string(),
  opened_day: dayShape,
  closed_day: dayShape.nullable(),
  version: z.int(),
  may: z.array(z.string()),
})

export const actionsList = listOperation({
  name: 'decisions.actions.list',
  path: '/decisions/actions',
  right: 'decisions.read',
  summary: 'Actions; open ones by their day, unless it is asked by state',
  row: actionShape,
  input: {
    state: z.enum(['open', 'done', 'dropped']).optional(),
    view: z.enum(['mine', 'late']).optional(),
    dri: idShape.optional(),
  },
  list: {
    columns: {
      text: { title: 'Action', kind: 'text', shown: true },
      number: { title: 'Number', kind: 'text', shown: true },
      dri: { title: 'Who', kind: 'person', value: 'dri.name', id: 'dri.id', shown: true },
      due: { title: 'Due', kind: 'day', shown: true },
      state: { title: 'State', kind: 'choice', choices: { open: 'Open', done: 'Done', dropped: 'Dropped' }, shown: true },
      late: { title: 'Late', kind: 'yes' },
      origin: { title: 'Came of', kind: 'text', value: 'origin.title', shown: true, long: true },
      first_due: { title: 'Promised first', kind: 'day' },
      moves: { title: 'Moves', kind: 'count' },
      opened_by: { title: 'Opened by', kind: 'text' },
      opened_day: { title: 'Opened', kind: 'day' },
      closed_day: { title: 'Closed', kind: 'day', empty: 'Open' },
      reason: { title: 'Reason', kind: 'text', empty: 'None' },
    },
    sort: 'due',
    search: 'number, text',
    plain: { dri: 'dri' },
  },
})

export const actionsGet = operation({
  name: 'decisions.actions.get',
  method: 'GET',
  path: '/decisions/actions/{id}',
  right: 'decisions.read',
  summary: 'One action',
  input: z.object({ id: z.string().max(40).describe('its id or number') }),
  output: actionShape,
})

export const actionsCreate = operation({
  name: 'decisions.actions.create',
  method: 'POST',
  path: '/decisions/actions',
  right: 'decisions.write',
  summary: 'Opens an action',
  status: 201,
  input: z.object({
    text,
    dri: idShape.optional().describe('oneself without it'),
    due: dayShape,
    decision_id: idShape.optional().describe('the decision that it follows from'),
  }),
  output: actionShape,
})

export const actionsChange = operation({
  name: 'decisions.actions.change',
  method: 'PATCH',
  path: '/decisions/actions/{id}',
  right: 'decisions.write',
  edit: 'version',
  summary: 'Another day, another one who does it, other words. A move of the day is counted.',
  input: z.object({
    id: idShape,
    if_match: versionShape.optional(),
    text: text.optional(),
    dri: idShape.optional(),
    due: dayShape.optional(),
  }),
  output: actionShape,
})

export const actionsComplete = operation({
  name: 'decisions.actions.complete',
  method: 'POST',
  path: '/decisions/actions/{id}/completions',
  right: 'decisions.write',
  summary: 'It is done',
  input: z.object({ id: idShape }),
  output: actionShape,
})

export const actionsDrop = operation({
  name: 'decisions.actions.drop',
  method: 'POST',
  path: '/decisions/actions/{id}/drops',
  right: 'decisions.write',
  summary: 'It will not be done, and why',
  input: z.object({ id: idShape, reason: nameShape.min(3).max(500) }),
  output: actionShape,
})
