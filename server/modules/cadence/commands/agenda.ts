import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { subjectOf } from '../known.ts'
import type * as promise from '../contract.ts'
import { meetingDetail } from '../queries/meetings.ts'
import { fitItem, fitMore } from '../rules/life.ts'
import { addItems, removeItem, saveItem, saveOrder } from '../store/items.ts'
import { touchMeeting } from '../store/meetings.ts'
import type { AgendaItemTable, Link, SeriesTable } from '../tables.ts'
import { type Book, mayWrite, meetingLabel, openly, readerOf } from '../queries/book.ts'
import { fitMember, fitWriter, takeBook } from './book.ts'
import { fitColleagues } from './people.ts'
import { itemIn } from './run.ts'
import { untouched } from './untouched.ts'

/** So many items are raised by hand: what the template, the scorecard and another meeting bring has room beside them. */
const mostRaised = 300

type Detail = OutputOf<typeof promise.meetingsGet>

/** Anybody who belongs to it raises an issue; a part of the agenda is for whoever leads or writes. */
export async function raise(ctx: Context, input: InputOf<typeof promise.agendaItemsCreate>): Promise<Detail> {
  const book = await takeBook(ctx, input.id, 'raise')
  if (input.part === 'agenda') fitWriter(ctx, book)
  else fitMember(ctx, book)
  fitMore(book.items.length, mostRaised, 'agenda_item.too_many', 'items')
  const { person } = readerOf(ctx)
  const owner = input.owner ?? (input.part === 'issue' ? person : null)
  if (input.owner) await fitColleagues(ctx, [{ id: input.owner, path: 'owner' }])
  const row: AgendaItemTable = {
    ...untouched(ctx),
    meeting_id: book.meeting.id,
    part: input.part,
    position: Math.max(0, ...book.items.map(({ position }) => position)) + 1,
    title: input.title,
    kind: input.kind,
    owner,
    minutes: input.minutes ?? null,
    shows: null,
    note: input.note || null,
    source: 'hand',
    link: input.link ? await linkTo(ctx, book.series, input.link) : null,
    raised_by: person,
  }
  await addItems(ctx.tx, [row])
  await touchMeeting(ctx.tx, book.meeting.id)
  await record(ctx, {
    action: 'cadence.agenda_item.raised',
    subject: meetingLabel(book),
    after: { title: openly(book.series, row.title), part: row.part },
  })
  return meetingDetail(ctx, book.meeting.id)
}

/** Its owner and whoever raised it change an issue; the agenda is for whoever leads or writes. */
export async function changeItem(ctx: Context, input: InputOf<typeof promise.agendaItemsChange>): Promise<Detail> {
  const { id, item: itemId, before, ...change } = input
  const book = await takeBook(ctx, id, 'arrange')
  const item = itemIn(book, itemId)
  fitMine(ctx, book, item)
  fitItem(item.state)
  if (change.owner) await fitColleagues(ctx, [{ id: change.owner, path: 'owner' }])
  const now = {
    title: change.title ?? item.title,
    kind: change.kind ?? item.kind,
    owner: change.owner === undefined ? item.owner : change.owner,
    minutes: change.minutes === undefined ? item.minutes : change.minutes,
    note: change.note === undefined ? item.note : change.note || null,
  }
  await saveItem(ctx.tx, item.id, now)
  if (before !== undefined) await saveOrder(ctx.tx, orderWith(book, item, itemIn(book, before)))
  await touchMeeting(ctx.tx, id)
  await record(ctx, {
    action: 'cadence.agenda_item.changed',
    subject: meetingLabel(book),
    before: { title: openly(book.series, item.title), minutes: item.minutes },
    after: { title: openly(book.series, now.title), minutes: now.minutes, ...(before === undefined ? {} : { moved: true }) },
  })
  return meetingDetail(ctx, id)
}

/** What came of the scorecard or another meeting is not taken off: it is talked about, or goes on. */
export async function takeOff(ctx: Context, { id, item: itemId }: InputOf<typeof promise.agendaItemsRemove>): Promise<Detail> {
  const book = await takeBook(ctx, id, 'remove')
  const item = itemIn(book, itemId)
  fitMine(ctx, book, item)
  if (item.source === 'scorecard' || item.source === 'carried')
    throw new Refusal(
      'refused',
      'agenda_item.stays',
      'What the scorecard raised or another meeting left is talked about. Park it if not today.',
    )
  await removeItem(ctx.tx, item.id)
  await touchMeeting(ctx.tx, id)
  await record(ctx, {
    action: 'cadence.agenda_item.removed',
    subject: meetingLabel(book),
    before: { title: openly(book.series, item.title), part: item.part },
  })
  return meetingDetail(ctx, id)
}

function fitMine(ctx: Context, book: Book, item: AgendaItemTable): void {
  const { person } = readerOf(ctx)
  if (item.part === 'issue' && (item.owner === person || item.raised_by === person)) return
  if (!mayWrite(ctx, book)) fitWriter(ctx, book)
}

function orderWith({ items }: Book, item: AgendaItemTable, before: AgendaItemTable): string[] {
  const others = [...items].sort((a, b) => a.position - b.position).filter(({ id }) => id !== item.id)
  const at = others.findIndex(({ id }) => id === before.id)
  return [...others.slice(0, at), item, ...others.slice(at)].map(({ id }) => id)
}

/**
 * What an item is about, in its own room's words. Refuses `subject.unknown`, also for what whoever asks may not see, and `subject.restricted`:
 * what is for the few is spoken of in a meeting for the few.
 */
export async function linkTo(
  ctx: Context,
  series: Pick<SeriesTable, 'audience'>,
  wanted: { room: string; kind: string; id: string },
): Promise<Link> {
  const found = await subjectOf(ctx, wanted)
  if (!found) throw new Refusal('refused', 'subject.unknown', 'There is no such thing, or it is not for you to see.')
  if (found.audience === 'restricted' && series.audience !== 'restricted')
    throw new Refusal(
      'refused',
      'subject.restricted',
      'This is for the few, and the meeting is for all colleagues. Speak of it in a meeting for the few.',
    )
  const { room, kind, id, title, href } = found
  return { room, kind, id, title, href }
}
