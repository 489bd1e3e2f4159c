import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { versionShape, nameShape } from '../../../kernel/shapes.ts'
import { entityShape } from './catalogue.ts'
import { country, currency, day, dec, id, sha } from './words.ts'

/** What a house needs before it can sell: its companies, terms and exchange rates. Products and price books are in `catalogue.ts`. */
const address = z.object({
  street: nameShape.min(1).max(200),
  postal_code: nameShape.max(20).optional(),
  city: nameShape.min(1).max(100),
})
const registration = z.object({
  jurisdiction: z
    .string()
    .regex(/^([A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3})$/, 'A place is a country such as DE, EU for the one-stop shop, or a state such as US-TX.'),
  id: z.string().trim().min(2).max(30),
  kind: z.enum(['vat', 'oss', 'sales']).describe('vat: value added tax · oss: one-stop shop of the EU · sales: US sales tax permit'),
  valid_from: day,
  valid_to: day.nullable().default(null),
})
const facts = {
  name: nameShape.min(1).max(200).describe('as in the register; printed on invoices'),
  address,
  country,
  region: nameShape.min(1).max(10).nullable().describe('state or province, where those tax for themselves: CA'),
  currency: currency.describe('what it sells and books in'),
  zone: z.string().min(1).max(60).describe('where its days begin: Europe/Berlin'),
  registrations: z.array(registration).max(60).describe('where it collects tax'),
  iban: z.string().trim().max(42).nullable(),
  bic: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/, 'A BIC has 8 or 11 letters and digits.')
    .nullable(),
  sells_to: z
    .array(z.union([country, z.literal('*')]))
    .min(1)
    .max(250)
    .describe("buyers' countries; * serves every country that no other company names"),
}

export const entitiesCreate = operation({
  name: 'billing.entities.create',
  method: 'POST',
  path: '/billing/entities',
  right: 'billing.configure',
  // its bank account is where buyers send their money
  stepUp: true,
  summary: 'Adds a selling company; the buyer’s country decides which company sells',
  status: 201,
  input: z.object({
    code: z.string().regex(/^[A-Z0-9]{2,6}$/, 'A code has 2 to 6 capital letters or digits.'),
    ...facts,
    region: facts.region.default(null),
    registrations: facts.registrations.default([]),
    iban: facts.iban.default(null),
    bic: facts.bic.default(null),
    sells_to: facts.sells_to.default(['*']),
  }),
  output: entityShape,
})

export const entitiesChange = operation({
  name: 'billing.entities.change',
  edit: 'version',
  method: 'PATCH',
  path: '/billing/entities/{id}',
  right: 'billing.configure',
  stepUp: true,
  summary: 'Changes a selling company; what was issued keeps the facts of its day',
  input: z.object({ id, ...z.object(facts).partial().shape, if_match: versionShape.optional() }),
  output: entityShape,
})

export const termsVersionShape = z.object({
  id,
  code: z.string(),
  version: z.string(),
  locale: z.string(),
  title: z.string(),
  body: z.string().describe('Markdown'),
  sha,
  effective_from: day,
  standard: z.boolean(),
  in_force: z.boolean().describe('buyers accept this text today'),
})

export const termsList = operation({
  name: 'billing.terms.list',
  method: 'GET',
  path: '/billing/terms',
  right: 'billing.read',
  summary: 'Texts that buyers accept, newest first; a version never changes',
  input: z.object({ ...pageInput }),
  output: pageOf(termsVersionShape),
})

export const termsCreate = operation({
  name: 'billing.terms.create',
  method: 'POST',
  path: '/billing/terms',
  right: 'billing.configure',
  summary: 'Publishes the next version of a text; it binds purchases from its day',
  status: 201,
  input: z.object({
    code: z
      .string()
      .regex(/^[a-z0-9-]{2,40}$/, 'A code has small letters, digits and dashes: terms-of-sale.')
      .default('terms-of-sale'),
    title: nameShape.min(1).max(200),
    body: z.string().trim().min(1, 'The text is missing.').max(200_000).describe('Markdown'),
    locale: z
      .string()
      .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'A language looks like en or pt-BR.')
      .default('en'),
    effective_from: day,
    standard: z.boolean().default(true).describe('false: a text that a deal has to be approved for'),
  }),
  output: termsVersionShape,
})

export const termsStarters = operation({
  name: 'billing.terms.starters',
  method: 'GET',
  path: '/billing/terms/starters',
  right: 'billing.read',
  summary: 'Plain texts to begin one’s own from; nothing sells by them until they are published',
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ code: z.string(), title: z.string(), body: z.string() })) }),
})

export const ratesAdd = operation({
  name: 'billing.rates.add',
  method: 'POST',
  path: '/billing/exchange-rates',
  right: 'billing.configure',
  summary: 'Gives a month its exchange rate; a rate is frozen once it stands and carried on to the months after it',
  status: 201,
  input: z.object({
    base: currency,
    quote: currency,
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month looks like 2026-03.'),
    rate: dec.refine((text) => Number(text) > 0, 'A rate is above 0.').describe('1 base = rate quote'),
    source: nameShape.min(1).max(200).describe('who says so, such as the central bank'),
  }),
  output: z.object({ base: currency, quote: currency, month: z.string(), rate: dec, source: z.string() }),
})

export const sellingRead = operation({
  name: 'billing.selling.read',
  method: 'GET',
  path: '/billing/selling',
  right: 'billing.read',
  summary: 'What is there and what is missing before something can be sold',
  input: z.object({}),
  output: z.object({
    ready: z.boolean().describe('at least one company can sell today'),
    steps: z.array(
      z.object({
        step: z.enum(['company', 'product', 'prices', 'rate', 'terms']),
        done: z.boolean(),
        text: z.string().describe('what is there, or what is missing'),
      }),
    ),
    drafted: z.boolean().describe('the newest version of the price book waits to be published'),
    rates_missing: z.array(z.object({ base: currency, quote: currency, month: z.string() })),
    may: z.array(z.string()),
  }),
})
