import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { addDays, type Day, later } from '../../../kernel/period.ts'
import { calendarOf } from '../../people/index.ts'
import { quarterOf } from '../queries/quarter.ts'
import { horizon, planDates, type PlannedDate, readRule } from '../rules/dates.ts'
import { minutesFor } from '../rules/reason.ts'
import { addMeetings, datesAhead, reviveMeetings, saveMeeting } from '../store/meetings.ts'
import { saveSeries } from '../store/series.ts'
import type { MeetingTable, SeriesTable } from '../tables.ts'
import { carryWhatIsLeft } from './carry.ts'

/** The dates that the rule has from today to the end of what is planned ahead. */
export async function wantedDates(ctx: Context, series: SeriesTable, from: Day = ctx.today): Promise<PlannedDate[]> {
  const { start_day: day, start_time: time, zone, closed_day: closedDay } = series
  const calendar = await calendarOf(ctx)
  // a date of some days ago may have moved to today
  const begin = addDays(later(from, day), -7)
  const { dates } = planDates(readRule(series.rule), { day, time, zone }, { from: begin, before: horizon(from), closedDay, calendar })
  return dates.filter((one) => one.day >= from && one.day >= day)
}

/** Plans what is not planned yet, in the caller's transaction; the series is locked. Answers how many dates are new. */
export async function planAhead(ctx: Context, series: SeriesTable): Promise<number> {
  if (series.ended_on !== null) return 0
  const wanted = await wantedDates(ctx, series)
  const revived = await reviveMeetings(
    ctx.tx,
    series.id,
    wanted.map(({ planned_start }) => planned_start),
  )
  const added = await addMeetings(ctx.tx, meetingsFrom(series, wanted))
  await saveSeries(ctx.tx, series.id, { planned_until: addDays(horizon(ctx.today), -1) })
  await shortenNext(ctx, series)
  await carryWhatIsLeft(ctx, series)
  return added + revived
}

export function meetingsFrom({ id, zone, minutes }: SeriesTable, dates: readonly PlannedDate[]): MeetingTable[] {
  return dates.map(({ planned_start, local_start, day, starts_at }) => ({
    id: newId(),
    series_id: id,
    planned_start,
    local_start,
    zone,
    starts_at,
    day,
    minutes,
    shortened: false,
    state: 'draft',
    moved_reason: null,
    cancelled_reason: null,
    dropped: false,
    sequence: 0,
    opened_at: null,
    started_at: null,
    closed_at: null,
    closed_by: null,
    closed_by_name: null,
    lead: null,
    current_item: null,
    running_since: null,
    paused_at: null,
    used_seconds: 0,
    people: null,
    notes: '',
    notes_version: 1,
    notes_state: null,
    minutes_text: null,
    minutes_hash: null,
    minutes_deleted_on: null,
    version: 1,
  }))
}

/** The next date is 30 minutes long while nobody has said for its quarter why it should be longer, and as long as ever once somebody has. */
export async function shortenNext(ctx: Context, series: SeriesTable): Promise<boolean> {
  const [next] = (await datesAhead(ctx.tx, series.id, ctx.today)).filter(({ starts_at }) => starts_at > ctx.now)
  if (!next) return false
  const minutes = minutesFor(series, (await quarterOf(ctx, next.day)).from)
  const shortened = minutes < series.minutes
  // a length that somebody chose for this date alone is theirs
  if (next.shortened === shortened || (!next.shortened && next.minutes !== series.minutes)) return false
  await saveMeeting(ctx.tx, next.id, { minutes, shortened, sequence: next.sequence + 1 })
  return true
}
