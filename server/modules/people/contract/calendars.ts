import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, nameShape, versionShape } from '../../../kernel/shapes.ts'

const time = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'A time looks like 09:00.')
const facts = {
  name: nameShape.min(1).max(120),
  zone: z.string().max(60).describe('IANA name, such as Europe/Berlin'),
  weekly: z.array(z.object({ weekday: z.int().min(1).max(7).describe('1 is Monday'), from: time, to: time })).max(50),
  holidays: z.array(z.object({ date: dayShape, name: nameShape.min(1).max(120) })).max(1000),
  closures: z
    .array(z.object({ from: dayShape, to: dayShape }))
    .max(200)
    .describe('runs of closed days, first and last included'),
}
const key = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'A key looks like company or de-by.')

const calendarRow = z.object({
  key: z.string(),
  name: z.string(),
  zone: z.string(),
  version: z.number().int(),
  valid_from: z.string(),
})
export const calendar = calendarRow.extend({
  weekly: facts.weekly,
  holidays: facts.holidays,
  closures: facts.closures,
  day: z.string(),
  /** the next working days, from the day on */
  next: z.array(z.object({ day: z.string(), hours: z.number() })),
  versions: z.array(z.object({ version: z.number().int(), valid_from: z.string() })),
  may: z.array(z.string()),
})

export const calendarsList = operation({
  name: 'people.calendars.list',
  method: 'GET',
  path: '/people/calendars',
  right: 'people.read',
  summary: 'Calendars in force today: the company’s own and those of other places',
  input: z.object({}),
  output: z.object({ items: z.array(calendarRow), may: z.array(z.string()) }),
})

export const calendarRead = operation({
  name: 'people.calendars.read',
  method: 'GET',
  path: '/people/calendars/{key}',
  right: 'people.read',
  summary: 'Hours, holidays and closures of a calendar on a day, and the next working days',
  input: z.object({ key, day: dayShape.optional() }),
  output: calendar,
})

export const calendarCreate = operation({
  name: 'people.calendars.create',
  method: 'POST',
  path: '/people/calendars',
  right: 'people.admin',
  summary: 'Makes a calendar of another place',
  input: z.object({ key, ...facts, holidays: facts.holidays.default([]), closures: facts.closures.default([]) }),
  output: calendar,
  status: 201,
})

export const calendarChange = operation({
  name: 'people.calendars.change',
  edit: 'version',
  method: 'PATCH',
  path: '/people/calendars/{key}',
  right: 'people.admin',
  summary: 'Makes a new version of a calendar, in force from a day on; earlier days keep theirs',
  input: z.object({
    key,
    ...z.object(facts).partial().shape,
    valid_from: dayShape.optional().describe('today when left out, and never before it'),
    if_match: versionShape.optional(),
  }),
  output: calendar,
})
