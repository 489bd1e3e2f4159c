import { z } from 'zod'
import { mailAddress } from '../../../kernel/mail-address.ts'
import { operation } from '../../../kernel/operation.ts'
import { currencyShape, versionShape, nameShape } from '../../../kernel/shapes.ts'

export const companyFacts = {
  name: nameShape.min(1).max(200),
  /** IANA name; a day begins at midnight there */
  zone: z.string().max(60),
  /** last month and day of the fiscal year, '01-31' */
  fiscal_year_end: z.string().regex(/^\d\d-\d\d$/, 'A month and a day look like 01-31.'),
  /** reporting currency, ISO 4217 */
  currency: currencyShape,
  locale: z.string().max(35),
  /** as a register knows it, where it differs */
  legal_name: nameShape.min(1).max(200).nullable(),
  website: z
    .url({ protocol: /^https$/, error: 'A web address looks like https://tidewater.example.' })
    .max(300)
    .nullable(),
  /** of colleagues' addresses, behind the @ */
  mail_domain: z.string().trim().toLowerCase().max(253).nullable(),
  /** in which it works, the one above among them or not */
  languages: z.array(z.string().max(35)).max(20),
}

export const company = z.object({ ...companyFacts, version: z.number().int(), may: z.array(z.string()) })

const newCompany = z.object({
  name: companyFacts.name,
  zone: companyFacts.zone.default('UTC'),
  fiscal_year_end: companyFacts.fiscal_year_end.default('12-31'),
  currency: companyFacts.currency.default('USD'),
  locale: companyFacts.locale.default('en-US'),
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
  summary: 'The company: zone, fiscal year, currency',
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
