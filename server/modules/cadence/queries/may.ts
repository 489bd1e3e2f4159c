import type { Context } from '../../../kernel/context.ts'
import { mayDo } from '../../../kernel/rights.ts'
import { type Book, mayLead, mayTakePart, mayWrite, readerOf } from './book.ts'
import { type Act, allows, isHere } from '../rules/life.ts'

/** What whoever looks may do now. */
export function mayOf(ctx: Context, book: Book): string[] {
  if (mayDo(ctx.actor, 'cadence.write') === undefined) return []
  const { meeting, here, seats, series } = book
  const { person } = readerOf(ctx)
  const [leads, writes, belongs] = [mayLead(ctx, book), mayWrite(ctx, book), mayTakePart(ctx, book)]
  const able = (act: Act, may: boolean, ...names: string[]) => (may && allows(meeting.state, act) ? names : [])
  const running = meeting.running_since !== null
  const chair = here.get(series.chair)
  const takes = person !== meeting.lead && (person === seats.chair || (person === seats.vice_chair && !(chair?.here && !chair.left)))
  const closed = meeting.closed_at !== null && ctx.now.getTime() - meeting.closed_at.getTime() <= 48 * 3_600_000
  const there = here.get(person)?.here === true
  const missing = [...here.keys(), ...seats.participants].some((one) => !isHere(one, here))
  return [
    ...able('open', leads, 'cadence.meetings.open'),
    ...able('start', leads, 'cadence.meetings.start'),
    ...able('move', leads, 'cadence.meetings.move', 'cadence.meetings.cancel'),
    ...able(
      'turn',
      leads,
      'cadence.meetings.turn',
      running ? 'cadence.meetings.pause' : 'cadence.meetings.resume',
      'cadence.meetings.close',
    ),
    ...able('take_over', takes, 'cadence.meetings.take_over'),
    ...able('arrive', (belongs && !isHere(person, here)) || (leads && missing), 'cadence.meetings.arrive'),
    ...able('leave', there && here.get(person)?.left === false, 'cadence.meetings.leave'),
    ...able('raise', belongs || writes, 'cadence.agenda_items.create'),
    ...able('arrange', writes, 'cadence.agenda_items.change'),
    ...able('remove', writes, 'cadence.agenda_items.remove'),
    ...able('conclude', writes, 'cadence.agenda_items.conclude', 'cadence.agenda_items.park'),
    // whoever leads a meeting of leadership decides there by their own hand
    ...able('conclude', series.leadership ? leads && ctx.actor.kind === 'person' : writes, 'cadence.agenda_items.decide'),
    ...able('conclude', belongs || writes, 'cadence.agenda_items.act'),
    ...able('vote', belongs && ctx.actor.kind === 'person', 'cadence.votes.give'),
    ...able('note', belongs || writes, 'cadence.notes.write', 'cadence.note_edits.create'),
    ...able('message', writes, 'cadence.messages.create', 'cadence.messages.remove'),
    ...(there && (meeting.state === 'in_progress' || closed) ? ['cadence.ratings.give'] : []),
  ]
}
