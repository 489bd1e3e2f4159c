import { record } from '../../../kernel/audit.ts'
import type { Calendar } from '../../../kernel/calendar/calendar.ts'
import type { Context } from '../../../kernel/context.ts'
import { fitVersion } from '../../../kernel/edits.ts'
import { newId } from '../../../kernel/ids.ts'
import type { InputOf, OutputOf } from '../../../kernel/operation.ts'
import { Refusal } from '../../../kernel/refusal.ts'
import { readCalendar } from '../calendars.ts'
import type { calendarChange, calendarCreate } from '../contract.ts'
import { fitCalendar, officeHours, sorted } from '../rules/calendars.ts'
import { addCalendar, type CalendarRow, takeNewest } from '../store/calendars.ts'

/** Days before the first change have a calendar too. */
const always = '1970-01-01'

/** The company's own: Monday to Friday, nine to five in its zone, without holidays until somebody enters them. */
export async function makeCompanyCalendar(ctx: Context, zone: string): Promise<void> {
  const calendar = { zone, weekly: officeHours, holidays: [], closures: [] }
  const row = { id: newId(), key: 'company', version: 1, name: 'Company', valid_from: always, ...calendar }
  await addCalendar(ctx.tx, { ...row, created_at: ctx.now, created_by: ctx.actor.id })
}

export async function createCalendar(ctx: Context, input: InputOf<typeof calendarCreate>): Promise<OutputOf<typeof calendarCreate>> {
  fitCalendar(input)
  const { key, name } = input
  const row = { id: newId(), key, version: 1, name, valid_from: always, ...sorted(input) }
  if (!(await addCalendar(ctx.tx, { ...row, created_at: ctx.now, created_by: ctx.actor.id }))) {
    throw new Refusal('conflict', 'calendar.taken', `There is a calendar “${key}” already. Change it, or choose another key.`)
  }
  await record(ctx, { action: 'people.calendar.created', subject: { kind: 'calendar', id: key, label: name }, after: facts(row) })
  await ctx.announce('people.calendar.changed', { key, valid_from: always }, { key })
  return readCalendar(ctx, { key })
}

/** A new version, in force from a day on. What began later than that day makes way: the newest version of a day counts. */
export async function changeCalendar(ctx: Context, input: InputOf<typeof calendarChange>): Promise<OutputOf<typeof calendarChange>> {
  const { key, if_match: ifMatch, valid_from = ctx.today, ...change } = input
  const before = await takeNewest(ctx.tx, key)
  fitVersion(ifMatch, before.version)
  if (valid_from < ctx.today)
    throw new Refusal('refused', 'calendar.past', 'A calendar changes from today on: clocks have run on the days before.')
  if (valid_from < before.valid_from) {
    throw new Refusal(
      'refused',
      'calendar.before',
      `A version from ${before.valid_from} on is there already. Choose that day or a later one.`,
    )
  }
  const wanted = { ...before, ...change }
  fitCalendar(wanted)
  const row = { id: newId(), key, version: before.version + 1, name: wanted.name, valid_from, ...sorted(wanted) }
  await addCalendar(ctx.tx, { ...row, created_at: ctx.now, created_by: ctx.actor.id })
  await record(ctx, {
    action: 'people.calendar.changed',
    subject: { kind: 'calendar', id: key, label: row.name },
    before: facts(before),
    after: facts(row),
  })
  await ctx.announce('people.calendar.changed', { key, valid_from }, { key })
  return readCalendar(ctx, { key, day: valid_from })
}

function facts({ name, zone, weekly, holidays, closures, valid_from }: Calendar & Pick<CalendarRow, 'name' | 'valid_from'>) {
  return { name, zone, weekly, holidays, closures, valid_from }
}
