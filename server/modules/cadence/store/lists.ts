import { sql } from 'kysely'
import type { Tx } from '../../../kernel/database.ts'
import { type Asked, askList, type Page } from '../../../kernel/list/ask.ts'
import type { Asking, Expressed } from '../../../kernel/list/expressions.ts'
import { holds, type Nearness } from '../../../kernel/words.ts'
import { meetingsList, seriesList } from '../contract.ts'
import type { Audience, MeetingTable, SeriesTable } from '../tables.ts'
import { type Reader, seenBy } from './series.ts'
import { tables } from './tables.ts'

export type ListedSeries = SeriesTable & {
  next_at: Date | null
  next_id: string | null
  next_state: MeetingTable['state'] | null
  chair_name: string | null
}
export type ListedMeeting = MeetingTable & {
  title: string
  leadership: boolean
  audience: Audience
  chair: string
  chair_name: string | null
  decisions: number
  actions: number
  rating_sum: number
  ratings: number
}

type Seen = { asking: Asking; reader: Reader }
const personName = (column: string) => sql<string | null>`(select p.name from people.person p where p.id = ${sql.ref(column)})`

/** Series as the list was asked. */
export async function listSeries(tx: Tx, { asking, reader }: Seen, asked: Asked): Promise<Page<ListedSeries>> {
  const rows = tables(tx)
    .selectFrom('series')
    .selectAll('series')
    .select([
      next('starts_at').as('next_at'),
      next('id').as('next_id'),
      next('state').as('next_state'),
      personName('series.chair').as('chair_name'),
    ])
    .where(seenBy(reader)) as never
  const search = async (words: string, nearness: Nearness) => [holds(seriesWords, words, nearness)]
  return askList<typeof seriesList.list, ListedSeries>(
    tx,
    { list: seriesList.list, asking, rows, id: 'series.id', by: ofSeries, search },
    asked,
  )
}

const seriesWords = sql<string>`kernel.fold(series.title || ' ' || series.purpose)`

function next<T extends 'starts_at' | 'id' | 'state'>(column: T) {
  return sql<MeetingTable[T] | null>`(select n.${sql.ref(column)} from cadence.meeting n where n.series_id = series.id
    and n.state in ('draft', 'open', 'in_progress') order by n.state <> 'in_progress', n.starts_at limit 1)`
}

const ofSeries: Expressed<typeof seriesList.list> = {
  title: sql`lower(series.title)`,
  chair: { name: sql`lower(${personName('series.chair')})`, id: sql`series.chair` },
  next: next('starts_at'),
  minutes: sql`series.minutes`,
  people: sql`cardinality(series.participants)`,
  state: sql`(case when series.ended_on is null then 'running' else 'ended' end)`,
  leadership: sql`series.leadership`,
  audience: sql`series.audience`,
  purpose: sql`lower(series.purpose)`,
}

/** Dates of all series as the list was asked; those that a rule has no more are left out. */
export async function listMeetings(
  tx: Tx,
  { asking, reader }: Seen,
  { series, ...asked }: Asked & { series?: string | undefined },
): Promise<Page<ListedMeeting>> {
  let rows = tables(tx)
    .selectFrom('meeting')
    .innerJoin('series', 'series.id', 'meeting.series_id')
    .selectAll('meeting')
    .select(['series.title', 'series.leadership', 'series.audience', 'series.chair'])
    .select([
      personName('series.chair').as('chair_name'),
      counted('decision').as('decisions'),
      counted('action').as('actions'),
      sql<number>`(select coalesce(sum(r.score), 0)::int from cadence.rating r where r.meeting_id = meeting.id)`.as('rating_sum'),
      sql<number>`(select count(*)::int from cadence.rating r where r.meeting_id = meeting.id)`.as('ratings'),
    ])
    .where('meeting.dropped', '=', false)
    .where(seenBy(reader))
  if (series) rows = rows.where('meeting.series_id', '=', series)
  const search = async (words: string, nearness: Nearness) => [holds(seriesWords, words, nearness)]
  const source = { list: meetingsList.list, asking, rows: rows as never, id: 'meeting.id', by: ofMeeting, search }
  return askList<typeof meetingsList.list, ListedMeeting>(tx, source, asked)
}

function counted(kind: 'decision' | 'action') {
  return sql<number>`(select count(*)::int from cadence.caught c where c.meeting_id = meeting.id and c.kind = ${kind})`
}

const ofMeeting: Expressed<typeof meetingsList.list> = {
  series: sql`lower(series.title)`,
  starts: sql`meeting.starts_at`,
  state: sql`meeting.state`,
  chair: { name: sql`lower(${personName('series.chair')})`, id: sql`series.chair` },
  minutes: sql`meeting.minutes`,
  used_minutes: sql`(case when meeting.state = 'closed' then round(meeting.used_seconds / 60.0)::int end)`,
  people: sql`(case when meeting.state = 'closed' then meeting.people end)`,
  decisions: counted('decision'),
  actions: counted('action'),
  day: sql`meeting.day`,
  moved: sql`(meeting.moved_reason is not null)`,
  leadership: sql`series.leadership`,
  audience: sql`series.audience`,
}
