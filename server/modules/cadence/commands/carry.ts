import type { Context } from '../../../kernel/context.ts'
import { newId } from '../../../kernel/ids.ts'
import { carriedOn, leftOver, nextDate } from '../rules/carry.ts'
import { addItems, itemsOf, leftInSeries, saveCarried } from '../store/items.ts'
import { datesAhead, touchMeeting } from '../store/meetings.ts'
import type { AgendaItemTable, MeetingTable, SeriesTable } from '../tables.ts'

/**
 * What is open or parked when a meeting is over goes on to the next date of its series, once. Answers the date; nothing where there is none
 * yet: then it waits, and goes on when one is planned. The series is locked.
 */
export async function carryOver(
  ctx: Context,
  series: SeriesTable,
  meeting: MeetingTable,
  items: readonly AgendaItemTable[],
): Promise<{ to: MeetingTable; items: AgendaItemTable[] } | undefined> {
  const left = leftOver(items)
  const to = nextDate(meeting, await datesAhead(ctx.tx, series.id, '1900-01-01'))
  if (!to || left.length === 0) return undefined
  return { to, items: await carry(ctx, left, to) }
}

/** The same for what is left in meetings that were over before there was a next date. */
export async function carryWhatIsLeft(ctx: Context, series: SeriesTable): Promise<number> {
  const left = await leftInSeries(ctx.tx, series.id)
  const to = left.length === 0 ? undefined : (await datesAhead(ctx.tx, series.id, ctx.today)).find(({ starts_at }) => starts_at > ctx.now)
  return to ? (await carry(ctx, left, to)).length : 0
}

async function carry(ctx: Context, left: readonly AgendaItemTable[], to: MeetingTable): Promise<AgendaItemTable[]> {
  const there = await itemsOf(ctx.tx, to.id)
  const rows = new Set(there.flatMap(({ row_id }) => row_id ?? []))
  const last = Math.max(0, ...there.map(({ position }) => position))
  const carried = left.map((one, at) => ({
    ...one,
    ...carriedOn(one),
    id: newId(),
    meeting_id: to.id,
    position: last + 1 + at,
    used_seconds: 0,
    source: 'carried' as const,
    // the row is an issue there already: the new one stays beside it, without the row
    row_id: one.row_id !== null && rows.has(one.row_id) ? null : one.row_id,
    state: 'open' as const,
    outcome: null,
    outcome_text: null,
  }))
  await addItems(ctx.tx, carried)
  await saveCarried(
    ctx.tx,
    left.map(({ id }) => id),
  )
  await touchMeeting(ctx.tx, to.id)
  return carried
}
