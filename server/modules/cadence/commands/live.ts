import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { stateOf, withEdit } from '../../../kernel/shared-text.ts'
import type * as promise from '../contract.ts'
import { hereNow } from '../queries/live.ts'
import { leadsOn, silentBefore } from '../rules/presence.ts'
import { endPresence as goesAway, endSilent, hasEdited, presenceOf, saveEdit, savePresence } from '../store/live.ts'
import { getMeeting } from '../store/meetings.ts'
import { bookOf, meetingLabel, readerOf } from '../queries/book.ts'
import { fitMember, takeBook } from './book.ts'
import { passLead } from './run.ts'

type Here = OutputOf<typeof promise.presenceKeep>

/** One edit of the notes; what it comes to is read out of all of them. The first of each person is in the trail, not every letter. */
export async function editNotes(
  ctx: Context,
  { id, edit }: InputOf<typeof promise.noteEditsCreate>,
): Promise<OutputOf<typeof promise.noteEditsCreate>> {
  const book = await takeBook(ctx, id, 'note')
  fitMember(ctx, book)
  const bytes = Buffer.from(edit, 'base64')
  const number = await keepEdit(ctx, book.meeting, bytes)
  const { person } = readerOf(ctx)
  if (number.first) await record(ctx, { action: 'cadence.notes.written', subject: meetingLabel(book), after: { by: person } })
  return { number: number.number }
}

/** Saves an edit of the notes of a meeting that is locked. */
export async function keepEdit(
  ctx: Context,
  meeting: { id: string; notes: string; notes_state: Buffer | null; notes_version: number },
  edit: Uint8Array,
): Promise<{ number: number; first: boolean }> {
  const { person } = readerOf(ctx)
  const notes = withEdit(meeting.notes_state ?? stateOf(meeting.notes), edit)
  const first = !(await hasEdited(ctx.tx, meeting.id, person))
  const number = meeting.notes_version + 1
  const row = { meeting_id: meeting.id, number, person_id: person, name: ctx.actor.name, edit: Buffer.from(edit), at: ctx.now }
  await saveEdit(ctx.tx, row, notes)
  return { number, first }
}

/** One is here. Where the page of whoever leads has gone, the other of chair and vice chair leads on. */
export async function keepPresence(ctx: Context, { id }: InputOf<typeof promise.presenceKeep>): Promise<Here> {
  const { person } = readerOf(ctx)
  const book = await bookOf(ctx, await getMeeting(ctx.tx, id, readerOf(ctx)))
  fitMember(ctx, book)
  await savePresence(ctx.tx, { meeting_id: id, person_id: person, name: ctx.actor.name, seen_at: ctx.now, gone_at: null })
  await endSilent(ctx.tx, id, silentBefore(ctx.now))
  const seen = await presenceOf(ctx.tx, id)
  if (book.meeting.state === 'in_progress' && leadsOn(person, book.seats, seen, ctx.now)) {
    const locked = await takeBook(ctx, id, 'take_over')
    if (leadsOn(person, locked.seats, seen, ctx.now)) await passLead(ctx, locked, person)
  }
  return { here: hereNow(seen, ctx.now) }
}

export async function endPresence(ctx: Context, { id }: InputOf<typeof promise.presenceEnd>): Promise<Here> {
  const book = await bookOf(ctx, await getMeeting(ctx.tx, id, readerOf(ctx)))
  fitMember(ctx, book)
  await goesAway(ctx.tx, id, readerOf(ctx).person, ctx.now)
  return { here: hereNow(await presenceOf(ctx.tx, id), ctx.now) }
}
