import type { Context } from '../../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import type { SearchHit } from '../../../kernel/room.ts'
import { askingOf } from '../../people/index.ts'
import { readerOf } from './book.ts'
import type * as promise from '../contract.ts'
import { type Minutes, minutesWords } from '../rules/minutes.ts'
import { meanOf, personHours, usedShare, wholeMinutes } from '../rules/numbers.ts'
import { type ListedMeeting, listMeetings } from '../store/lists.ts'
import { getMeeting } from '../store/meetings.ts'
import type { MeetingTable } from '../tables.ts'

type Line = OutputOf<typeof promise.meetingsList>['items'][number]

export async function findMeetings(
  ctx: Context,
  input: InputOf<typeof promise.meetingsList>,
): Promise<OutputOf<typeof promise.meetingsList>> {
  const page = await listMeetings(ctx.tx, { asking: await askingOf(ctx), reader: readerOf(ctx) }, input)
  return { ...page, items: page.items.map(lineOf) }
}

export async function hitsOfMeetings(ctx: Context, words: string, limit: number): Promise<SearchHit[]> {
  const { items } = await listMeetings(ctx.tx, { asking: await askingOf(ctx), reader: readerOf(ctx) }, { search: words, limit })
  return items.map((row) => ({ kind: 'meeting', title: row.title, note: row.day, href: `/cadence/meetings/${row.id}` }))
}

export function lineOf(row: ListedMeeting): Line {
  const { id, day, starts_at, minutes, state, moved_reason, cancelled_reason, used_seconds, people, audience, decisions, actions } = row
  const closed = state === 'closed'
  return {
    id,
    series: { id: row.series_id, title: row.title, leadership: row.leadership },
    day,
    starts_at,
    ends_at: endOf(row),
    minutes,
    state,
    chair: { id: row.chair, name: row.chair_name ?? 'Somebody who left' },
    moved: moved_reason !== null,
    reason: cancelled_reason ?? moved_reason,
    used_minutes: closed ? wholeMinutes(used_seconds) : null,
    used_share: closed ? usedShare(used_seconds, minutes) : null,
    people: closed ? people : null,
    person_hours: closed ? personHours(used_seconds, people ?? 0) : null,
    decisions,
    actions,
    rating: meanOf(row.rating_sum, row.ratings),
    audience,
  }
}

function endOf({ starts_at, minutes }: Pick<MeetingTable, 'starts_at' | 'minutes'>): Date {
  return new Date(starts_at.getTime() + minutes * 60_000)
}

export async function readMinutes(
  ctx: Context,
  { id }: InputOf<typeof promise.minutesRead>,
): Promise<OutputOf<typeof promise.minutesRead>> {
  const meeting = await getMeeting(ctx.tx, id, readerOf(ctx))
  const { minutes_text, minutes_hash, minutes_deleted_on, closed_at, closed_by_name, day, series_id } = meeting
  if (minutes_deleted_on !== null)
    throw new Refusal(
      'conflict',
      'meeting.minutes_deleted',
      'These minutes were deleted: they are kept for seven years after the meeting.',
      {
        facts: { on: minutes_deleted_on, sha256: minutes_hash },
      },
    )
  if (minutes_text === null || minutes_hash === null || closed_at === null)
    throw new Refusal('conflict', 'meeting.no_minutes', 'A meeting has minutes once it is closed.', { facts: { legal: ['closed'] } })
  const minutes = JSON.parse(minutes_text) as Minutes
  return {
    series: { id: series_id, title: minutes.meeting.series },
    day,
    text: minutes_text,
    words: minutesWords(minutes, day, minutes_hash, meeting.zone),
    sha256: minutes_hash,
    closed_at,
    zone: meeting.zone,
    by: closed_by_name ?? '',
  }
}
