import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { notifyAll } from '../../../kernel/notices.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { personBehind } from '../../../kernel/rights.ts'
import { holdersOfRight, mailboxesOf, personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { meetingDetail } from '../queries/meetings.ts'
import { readScorecard, type ScoreRow } from '../queries/scorecard.ts'
import { type Minutes, sealed } from '../rules/minutes.ts'
import { share, wholeMinutes } from '../rules/numbers.ts'
import { ranked } from '../rules/votes.ts'
import { forgetEdits } from '../store/live.ts'
import { saveMeeting } from '../store/meetings.ts'
import { addFrozen, caughtOf, messagesOf, saveSent, votesOf } from '../store/parts.ts'
import type { MessageTable } from '../tables.ts'
import { type Book, meetingLabel, meetingRef } from '../queries/book.ts'
import { fitLead, takeBook } from './book.ts'
import { carryOver } from './carry.ts'
import { behindGroups } from './people.ts'
import { agendaOf, stopClock } from './run.ts'

/** All or nothing: clocks, scorecard and minutes stand, messages go out, and what is open goes on to the next date. */
export async function closeMeeting(
  ctx: Context,
  { id }: InputOf<typeof promise.meetingsClose>,
): Promise<OutputOf<typeof promise.meetingsGet>> {
  const book = await takeBook(ctx, id, 'close', true)
  fitLead(ctx, book)
  const { meeting, series, items } = book
  const { total, used } = await stopClock(ctx, book)
  const { rows } = await readScorecard(ctx, series)
  await addFrozen(
    ctx.tx,
    rows.map((row, position) => frozen(meeting.id, row, position)),
  )
  const messages = await tell(ctx, book)
  const minutes = sealed(await minutesOf(ctx, book, { total, used, rows, messages }))
  await saveMeeting(ctx.tx, id, {
    state: 'closed',
    closed_at: ctx.now,
    closed_by: personBehind(ctx.actor),
    closed_by_name: ctx.actor.name,
    current_item: null,
    running_since: null,
    paused_at: null,
    used_seconds: total,
    minutes_text: minutes.text,
    minutes_hash: minutes.hash,
    notes_state: null,
  })
  await forgetEdits(ctx.tx, id)
  const carried = await carryOver(ctx, series, meeting, items)
  const caught = await caughtOf(ctx.tx, [id])
  const count = (kind: string) => caught.filter((one) => one.kind === kind).length
  await record(ctx, {
    action: 'cadence.meeting.closed',
    subject: meetingLabel(book),
    after: {
      used_minutes: wholeMinutes(total),
      booked_minutes: meeting.minutes,
      minutes_hash: minutes.hash,
      decisions: count('decision'),
      actions: count('action'),
      carried: carried?.items.length ?? 0,
      told: messages.length,
    },
  })
  await ctx.announce(
    'cadence.meeting.closed',
    {
      meeting_id: id,
      series_id: series.id,
      day: meeting.day,
      leadership: series.leadership,
      booked_minutes: meeting.minutes,
      used_minutes: wholeMinutes(total),
      used_share: share(total, meeting.minutes * 60),
      decisions: count('decision'),
      actions: count('action'),
    },
    { key: id },
  )
  return meetingDetail(ctx, id)
}

function frozen(meeting_id: string, row: ScoreRow, position: number) {
  const { id: row_id, colour, value, unit, target, as_of, definition, definition_hash } = row
  const at = as_of === null ? null : new Date(as_of)
  return { meeting_id, row_id, position, colour, value, unit, target, as_of: at, definition, definition_hash, row: { ...row } }
}

type Sent = MessageTable & { reached: string[]; names: string[] }

/** Each message reaches everybody of its audience who is with us, once, as a notice; whoever was there knows it already. */
async function tell(ctx: Context, { series, meeting, here }: Book): Promise<Sent[]> {
  const messages = await messagesOf(ctx.tx, meeting.id)
  const behind = await behindGroups(
    ctx,
    messages.flatMap(({ groups }) => groups),
    ctx.today,
  )
  const everyone = messages.some((one) => one.everyone) ? (await holdersOfRight(ctx, 'cadence.read')).people.map(({ id }) => id) : []
  const told = (message: MessageTable) =>
    message.everyone ? everyone : [...message.persons, ...message.groups.flatMap((id) => behind.get(id) ?? [])]
  const present = await presentAmong(ctx, messages.flatMap(told))
  const sent = messages.map((message): Sent => {
    const reached = [...new Set(told(message))].filter((id) => present.has(id)).sort()
    return { ...message, reached, names: reached.map((id) => present.get(id)?.name ?? '').sort() }
  })
  await notifyAll(
    ctx,
    sent.map((message) => ({
      to: message.reached.filter((one) => !here.get(one)?.here),
      reason: 'cadence.message.told',
      rule: 'mentioned',
      key: message.id,
      subject: meetingRef(series, meeting),
      text: message.text,
    })),
  )
  await saveSent(
    ctx.tx,
    sent.map(({ id, reached }) => ({ id, to: reached })),
    ctx.now,
  )
  return sent
}

/** So many addresses are looked up at once. */
const atOnce = 1000

async function presentAmong(ctx: Context, ids: readonly string[]): Promise<Map<string, { name: string }>> {
  const all = [...new Set(ids)]
  const found = new Map<string, { name: string }>()
  for (let at = 0; at < all.length; at += atOnce)
    for (const [id, box] of await mailboxesOf(ctx, all.slice(at, at + atOnce))) found.set(id, box)
  return found
}

type Stopped = { total: number; used: ReadonlyMap<string, number>; rows: readonly ScoreRow[]; messages: readonly Sent[] }

async function minutesOf(ctx: Context, book: Book, { total, used, rows, messages }: Stopped): Promise<Minutes> {
  const { series, meeting, items, attendance } = book
  const [caught, votes] = [await caughtOf(ctx.tx, [meeting.id]), await votesOf(ctx.tx, meeting.id)]
  const counted = new Map([...Map.groupBy(votes, ({ item_id }) => item_id)].map(([id, all]) => [id, all.length]))
  const people = [...caught.map(({ person_id }) => person_id), ...items.flatMap(({ owner }) => owner ?? []), meeting.lead ?? series.chair]
  const names = await personsOf(ctx, [...new Set(people)])
  const name = (id: string | null) => (id === null ? null : (names.get(id) ?? 'Somebody who left'))
  const of = (kind: string) => caught.filter((one) => one.kind === kind)
  return {
    schema: 'quarterdeck.minutes/1',
    meeting: {
      id: meeting.id,
      series: series.title,
      started_at: (meeting.started_at ?? ctx.now).toISOString(),
      closed_at: ctx.now.toISOString(),
      booked_minutes: meeting.minutes,
      used_seconds: total,
    },
    lead: name(meeting.lead ?? series.chair) ?? '',
    present: attendance.filter(({ here }) => here).map((one) => one.name),
    absent: attendance.filter(({ here }) => !here).map((one) => one.name),
    agenda: agendaOf(items).map((one) => ({ title: one.title, used_seconds: used.get(one.id) ?? 0, minutes: one.minutes })),
    issues: ranked(
      items.filter(({ part }) => part === 'issue'),
      counted,
    ).map((one) => ({
      title: one.title,
      owner: name(one.owner),
      votes: counted.get(one.id) ?? 0,
      state: one.state,
      outcome: one.outcome,
      text: one.outcome_text,
      first_day: one.first_day,
    })),
    decisions: of('decision').map((one) => ({ number: one.number, text: one.text, by: name(one.person_id) ?? '' })),
    actions: of('action').map((one) => ({ number: one.number, text: one.text, by: name(one.person_id) ?? '', due: one.due })),
    scorecard: rows.map(({ title, owner, value, unit, target, target_high, direction, colour, as_of, definition }) => ({
      title,
      owner: owner.name,
      value,
      unit,
      target,
      target_high,
      direction,
      colour,
      as_of,
      definition,
    })),
    messages: messages.map(({ text, names: to }) => ({ text, to })),
    notes: meeting.notes,
  }
}
