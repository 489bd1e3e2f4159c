import { type Left, noneFailed, tried } from '../../../kernel/one-by-one.ts'
import { type CalendarEvent, calendarFile } from '../../../kernel/calendar/icalendar.ts'
import type { Context, Open } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { type Letter, sendMails } from '../../../kernel/mail.ts'
import { addDays, dayWords } from '../../../kernel/period.ts'
import type { FileAnswer } from '../../../kernel/room.ts'
import { mailboxesOf } from '../../people/index.ts'
import { invitedAhead, owed } from '../rules/invitations.ts'
import { addInvitations, datesToTell, getInvitation, readersSince, toldOf } from '../store/calendars.ts'
import { runningSeries, takeSeries } from '../store/series.ts'
import type { InvitationTable, MeetingTable, SeriesTable } from '../tables.ts'
import { house } from '../queries/book.ts'

/** A calendar that has looked within these days has the dates. */
const feedHolds = 7
const batch = 100

/** Each series has told its guests what they are to know; one that fails keeps no other from it. */
export async function tellGuests(open: Open): Promise<{ letters: number } & Left> {
  let [after, letters]: [string | undefined, number] = [undefined, 0]
  const apart = noneFailed()
  for (;;) {
    const page: SeriesTable[] = await open((ctx) => runningSeries(ctx.tx, after, batch))
    for (const { id } of page)
      await tried(apart, id, async () => {
        letters += await open((ctx) => inviteTo(ctx, id))
      })
    after = page.at(-1)?.id
    if (page.length < batch) return { letters, ...apart }
  }
}

/**
 * Letters to the guests of a series that they have not had: told is what is written down, so that however often this is asked each is told
 * once. The series is locked meanwhile.
 */
export async function inviteTo(ctx: Context, id: string): Promise<number> {
  const series = await takeSeries(ctx.tx, id, house)
  const dates = await datesToTell(ctx.tx, id, ctx.today)
  const told = Map.groupBy(
    await toldOf(
      ctx.tx,
      dates.map((one) => one.id),
    ),
    ({ meeting_id }) => meeting_id,
  )
  const feeds = await readersSince(ctx.tx, series.participants, new Date(ctx.now.getTime() - feedHolds * 86_400_000))
  const near = addDays(ctx.today, invitedAhead)
  const all = dates.flatMap((meeting) =>
    owed(
      {
        sequence: meeting.sequence,
        cancelled: meeting.state === 'cancelled',
        over: endOf(meeting) <= ctx.now,
        near: meeting.day <= near,
        guests: series.participants,
      },
      told.get(meeting.id) ?? [],
      feeds,
    ).map((one) => ({ meeting, ...one })),
  )
  if (all.length === 0) return 0
  const boxes = await mailboxesOf(ctx, [...new Set([series.chair, ...all.map(({ person_id }) => person_id)])])
  const chair = boxes.get(series.chair)
  const known = all.flatMap((one) => {
    const guest = boxes.get(one.person_id)
    return guest ? [{ ...one, guest }] : []
  })
  const rows = known.map(({ meeting, person_id, method, guest }): InvitationTable => {
    const event = {
      ...eventOf(ctx, { ...meeting, ...wordsOf(series) }),
      attendees: [guest],
      ...(chair ? { organizer: chair } : {}),
      ...(method === 'CANCEL' ? { cancelled: true } : {}),
    }
    const file = calendarFile([event], { method })
    return { id: newId(), meeting_id: meeting.id, person_id, sequence: meeting.sequence, method, file, at: ctx.now }
  })
  await addInvitations(ctx.tx, rows)
  await sendMails(
    ctx,
    known.map(({ meeting, method, guest }, at): Letter => {
      const { subject, text } = wordsFor(series, meeting, method, `${ctx.settings.publicUrl}/app/cadence/meetings/${meeting.id}`)
      return {
        to: guest.email,
        purpose: 'service',
        subject,
        text: `Hello ${guest.name},\n\n${text}\n`,
        papers: [{ kind: 'cadence_invitation', id: rows[at]?.id ?? '', name: 'invite.ics' }],
      }
    }),
  )
  return rows.length
}

/** What a letter carries: the very file that was written down. */
export async function invitationFile(ctx: Context, id: string): Promise<FileAnswer> {
  const { file, method } = await getInvitation(ctx.tx, id)
  return { type: `text/calendar; method=${method}; charset=utf-8`, name: 'invite.ics', bytes: Buffer.from(file) }
}

type Words = { title: string; purpose: string }

/** A date as other calendars keep it. */
export function eventOf(ctx: Context, meeting: MeetingTable & Words): CalendarEvent {
  const url = `${ctx.settings.publicUrl}/app/cadence/meetings/${meeting.id}`
  return {
    uid: meeting.id,
    sequence: meeting.sequence,
    stamp: ctx.now,
    start: meeting.starts_at,
    end: endOf(meeting),
    zone: meeting.zone,
    summary: meeting.title,
    description: `${meeting.purpose}\n${url}`,
    url,
    cancelled: meeting.state === 'cancelled',
  }
}

function wordsOf({ title, purpose }: SeriesTable): Words {
  return { title, purpose }
}

function endOf({ starts_at, minutes }: MeetingTable): Date {
  return new Date(starts_at.getTime() + minutes * 60_000)
}

/** Guests read these, who may know of it: what a series for the few is called stands here. */
function wordsFor({ title, purpose }: SeriesTable, meeting: MeetingTable, method: string, link: string) {
  const when = `${dayWords(meeting.day)}, ${meeting.local_start.slice(11)} (${meeting.zone}), ${meeting.minutes} minutes`
  if (method === 'CANCEL') {
    const why = meeting.cancelled_reason ? ` ${meeting.cancelled_reason}` : ''
    return { subject: `Off: ${title}, ${dayWords(meeting.day)}`, text: `${title} on ${when} does not take place for you.${why}` }
  }
  const again = meeting.sequence > 0
  const why = again && meeting.moved_reason ? `\n${meeting.moved_reason}` : ''
  return {
    subject: `${again ? 'Changed: ' : ''}${title}, ${dayWords(meeting.day)}`,
    text: `${title}: ${when}.${why}\n${purpose}\n\nAgenda and notes: ${link}`,
  }
}
