import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { operation } from '../../../kernel/operation.ts'
import { dayShape, versionShape, nameShape } from '../../../kernel/shapes.ts'

export const companyFacts = {
  name: nameShape.min(1).max(200),
  /** IANA name; a day begins at midnight there */
  zone: z.string().max(60),
  /** last month and day of the fiscal year, '01-31' */
  fiscal_year_end: z.string().regex(/^\d\d-\d\d$/),
  /** reporting currency, ISO 4217 */
  currency: z.string().length(3),
  locale: z.string().max(35),
  /** ISO weekdays, 1 = Monday */
  working_days: z.array(z.number().int()).max(7),
}

export const company = z.object({ ...companyFacts, version: z.number().int(), may: z.array(z.string()) })

const newCompany = z.object({
  name: companyFacts.name,
  zone: companyFacts.zone.default('UTC'),
  fiscal_year_end: companyFacts.fiscal_year_end.default('12-31'),
  currency: companyFacts.currency.default('USD'),
  locale: companyFacts.locale.default('en-US'),
  working_days: companyFacts.working_days.default([1, 2, 3, 4, 5]),
})

export const firstRunRead = operation({
  name: 'people.first_run.read',
  method: 'GET',
  path: '/people/first-run',
  right: 'anyone',
  audience: 'public',
  summary: 'Whether the house still waits for its owner',
  input: z.object({}),
  output: z.object({ needed: z.boolean() }),
})

export const firstRunDo = operation({
  name: 'people.first_run.do',
  method: 'POST',
  path: '/people/first-run',
  right: 'anyone',
  audience: 'public',
  perMinute: 20,
  secret: true,
  summary: 'Makes the company and its first administrator; works exactly once',
  input: z.object({
    company: newCompany,
    owner: z.object({ name: nameShape.min(1).max(200), email: mailAddress, password: z.string().max(200) }),
  }),
  output: z.object({ person_id: z.uuid() }),
  status: 201,
})

export const companyRead = operation({
  name: 'people.company.read',
  method: 'GET',
  path: '/people/company',
  right: 'people.read',
  summary: 'The company: zone, fiscal year, currency, working days',
  input: z.object({}),
  output: company,
})

export const companyChange = operation({
  name: 'people.company.change',
  edit: 'version',
  method: 'PATCH',
  path: '/people/company',
  right: 'people.admin',
  summary: 'Changes the company’s facts',
  input: z.object({ ...z.object(companyFacts).partial().shape, if_match: versionShape.optional() }),
  output: company,
})

export const holidayShape = z.object({ day: dayShape, name: nameShape.min(1).max(120) })

export const holidaysList = operation({
  name: 'people.holidays.list',
  method: 'GET',
  path: '/people/holidays/{year}',
  right: 'people.read',
  summary: 'Days of a year on which nobody works',
  input: z.object({ year: z.int().min(1970).max(2200) }),
  output: z.object({ items: z.array(holidayShape) }),
})

export const holidaysSet = operation({
  name: 'people.holidays.set',
  edit: { lastWins: 'a whole year is written at once, and has no version' },
  method: 'PUT',
  path: '/people/holidays/{year}',
  right: 'people.admin',
  summary: 'Replaces the holidays of a year',
  input: z.object({ year: z.int().min(1970).max(2200), items: z.array(holidayShape).max(200) }),
  output: z.object({ items: z.array(holidayShape) }),
})
