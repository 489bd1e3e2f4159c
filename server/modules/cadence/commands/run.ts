import { record } from '../../../kernel/audit.ts'
import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { personsOf } from '../../people/index.ts'
import type * as promise from '../contract.ts'
import { meetingDetail } from '../queries/meetings.ts'
import { nextItem, pause, readClock, resume, turnTo } from '../rules/clock.ts'
import { fitHour, fitItem, isHere, leadAfter, leadAtStart } from '../rules/life.ts'
import { addItems, itemsOf, saveUsed } from '../store/items.ts'
import { saveMeeting } from '../store/meetings.ts'
import { membersOf } from '../store/series.ts'
import { saveAttendance } from '../store/parts.ts'
import type { AgendaItemTable, AttendanceTable, MeetingTable } from '../tables.ts'
import { type Book, clockOf, meetingLabel, readerOf } from '../queries/book.ts'
import { countdownNow } from '../queries/series.ts'
import { fitLead, fitMember, takeBook } from './book.ts'
import { participantsOf } from './people.ts'
import { raiseRed } from './issues.ts'
import { untouched } from './untouched.ts'

type Detail = OutputOf<typeof promise.meetingsGet>
type One = { id: string }

/** Opens the agenda: what the template says is laid out, and red rows become issues. */
export async function openMeeting(ctx: Context, { id }: One): Promise<Detail> {
  const book = await takeBook(ctx, id, 'open')
  fitLead(ctx, book)
  await open(ctx, book)
  return meetingDetail(ctx, id)
}

/** The same for whoever starts it before, and for the house on the day on which the agenda opens. */
export async function open(ctx: Context, book: Book): Promise<void> {
  const { meeting, series, items } = book
  const how = series.countdown ? (await countdownNow(ctx)).says : null
  const parts = series.template.map(
    (part, at): AgendaItemTable => ({
      ...untouched(ctx),
      meeting_id: meeting.id,
      part: 'agenda',
      position: at + 1,
      title: part.title,
      kind: part.kind,
      owner: null,
      minutes: part.minutes,
      shows: part.shows,
      note: at === 0 ? how : null,
      source: 'template',
      link: null,
      raised_by: null,
    }),
  )
  await addItems(ctx.tx, parts)
  const raised = await raiseRed(ctx, book, [...items, ...parts])
  await saveMeeting(ctx.tx, meeting.id, { state: 'open', opened_at: ctx.now })
  await record(ctx, { action: 'cadence.meeting.opened', subject: meetingLabel(book), after: { parts: parts.length, raised } })
  await ctx.announce('cadence.meeting.opened', { meeting_id: meeting.id, series_id: series.id }, { key: meeting.id })
}

/** Who is here is written down and stays; the clock of the first item runs. */
export async function startMeeting(ctx: Context, input: InputOf<typeof promise.meetingsStart>): Promise<Detail> {
  const book = await takeBook(ctx, input.id, 'start')
  fitLead(ctx, book)
  const { meeting, series, seats } = book
  fitHour(series.leadership, meeting.starts_at, ctx.now)
  if (meeting.state === 'draft') await open(ctx, book)
  else await raiseRed(ctx, book, book.items)
  const members = await participantsOf(ctx, series, await membersOf(ctx.tx, series.id), ctx.today)
  const here = new Set(input.here ?? members)
  fitHere(here, members)
  const names = await personsOf(ctx, members)
  const attendance = [...names].map(([person_id, name]) => ({
    meeting_id: meeting.id,
    person_id,
    name,
    here: here.has(person_id),
    member: true,
    left_at: null,
  }))
  await saveAttendance(ctx.tx, attendance)
  const lead = leadAtStart(seats, here, readerOf(ctx).person)
  const current = nextItem(agendaOf(await itemsOf(ctx.tx, meeting.id)), null)
  await saveMeeting(ctx.tx, meeting.id, {
    state: 'in_progress',
    started_at: ctx.now,
    lead,
    current_item: current,
    running_since: ctx.now,
    people: here.size,
  })
  await record(ctx, {
    action: 'cadence.meeting.started',
    subject: meetingLabel(book),
    after: { here: here.size, lead: names.get(lead) ?? null },
  })
  await ctx.announce('cadence.meeting.started', { meeting_id: meeting.id, series_id: series.id }, { key: meeting.id })
  return meetingDetail(ctx, meeting.id)
}

/** Refuses `meeting.nobody_here` and `meeting.here_no_member`: who does not belong to a series is not written into its meetings. */
function fitHere(here: ReadonlySet<string>, members: readonly string[]): void {
  if (here.size === 0)
    throw new Refusal('refused', 'meeting.nobody_here', 'Say who is here: at least one of those who belong to it.', {
      unmet: [{ code: 'meeting.nobody_here', text: 'Say who is here.', path: 'here' }],
    })
  if ([...here].some((one) => !members.includes(one)))
    throw new Refusal('refused', 'meeting.here_no_member', 'Only who belongs to the series is here. Add somebody to the series first.', {
      unmet: [{ code: 'meeting.here_no_member', text: 'Choose among those who belong to it.', path: 'here' }],
    })
}

/** Turns to an item; the next of the agenda without one, and to the one before last when nothing is next. */
export async function turn(ctx: Context, { id, item }: InputOf<typeof promise.meetingsTurn>): Promise<Detail> {
  const book = await takeBook(ctx, id, 'turn')
  fitLead(ctx, book)
  const wanted = item === undefined ? nextItem(agendaOf(book.items), placeOf(book)) : itemIn(book, item).id
  if (item !== undefined) fitItem(itemIn(book, item).state)
  const clock = turnTo(clockOf(book), wanted ?? book.meeting.current_item, ctx.now)
  await saveClock(ctx, book.meeting, clock)
  return meetingDetail(ctx, id)
}

export async function pauseMeeting(ctx: Context, { id }: One): Promise<Detail> {
  const book = await takeBook(ctx, id, 'pause')
  fitLead(ctx, book)
  if (book.meeting.running_since === null) throw wrongClock('paused', 'It is paused already. Resume it to go on.')
  await saveClock(ctx, book.meeting, pause(clockOf(book), ctx.now), { paused_at: ctx.now })
  await record(ctx, { action: 'cadence.meeting.paused', subject: meetingLabel(book) })
  return meetingDetail(ctx, id)
}

export async function resumeMeeting(ctx: Context, { id }: One): Promise<Detail> {
  const book = await takeBook(ctx, id, 'resume')
  fitLead(ctx, book)
  if (book.meeting.running_since !== null) throw wrongClock('running', 'Its clock runs already. Pause it to stop.')
  await saveClock(ctx, book.meeting, resume(clockOf(book), ctx.now), { paused_at: null })
  await record(ctx, { action: 'cadence.meeting.resumed', subject: meetingLabel(book) })
  return meetingDetail(ctx, id)
}

/** Refuses `meeting.chair_here`: the vice chair leads while the chair is not here. */
export async function takeOver(ctx: Context, { id }: One): Promise<Detail> {
  const book = await takeBook(ctx, id, 'take_over')
  const { person } = readerOf(ctx)
  const { chair, vice_chair } = book.seats
  if (person !== chair && person !== vice_chair)
    throw new Refusal('forbidden', 'meeting.not_vice_chair', 'A meeting is led by its chair or vice chair.')
  const chairHere = book.here.get(chair)
  if (person === vice_chair && chairHere?.here && chairHere.left === false)
    throw new Refusal('conflict', 'meeting.chair_here', 'The chair is here and leads. Whoever leaves says so first.')
  await comes(ctx, book, await rowFor(ctx, book, person))
  await passLead(ctx, book, person)
  return meetingDetail(ctx, id)
}

/**
 * Whoever comes later is written down as here: each by themselves, another by whoever leads. Refuses `meeting.here_no_member` and
 * `meeting.here_already`. For the quorum of leadership nobody counts by this alone: their own page of it is open.
 */
export async function arrive(ctx: Context, { id, person = readerOf(ctx).person }: InputOf<typeof promise.meetingsArrive>): Promise<Detail> {
  const book = await takeBook(ctx, id, 'arrive')
  if (person === readerOf(ctx).person) fitMember(ctx, book)
  else fitLead(ctx, book)
  fitHere(new Set([person]), [...book.seats.participants, ...book.attendance.map((one) => one.person_id)])
  const row = await rowFor(ctx, book, person)
  if (isHere(person, book.here)) throw new Refusal('conflict', 'meeting.here_already', `${row.name} is written down as here already.`)
  await comes(ctx, book, row)
  await record(ctx, { action: 'cadence.meeting.arrived', subject: meetingLabel(book), after: { person: row.name } })
  return meetingDetail(ctx, id)
}

/** Written down as here, and counted among those who were. */
async function comes(ctx: Context, { attendance, meeting }: Book, row: AttendanceTable): Promise<void> {
  await saveAttendance(ctx.tx, [{ ...row, here: true, left_at: null }])
  const others = attendance.filter((one) => one.here && one.person_id !== row.person_id).length
  await saveMeeting(ctx.tx, meeting.id, { people: others + 1 })
}

/** One leaves. Where it is whoever leads, the other of chair and vice chair who is here leads on. */
export async function leave(ctx: Context, { id }: One): Promise<Detail> {
  const book = await takeBook(ctx, id, 'leave')
  fitMember(ctx, book)
  await leaves(ctx, book, readerOf(ctx).person)
  return meetingDetail(ctx, id)
}

async function leaves(ctx: Context, book: Book, person: string): Promise<void> {
  const row = book.attendance.find((one) => one.person_id === person)
  if (!row?.here || row.left_at !== null)
    throw new Refusal('conflict', 'meeting.not_here', 'Who is not here does not leave. Whoever comes later says so first.')
  await saveAttendance(ctx.tx, [{ ...row, left_at: ctx.now }])
  await record(ctx, { action: 'cadence.meeting.left', subject: meetingLabel(book), after: { person: row.name } })
  const here = new Map(book.here).set(person, { here: true, left: true })
  const next = leadAfter(book.seats, here)
  if (next !== null && next !== book.meeting.lead) await passLead(ctx, book, next)
  else await saveMeeting(ctx.tx, book.meeting.id, {})
}

export async function passLead(ctx: Context, book: Book, person: string): Promise<void> {
  const names = await personsOf(ctx, [person, book.meeting.lead ?? person])
  await saveMeeting(ctx.tx, book.meeting.id, { lead: person })
  await record(ctx, {
    action: 'cadence.meeting.taken_over',
    subject: meetingLabel(book),
    before: { lead: names.get(book.meeting.lead ?? '') ?? null },
    after: { lead: names.get(person) ?? null },
  })
}

async function rowFor(ctx: Context, { attendance, meeting, seats }: Book, person: string) {
  const known = attendance.find((one) => one.person_id === person)
  if (known) return known
  const name = (await personsOf(ctx, [person])).get(person) ?? ''
  return { meeting_id: meeting.id, person_id: person, name, here: true, member: seats.participants.includes(person), left_at: null }
}

type Moved = ReturnType<typeof turnTo>

async function saveClock(ctx: Context, meeting: MeetingTable, clock: Moved, more: { paused_at?: Date | null } = {}): Promise<void> {
  await saveUsed(ctx.tx, clock.used)
  await saveMeeting(ctx.tx, meeting.id, {
    current_item: clock.current,
    running_since: clock.since,
    used_seconds: clock.total,
    ...more,
  })
}

/** Clocks as they stand, stopped for good: what the meeting used. */
export async function stopClock(ctx: Context, book: Book): Promise<{ total: number; used: ReadonlyMap<string, number> }> {
  const { used, total } = readClock(clockOf(book), ctx.now)
  await saveUsed(ctx.tx, used)
  return { used, total }
}

export function agendaOf(items: readonly AgendaItemTable[]): AgendaItemTable[] {
  return items.filter(({ part }) => part === 'agenda').sort((a, b) => a.position - b.position)
}

/** Where an issue is talked about, the agenda stands at the part that shows issues. */
function placeOf({ items, meeting }: Book): string | null {
  const current = items.find(({ id }) => id === meeting.current_item)
  if (current?.part !== 'issue') return current?.id ?? null
  return items.find(({ shows }) => shows === 'issues')?.id ?? null
}

/** Refuses `agenda_item.unknown`. */
export function itemIn({ items }: Pick<Book, 'items'>, id: string): AgendaItemTable {
  const found = items.find((one) => one.id === id)
  if (!found) throw new Refusal('missing', 'agenda_item.unknown', 'There is no such item on this agenda.')
  return found
}

function wrongClock(state: string, text: string): Refusal {
  return new Refusal('conflict', 'meeting.clock_wrong_state', text, { facts: { state } })
}
