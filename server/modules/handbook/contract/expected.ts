import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, idShape, nameShape } from '../../../kernel/shapes.ts'
import { someone } from './shapes.ts'

export const closedDay = z.enum(['keep', 'skip', 'next', 'previous']).describe('what becomes of a day on which nobody works')

export const scheduleShape = z.object({
  id: z.string(),
  rule: z.string(),
  start: z.string(),
  closed_day: closedDay,
  about: z.string().nullable(),
  runner: someone,
  state: z.enum(['running', 'paused', 'ended']),
  next: z.array(z.string()).describe('the next days, three at most'),
})

export const schedulesCreate = operation({
  name: 'handbook.schedules.create',
  method: 'POST',
  path: '/handbook/procedures/{id}/schedules',
  right: 'handbook.write',
  summary: 'Has a procedure followed on the days of a rhythm; a run is opened on its day for whoever follows it',
  input: z.object({
    id: idShape,
    rule: z.string().min(5).max(500).describe('an RRULE of RFC 5545: FREQ=MONTHLY;BYMONTHDAY=1'),
    start: dayShape.describe('the first possible day, today or later'),
    closed_day: closedDay.default('next'),
    runner: idShape.describe('who follows it'),
    about: nameShape.min(1).max(200).optional().describe('what each of its runs is for'),
  }),
  output: scheduleShape,
  status: 201,
})

export const schedulesSet = operation({
  name: 'handbook.schedules.set',
  method: 'POST',
  path: '/handbook/schedules/{id}/states',
  right: 'handbook.write',
  summary: 'Pauses a rhythm, lets it go on, or ends it; days in a pause are not made up for',
  input: z.object({ id: idShape, as: z.enum(['running', 'paused', 'ended']) }),
  output: scheduleShape,
})

export const expectedList = listOperation({
  name: 'handbook.expected.list',
  path: '/handbook/expected',
  right: 'handbook.read',
  summary: 'When procedures were to be followed, by their rhythm or because something happened, and whether they were',
  row: z.object({
    id: z.string(),
    page: z.string(),
    title: z.string(),
    number: z.string(),
    source: z.enum(['schedule', 'event']),
    what: z.string().describe('what happened, in words'),
    thing: z.string().nullable().describe('to what: its number, or a name'),
    href: z.string().nullable(),
    on: z.string(),
    by: z.string().describe('the day by which somebody had to begin'),
    state: z.enum(['open', 'followed', 'missed', 'void']),
    run: z.object({ id: z.string(), number: z.string() }).nullable(),
    at: z.date(),
  }),
  list: {
    columns: {
      title: { title: 'Procedure', kind: 'text', shown: true },
      source: { title: 'Because of', kind: 'choice', choices: { schedule: 'Its rhythm', event: 'Something that happened' }, shown: true },
      thing: { title: 'Of', kind: 'text', shown: true, empty: 'Nothing in particular', asked: false },
      on: { title: 'On', kind: 'day', shown: true },
      by: { title: 'To be begun by', kind: 'day', shown: true },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { open: 'Waits', followed: 'Followed', missed: 'Not followed', void: 'Was not needed' },
        shown: true,
      },
      at: { title: 'Noted', kind: 'instant' },
      page: { title: 'Procedure’s id', kind: 'text' },
    },
    sort: '-at',
    search: 'procedure, number of what it is about',
  },
})
