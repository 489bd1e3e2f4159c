import { z } from 'zod'
import { operation } from '../../kernel/operation.ts'
import { pageInput, pageOf } from '../../kernel/page.ts'
import { dayShape, idShape } from '../../kernel/shapes.ts'

/** Why a notice reaches its person. */
export const noticeRule = z.enum(['assigned', 'mentioned', 'decided', 'overdue', 'alert', 'watched'])

const notice = z.object({
  id: z.uuid(),
  reason: z.string(),
  rule: noticeRule,
  text: z.string(),
  subject: z.object({ room: z.string(), kind: z.string(), id: z.string(), title: z.string(), href: z.string() }),
  /** whether one can answer in a comment on it */
  spoken: z.boolean(),
  due_day: z.string().nullable(),
  at: z.date(),
  by: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  read_at: z.date().nullable(),
  snoozed_until: z.string().nullable(),
  done_at: z.date().nullable(),
})

export const noticesList = operation({
  name: 'house.notices.list',
  method: 'GET',
  path: '/notices',
  right: 'signed_in',
  desk: true,
  summary: 'What waits for oneself: `open` newest first, `actions` what one is asked to do by its day, `snoozed` what comes back later',
  input: z.object({
    ...pageInput,
    state: z.enum(['open', 'actions', 'snoozed', 'all']).default('open'),
    rule: noticeRule.optional(),
  }),
  output: pageOf(notice),
})

export const noticesCount = operation({
  name: 'house.notices.count',
  method: 'GET',
  path: '/notices/count',
  right: 'signed_in',
  desk: true,
  summary: 'How much waits for oneself',
  input: z.object({}),
  output: z.object({ open: z.int(), unread: z.int(), actions: z.int(), late: z.int(), snoozed: z.int() }),
})

export const noticeDone = operation({
  name: 'house.notices.done',
  method: 'POST',
  path: '/notices/{id}/done',
  right: 'signed_in',
  desk: true,
  summary: 'Marks a notice of one’s own as done',
  input: z.object({ id: idShape }),
  output: notice,
})

export const noticeReopen = operation({
  name: 'house.notices.reopen',
  method: 'POST',
  path: '/notices/{id}/reopenings',
  right: 'signed_in',
  desk: true,
  summary: 'Takes back that a notice of one’s own is done',
  input: z.object({ id: idShape }),
  output: notice,
})

export const noticeRead = operation({
  name: 'house.notices.read',
  method: 'POST',
  path: '/notices/{id}/readings',
  right: 'signed_in',
  desk: true,
  summary: 'Says that one has looked at a notice of one’s own',
  input: z.object({ id: idShape }),
  output: notice,
})

export const noticeSnooze = operation({
  name: 'house.notices.snooze',
  method: 'POST',
  path: '/notices/{id}/snoozes',
  right: 'signed_in',
  desk: true,
  summary: 'Puts a notice of one’s own away until a day of the company’s zone; without a day it is back at once',
  input: z.object({ id: idShape, until: dayShape.nullable() }),
  output: notice,
})

const wish = z.object({ rule: noticeRule, by_letter: z.boolean() })

export const noticeWishes = operation({
  name: 'house.notices.wishes',
  method: 'GET',
  path: '/notices/wishes',
  right: 'signed_in',
  desk: true,
  summary: 'Which notices reach oneself by letter too',
  input: z.object({}),
  output: z.object({ items: z.array(wish) }),
})

export const noticeWish = operation({
  name: 'house.notices.wish',
  method: 'PUT',
  path: '/notices/wishes',
  right: 'signed_in',
  desk: true,
  edit: { lastWins: 'one’s own switch: what was turned last is what one wants' },
  summary: 'Says whether notices of a rule reach oneself by letter too',
  input: wish,
  output: z.object({ items: z.array(wish) }),
})
