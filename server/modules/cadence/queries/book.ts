import type { Context } from '../../../kernel/context.ts'
import { dayWords } from '../../../kernel/period.ts'
import { mayDo, personBehind } from '../../../kernel/rights.ts'
import type { SubjectRef } from '../../../kernel/subject.ts'
import type { Clock } from '../rules/clock.ts'
import { type Here, leads, type Seats, takesPart, writes } from '../rules/life.ts'
import { itemsOf } from '../store/items.ts'
import { attendanceOf } from '../store/parts.ts'
import { getSeries, type Reader } from '../store/series.ts'
import type { AgendaItemTable, AttendanceTable, MeetingTable, SeriesTable } from '../tables.ts'

/** A meeting with its series, its agenda and who is there. */
export type Book = {
  series: SeriesTable
  meeting: MeetingTable
  items: AgendaItemTable[]
  attendance: AttendanceTable[]
  seats: Seats
  here: Here
}

const nobody = '00000000-0000-0000-0000-000000000000'
export const house: Reader = { person: nobody, all: true }

/** Who looks: the house itself sees everything. */
export function readerOf(ctx: Pick<Context, 'actor'>): Reader {
  const person = personBehind(ctx.actor)
  return { person: /^[0-9a-f-]{36}$/i.test(person) ? person : nobody, all: mayDo(ctx.actor, 'cadence.restricted') !== undefined }
}

export async function bookOf(ctx: Pick<Context, 'tx' | 'actor'>, meeting: MeetingTable, reader = readerOf(ctx)): Promise<Book> {
  const [series, items, attendance] = await Promise.all([
    getSeries(ctx.tx, meeting.series_id, reader),
    itemsOf(ctx.tx, meeting.id),
    attendanceOf(ctx.tx, meeting.id),
  ])
  const { chair, vice_chair, scribe, participants } = series
  return {
    series,
    meeting,
    items,
    attendance,
    seats: { chair, vice_chair, scribe, lead: meeting.lead, participants },
    here: new Map(attendance.map((one) => [one.person_id, { here: one.here, left: one.left_at !== null }])),
  }
}

/** Whoever runs the series of the house stands in for whoever leads one of them. */
export function runsAll(ctx: Context): boolean {
  return mayDo(ctx.actor, 'cadence.plan') !== undefined
}

export function mayLead(ctx: Context, { seats, here, meeting }: Book): boolean {
  return runsAll(ctx) || leads(readerOf(ctx).person, seats, here, meeting.state)
}

export function mayWrite(ctx: Context, { seats, here, meeting }: Book): boolean {
  return runsAll(ctx) || writes(readerOf(ctx).person, seats, here, meeting.state)
}

export function mayTakePart(ctx: Context, { seats, here }: Book): boolean {
  return takesPart(readerOf(ctx).person, seats, here)
}

export function clockOf({ meeting, items }: Pick<Book, 'meeting' | 'items'>): Clock {
  return {
    current: meeting.current_item,
    since: meeting.running_since,
    used: new Map(items.map((one) => [one.id, one.used_seconds])),
    total: meeting.used_seconds,
  }
}

/** What is for the few is called by its kind and day wherever others may read along: in notices, hand-overs, the trail. */
export function seriesTitle({ title, audience }: Pick<SeriesTable, 'title' | 'audience'>): string {
  return audience === 'restricted' ? 'A series for the few' : title
}

export function meetingTitle(series: Pick<SeriesTable, 'title' | 'audience'>, { day }: Pick<MeetingTable, 'day'>): string {
  return series.audience === 'restricted' ? `A meeting for the few, ${dayWords(day)}` : `${series.title}, ${dayWords(day)}`
}

export function seriesRef(series: SeriesTable): SubjectRef {
  const { id, audience } = series
  return { room: 'cadence', kind: 'series', id, title: seriesTitle(series), href: `/cadence/series/${id}`, audience }
}

export function meetingRef(series: SeriesTable, meeting: MeetingTable): SubjectRef {
  const { id } = meeting
  return {
    room: 'cadence',
    kind: 'meeting',
    id,
    title: meetingTitle(series, meeting),
    href: `/cadence/meetings/${id}`,
    audience: series.audience,
  }
}

/** What the trail calls them. */
export function seriesLabel(series: SeriesTable) {
  return { kind: 'series', id: series.id, label: seriesTitle(series) }
}

export function meetingLabel({ series, meeting }: Pick<Book, 'series' | 'meeting'>) {
  return { kind: 'meeting', id: meeting.id, label: meetingTitle(series, meeting) }
}

/** Words of a meeting for the few stand in no trail. */
export function openly<T>({ audience }: Pick<SeriesTable, 'audience'>, words: T): T | null {
  return audience === 'restricted' ? null : words
}
