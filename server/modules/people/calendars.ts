import { addBusinessDays, type Calendar, nextWorkingDay, openRuns } from '../../kernel/calendar/calendar.ts'
import type { Context } from '../../kernel/context.ts'
import type { InputOf, OutputOf } from '../../kernel/operation.ts'
import type { Day } from '../../kernel/period.ts'
import { mayDo } from '../../kernel/rights.ts'
import type * as promise from './contract.ts'
import { type CalendarRow, calendarsOn, findCalendar, unknownCalendar, versionsOf } from './store/calendars.ts'

/** The calendar of a key as it is in force on a day; the company's own without a key. Refuses `calendar.unknown`. */
export async function calendarOf(ctx: Pick<Context, 'tx' | 'today'>, key = 'company', day: Day = ctx.today): Promise<Calendar> {
  return calendarIn(await inForce(ctx, key, day))
}

/** The company's own calendar as it is in force today; nothing before there is a company. */
export async function companyCalendar(ctx: Pick<Context, 'tx' | 'today'>): Promise<Calendar | undefined> {
  const row = await findCalendar(ctx.tx, 'company', ctx.today)
  return row && calendarIn(row)
}

export async function listCalendars(ctx: Context): Promise<OutputOf<typeof promise.calendarsList>> {
  const rows = await calendarsOn(ctx.tx, ctx.today)
  return { items: rows.map(rowShape), may: mayDo(ctx.actor, 'people.admin') ? ['people.calendars.create'] : [] }
}

export async function readCalendar(
  ctx: Context,
  { key, day = ctx.today }: InputOf<typeof promise.calendarRead>,
): Promise<OutputOf<typeof promise.calendarRead>> {
  const row = await inForce(ctx, key, day)
  const value = calendarIn(row)
  const versions = await versionsOf(ctx.tx, key)
  return {
    ...rowShape(row),
    // what the next edit must have read is the newest version, whenever it begins
    version: versions[0]?.version ?? row.version,
    weekly: row.weekly,
    holidays: row.holidays,
    closures: row.closures,
    day,
    next: nextDays(day, value).map((one) => ({ day: one, hours: openHours(one, value) })),
    versions,
    may: mayDo(ctx.actor, 'people.admin') ? ['people.calendars.change'] : [],
  }
}

async function inForce(ctx: Pick<Context, 'tx'>, key: string, day: Day): Promise<CalendarRow> {
  const row = await findCalendar(ctx.tx, key, day)
  if (!row) throw unknownCalendar()
  return row
}

function nextDays(day: Day, calendar: Calendar): Day[] {
  const days = [nextWorkingDay(day, calendar)]
  for (let n = 1; n < 10; n += 1) days.push(addBusinessDays(days.at(-1) ?? day, 1, calendar))
  return days
}

function openHours(day: Day, calendar: Calendar): number {
  const open = openRuns(day, calendar).reduce((sum, run) => sum + run.to - run.from, 0)
  return Math.round(open / 36_000) / 100
}

function calendarIn({ zone, weekly, holidays, closures }: CalendarRow): Calendar {
  return { zone, weekly, holidays, closures }
}

function rowShape({ key, name, zone, version, valid_from }: CalendarRow) {
  return { key, name, zone, version, valid_from }
}
