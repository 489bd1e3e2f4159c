import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { editTo, stateOf } from '../../../kernel/shared-text.ts'
import type * as promise from '../contract.ts'
import { meetingDetail } from '../queries/meetings.ts'
import { fitMore } from '../rules/life.ts'
import { fitVotes } from '../rules/votes.ts'
import { getMeeting, takeMeeting, touchMeeting } from '../store/meetings.ts'
import { addMessage, messagesOf, mostMessages, removeMessage, replaceVotes, saveRating } from '../store/parts.ts'
import { bookOf, meetingLabel, readerOf } from '../queries/book.ts'
import { fitMember, fitVoter, fitWriter, takeBook } from './book.ts'
import { keepEdit } from './live.ts'
import { fitColleagues, fitGroups } from './people.ts'

type Detail = OutputOf<typeof promise.meetingsGet>

/** One's own votes, all of them; they can be changed until the meeting closes. */
export async function vote(ctx: Context, { id, items }: InputOf<typeof promise.votesGive>): Promise<Detail> {
  const book = await takeBook(ctx, id, 'vote')
  fitVoter(ctx, book)
  const wanted = fitVotes(
    items,
    book.items.filter(({ part }) => part === 'issue'),
  )
  await replaceVotes(ctx.tx, id, readerOf(ctx).person, wanted)
  await touchMeeting(ctx.tx, id)
  await record(ctx, { action: 'cadence.vote.given', subject: meetingLabel(book), after: { issues: wanted.length } })
  return meetingDetail(ctx, id)
}

/** Hours after the close in which a rating still counts. */
const ratedWithin = 48

/** Refuses `rating.not_there`, `rating.too_late`: from whoever was there, while it is under way and for two days after. */
export async function rate(ctx: Context, { id, score }: InputOf<typeof promise.ratingsGive>): Promise<Detail> {
  const reader = readerOf(ctx)
  await getMeeting(ctx.tx, id, reader)
  const book = await bookOf(ctx, await takeMeeting(ctx.tx, id, reader))
  const { closed_at, state } = book.meeting
  const open = state === 'in_progress' || (closed_at !== null && ctx.now.getTime() - closed_at.getTime() <= ratedWithin * 3_600_000)
  if (!open)
    throw new Refusal('conflict', 'rating.too_late', 'A meeting is rated while it is under way and for two days after.', {
      facts: { state },
    })
  if (!book.here.get(reader.person)?.here)
    throw new Refusal('forbidden', 'rating.not_there', 'Who was not there cannot say whether it was worth its time.')
  await saveRating(ctx.tx, { meeting_id: id, person_id: reader.person, score, at: ctx.now })
  await touchMeeting(ctx.tx, id)
  // what somebody thinks of a meeting stands in no trail
  await record(ctx, { action: 'cadence.rating.given', subject: meetingLabel(book) })
  return meetingDetail(ctx, id)
}

/** The shared notes, whole. */
export async function writeNotes(
  ctx: Context,
  { id, if_match, text }: InputOf<typeof promise.notesWrite>,
): Promise<OutputOf<typeof promise.notesWrite>> {
  const book = await takeBook(ctx, id, 'note')
  fitMember(ctx, book)
  fitVersion(if_match, book.meeting.notes_version)
  // whoever writes in them meanwhile keeps every letter: the whole text is the smallest edit that makes it read so
  const { number: version } = await keepEdit(ctx, book.meeting, editTo(book.meeting.notes_state ?? stateOf(book.meeting.notes), text))
  await record(ctx, { action: 'cadence.notes.written', subject: meetingLabel(book), after: { version, characters: text.length } })
  return { text, version }
}

/** What shall be told when the meeting closes. */
export async function addToTell(ctx: Context, input: InputOf<typeof promise.messagesCreate>): Promise<Detail> {
  const book = await takeBook(ctx, input.id, 'message')
  fitWriter(ctx, book)
  const { everyone, persons, groups, text } = input
  if (!everyone && persons.length + groups.length === 0)
    throw new Refusal('refused', 'message.to_nobody', 'Say who is told: persons, groups, or everybody.', {
      unmet: [{ code: 'message.to_nobody', text: 'Say who is told.', path: 'groups' }],
    })
  await fitColleagues(
    ctx,
    persons.map((id) => ({ id, path: 'persons' })),
  )
  await fitGroups(ctx, groups, 'groups')
  fitMore((await messagesOf(ctx.tx, book.meeting.id)).length, mostMessages, 'message.too_many', 'messages')
  await addMessage(ctx.tx, {
    id: newId(),
    meeting_id: book.meeting.id,
    text,
    everyone,
    persons,
    groups,
    by_id: readerOf(ctx).person,
    by_name: ctx.actor.name,
    at: ctx.now,
    sent_at: null,
    delivered_to: [],
  })
  await touchMeeting(ctx.tx, book.meeting.id)
  await record(ctx, {
    action: 'cadence.message.added',
    subject: meetingLabel(book),
    after: { everyone, persons: persons.length, groups: groups.length },
  })
  return meetingDetail(ctx, book.meeting.id)
}

/** Refuses `message.unknown`, also for what has gone out. */
export async function takeBack(ctx: Context, { id, message }: InputOf<typeof promise.messagesRemove>): Promise<Detail> {
  const book = await takeBook(ctx, id, 'message')
  fitWriter(ctx, book)
  if (!(await removeMessage(ctx.tx, id, message)))
    throw new Refusal('missing', 'message.unknown', 'There is no such message, or it has gone out.')
  await touchMeeting(ctx.tx, id)
  await record(ctx, { action: 'cadence.message.removed', subject: meetingLabel(book) })
  return meetingDetail(ctx, id)
}
