import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape } from '../../../kernel/shapes.ts'
import { meetingShape } from './meetings.ts'
import { itemKind, line } from './shapes.ts'

const item = { id: idShape.describe('the meeting'), item: idShape }
const link = z.object({ room: z.string().max(40), kind: z.string().max(40), id: z.string().max(60) })

export const agendaItemsCreate = operation({
  name: 'cadence.agenda_items.create',
  method: 'POST',
  path: '/cadence/meetings/{id}/agenda-items',
  right: 'cadence.write',
  summary: 'Raises an issue, or puts a part on the agenda, also while it is under way',
  input: z.object({
    id: idShape,
    title: line,
    part: z.enum(['agenda', 'issue']).default('issue'),
    kind: itemKind.default('discuss'),
    owner: idShape.optional().describe('oneself without it'),
    minutes: z.int().min(1).max(480).optional(),
    note: z.string().trim().max(2000).optional(),
    link: link.optional().describe('what it is about, as every room speaks of its things'),
  }),
  output: meetingShape,
  status: 201,
})

export const agendaItemsChange = operation({
  name: 'cadence.agenda_items.change',
  method: 'PATCH',
  path: '/cadence/meetings/{id}/agenda-items/{item}',
  right: 'cadence.write',
  edit: { lastWins: 'a line of an agenda, which everybody sees change' },
  summary: 'Another title, owner, time or place on the agenda',
  input: z.object({
    ...item,
    title: line.optional(),
    kind: itemKind.optional(),
    owner: idShape.nullable().optional(),
    minutes: z.int().min(1).max(480).nullable().optional(),
    note: z.string().trim().max(2000).nullable().optional(),
    before: idShape.optional().describe('the item in front of which it shall stand'),
  }),
  output: meetingShape,
})

export const agendaItemsRemove = operation({
  name: 'cadence.agenda_items.remove',
  method: 'DELETE',
  path: '/cadence/meetings/{id}/agenda-items/{item}',
  right: 'cadence.write',
  summary: 'Takes an item off an agenda that has not begun',
  input: z.object(item),
  output: meetingShape,
})

export const agendaItemsConclude = operation({
  name: 'cadence.agenda_items.conclude',
  method: 'POST',
  path: '/cadence/meetings/{id}/agenda-items/{item}/outcomes',
  right: 'cadence.write',
  summary: 'It is solved: nothing came of it, or something to know',
  input: z.object({ ...item, outcome: z.enum(['none', 'information']).default('none'), text: z.string().trim().max(2000).optional() }),
  output: meetingShape,
})

export const agendaItemsDecide = operation({
  name: 'cadence.agenda_items.decide',
  method: 'POST',
  path: '/cadence/meetings/{id}/agenda-items/{item}/decisions',
  right: 'cadence.write',
  summary: 'Writes a decision down in the ledger, taken here and now',
  input: z.object({
    ...item,
    text: z.string().trim().min(3).max(4000).describe('what was decided, as one would tell somebody to do it'),
    decider: idShape.optional().describe('whoever leads, without it; a member who is here, and with type 1 oneself'),
    type: z
      .union([z.literal(1), z.literal(2)])
      .default(2)
      .describe('1: hard to undo'),
    about: z.array(link).max(20).default([]).describe('what it changes, such as a plan’s edition'),
  }),
  output: meetingShape,
  status: 201,
})

export const agendaItemsAct = operation({
  name: 'cadence.agenda_items.act',
  method: 'POST',
  path: '/cadence/meetings/{id}/agenda-items/{item}/actions',
  right: 'cadence.write',
  summary: 'Opens an action in the one list of the house',
  input: z.object({
    ...item,
    text: line,
    dri: idShape.optional().describe('oneself without it'),
    due: dayShape.optional().describe('a week from today without it'),
  }),
  output: meetingShape,
  status: 201,
})

export const agendaItemsPark = operation({
  name: 'cadence.agenda_items.park',
  method: 'POST',
  path: '/cadence/meetings/{id}/agenda-items/{item}/parkings',
  right: 'cadence.write',
  summary: 'Not now: it goes to the next meeting, unless it is taken up again',
  input: z.object(item),
  output: meetingShape,
})
