import { record, recordAll } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type * as promise from '../contract.ts'
import { meetingDetail } from '../queries/meetings.ts'
import { wallTime } from '../rules/dates.ts'
import { cancelMeetings, datesAhead, saveMeeting } from '../store/meetings.ts'
import type { SeriesTable } from '../tables.ts'
import { type Book, meetingLabel } from '../queries/book.ts'
import { fitLead, takeBook } from './book.ts'
import { carryOver } from './carry.ts'

type Detail = OutputOf<typeof promise.meetingsGet>

/** Moves one date alone: the rule has it where it was, so that nothing comes back in its place. */
export async function moveMeeting(ctx: Context, input: InputOf<typeof promise.meetingsMove>): Promise<Detail> {
  const book = await takeBook(ctx, input.id, 'move', true)
  fitLead(ctx, book)
  const { meeting, series } = book
  const time = input.time ?? meeting.local_start.slice(11)
  const local_start = `${input.day}T${time}`
  const starts_at = wallTime(input.day, time, meeting.zone)
  if (starts_at <= ctx.now)
    throw new Refusal('refused', 'meeting.start_past', 'This hour is over. Choose one that is to come.', {
      unmet: [{ code: 'meeting.start_past', text: 'Choose an hour that is to come.', path: 'day' }],
    })
  const taken = (await datesAhead(ctx.tx, series.id, input.day)).some((one) => one.id !== meeting.id && one.local_start === local_start)
  if (taken)
    throw new Refusal('conflict', 'meeting.start_taken', 'The series meets at this hour already. Choose another one.', {
      facts: { local_start },
    })
  await saveMeeting(ctx.tx, meeting.id, {
    local_start,
    starts_at,
    day: input.day,
    minutes: input.minutes ?? meeting.minutes,
    shortened: input.minutes === undefined && meeting.shortened,
    moved_reason: input.reason,
    sequence: meeting.sequence + 1,
  })
  await record(ctx, {
    action: 'cadence.meeting.moved',
    subject: meetingLabel(book),
    before: { local_start: meeting.local_start, minutes: meeting.minutes },
    after: { local_start, minutes: input.minutes ?? meeting.minutes },
    ...reasonFor(series, input.reason),
  })
  await announceMove(ctx, book, 'cadence.meeting.moved')
  return meetingDetail(ctx, meeting.id)
}

export async function cancelMeeting(ctx: Context, { id, reason }: InputOf<typeof promise.meetingsCancel>): Promise<Detail> {
  const book = await takeBook(ctx, id, 'cancel', true)
  fitLead(ctx, book)
  await cancel(ctx, book, reason)
  return meetingDetail(ctx, id)
}

/** Its open items go on to the next date. */
export async function cancel(ctx: Context, book: Book, reason: string): Promise<void> {
  const { meeting, series, items } = book
  await saveMeeting(ctx.tx, meeting.id, { state: 'cancelled', cancelled_reason: reason, sequence: meeting.sequence + 1 })
  const carried = await carryOver(ctx, series, meeting, items)
  await record(ctx, {
    action: 'cadence.meeting.cancelled',
    subject: meetingLabel(book),
    after: { carried: carried?.items.length ?? 0 },
    ...reasonFor(series, reason),
  })
  await announceMove(ctx, book, 'cadence.meeting.cancelled')
}

/** All dates that have not begun; answers how many. What is on their agenda stays there: nothing comes after them. */
export async function cancelAhead(ctx: Context, series: SeriesTable, reason: string): Promise<number> {
  const ahead = (await datesAhead(ctx.tx, series.id, ctx.today)).filter(({ starts_at }) => starts_at > ctx.now)
  await cancelMeetings(
    ctx.tx,
    ahead.map(({ id }) => id),
    reason,
    false,
  )
  await recordAll(
    ctx,
    ahead.map((meeting) => ({ action: 'cadence.meeting.cancelled', subject: meetingLabel({ series, meeting }), reason })),
  )
  for (const meeting of ahead)
    await ctx.announce('cadence.meeting.cancelled', { meeting_id: meeting.id, series_id: series.id }, { key: meeting.id })
  return ahead.length
}

async function announceMove(ctx: Context, { meeting, series }: Book, name: string): Promise<void> {
  await ctx.announce(name, { meeting_id: meeting.id, series_id: series.id }, { key: meeting.id })
}

function reasonFor(series: SeriesTable, reason: string): { reason?: string } {
  return series.audience === 'restricted' ? {} : { reason }
}
