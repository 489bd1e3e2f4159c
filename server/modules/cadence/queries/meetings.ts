import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { personsOf } from '../../people/index.ts'
import { type Book, bookOf, readerOf } from './book.ts'
import type * as promise from '../contract.ts'
import { meanOf } from '../rules/numbers.ts'
import { mostVotes, ranked } from '../rules/votes.ts'
import { quorumIn, quorumOf } from '../rules/life.ts'
import { shownSince } from '../rules/presence.ts'
import { placesOf } from '../store/items.ts'
import { presenceOf } from '../store/live.ts'
import { getMeeting, lastHeld } from '../store/meetings.ts'
import { caughtOf, messagesOf, ratingsOf, votesOf } from '../store/parts.ts'
import type { AgendaItemTable } from '../tables.ts'
import { mayOf } from './may.ts'
import { lineOf } from './meeting-list.ts'
import { caughtShape, clockShape, fromLast, groupsNamed, itemShape, messageShapes } from './meeting-parts.ts'

type Detail = OutputOf<typeof promise.meetingsGet>

export async function readMeeting(ctx: Context, { id }: InputOf<typeof promise.meetingsGet>): Promise<Detail> {
  return meetingDetail(ctx, id)
}

/** A meeting as its page shows it: a dozen reads in four turns with the database, however much is on its agenda. */
export async function meetingDetail(ctx: Context, id: string): Promise<Detail> {
  const book = await bookOf(ctx, await getMeeting(ctx.tx, id, readerOf(ctx)))
  const { meeting, series, items, attendance } = book
  const [caught, votes, messages, ratings, places, [last]] = await Promise.all([
    caughtOf(ctx.tx, [id]),
    votesOf(ctx.tx, id),
    messagesOf(ctx.tx, id),
    ratingsOf(ctx.tx, [id]),
    placesOf(ctx.tx, id),
    lastHeld(ctx.tx, meeting.series_id, meeting.starts_at, 1),
  ])
  const people = [series.chair, series.vice_chair, series.scribe, meeting.lead, ...series.participants]
  const others = [
    ...items.map(({ owner }) => owner),
    ...caught.map(({ person_id }) => person_id),
    ...messages.flatMap(({ persons }) => persons),
  ]
  const [names, groups, from_last, quorum] = await Promise.all([
    personsOf(ctx, [...new Set([...people, ...others].flatMap((one) => one ?? []))]),
    groupsNamed(ctx, messages),
    fromLast(ctx, last),
    quorumFor(ctx, book),
  ])
  const someone = (one: string) => ({ id: one, name: names.get(one) ?? 'Somebody who left' })
  const clock = clockShape(ctx, book)
  const counted = new Map([...Map.groupBy(votes, ({ item_id }) => item_id)].map(([item, all]) => [item, all.length]))
  const own = caught.map((one) => caughtShape(one, someone))
  const shape = (item: AgendaItemTable) =>
    itemShape(item, { ctx, clock, counted, someone, own: own.filter((_one, at) => caught[at]?.item_id === item.id), places })
  const issues = ranked(
    items.filter(({ part }) => part === 'issue'),
    counted,
  )
  const { person } = readerOf(ctx)
  const rated = ratings.reduce((sum, one) => sum + one.score, 0)
  const mine = ratings.find(({ person_id }) => person_id === person)?.score ?? null
  return {
    ...lineOf({
      ...meeting,
      title: series.title,
      leadership: series.leadership,
      audience: series.audience,
      chair: series.chair,
      chair_name: names.get(series.chair) ?? null,
      decisions: caught.filter(({ kind }) => kind === 'decision').length,
      actions: caught.filter(({ kind }) => kind === 'action').length,
      rating_sum: rated,
      ratings: ratings.length,
    }),
    purpose: series.purpose,
    zone: meeting.zone,
    local_start: meeting.local_start,
    planned_start: meeting.planned_start,
    vice_chair: series.vice_chair === null ? null : someone(series.vice_chair),
    scribe: series.scribe === null ? null : someone(series.scribe),
    lead: someone(meeting.lead ?? series.chair),
    attendance:
      attendance.length > 0
        ? attendance.map(({ person_id, name, here, left_at, member }) => ({ id: person_id, name, here, left_at, member }))
        : series.participants.map((one) => ({ ...someone(one), here: null, left_at: null, member: true })),
    quorum,
    clock: clock.shape,
    agenda: items
      .filter(({ part }) => part === 'agenda')
      .sort((a, b) => a.position - b.position)
      .map(shape),
    issues: issues.map(shape),
    votes: {
      mine: votes.filter(({ person_id }) => person_id === person).map(({ item_id }) => item_id),
      most: mostVotes,
      voters: new Set(votes.map(({ person_id }) => person_id)).size,
    },
    notes: { text: meeting.notes, version: meeting.notes_version },
    caught: own,
    from_last,
    messages: messageShapes(messages, groups, someone),
    ratings: { mine, mean: meanOf(rated, ratings.length), given: ratings.length },
    minutes_hash: meeting.minutes_hash,
    minutes_deleted_on: meeting.minutes_deleted_on,
    version: meeting.version,
    may: mayOf(ctx, book),
  }
}

/** With how many leadership decides, and who of those that are written down as here has shown nothing of themselves. */
async function quorumFor(ctx: Context, { meeting, series, attendance }: Book): Promise<Detail['quorum']> {
  if (!series.leadership || meeting.state === 'closed' || meeting.state === 'cancelled') return null
  if (meeting.started_at === null)
    return { members: series.participants.length, wanted: quorumOf(series.participants.length), here: 0, waits_for: [] }
  const shown = shownSince(meeting.started_at, await presenceOf(ctx.tx, meeting.id))
  const quorum = quorumIn(attendance, new Set([...shown, meeting.lead ?? series.chair]))
  return { ...quorum, waits_for: quorum.waits_for.map(({ person_id, name }) => ({ id: person_id, name })) }
}
