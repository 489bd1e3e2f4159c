import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { versionShape, nameShape } from '../../../kernel/shapes.ts'
import { country, currency, day, dec, id, may, per, sha, productClass } from './words.ts'

export const entityShape = z.object({
  id,
  code: z.string(),
  name: z.string(),
  address: z.record(z.string(), z.string()),
  country,
  region: z.string().nullable(),
  currency,
  zone: z.string(),
  registrations: z.array(
    z.object({
      jurisdiction: z.string(),
      id: z.string(),
      kind: z.enum(['vat', 'oss', 'sales']),
      valid_from: day,
      valid_to: day.nullable(),
    }),
  ),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  sells_to: z.array(z.string()).describe("buyers' countries; * is every country that no other company names"),
  version: z.int(),
  may,
})

export const entitiesList = operation({
  name: 'billing.entities.list',
  method: 'GET',
  path: '/billing/entities',
  right: 'billing.read',
  summary: 'Our selling companies, with currency, registrations and bank',
  input: z.object({}),
  output: z.object({ items: z.array(entityShape) }),
})

export const setUp = operation({
  name: 'billing.set_up',
  method: 'POST',
  path: '/billing/set-ups',
  right: 'billing.configure',
  summary: 'Gives a house that sells nothing yet companies, editions, prices, tax rows, policies and terms to start from; done once',
  status: 201,
  input: z.object({}),
  output: z.object({ done: z.boolean().describe('false: the house had been set up before') }),
})

export const productShape = z.object({
  id,
  code: z.string(),
  name: z.string(),
  description: z.string(),
  class: productClass,
  obligation: z.string(),
  family: z.string(),
  edition_rank: z.int(),
  unit: z.enum(['seat', 'flat', 'each']),
  min_quantity: z.int(),
  self_serve: z.boolean(),
  entitlements: z.record(z.string(), z.unknown()),
  state: z.enum(['draft', 'active', 'retired']),
})

export const productsList = operation({
  name: 'billing.products.list',
  method: 'GET',
  path: '/billing/products',
  right: 'billing.read',
  summary: 'The catalogue: what is sold, lowest edition first',
  input: z.object({
    ...pageInput,
    state: z.enum(['draft', 'active', 'retired']).optional(),
  }),
  output: pageOf(productShape),
})

export const productsCreate = operation({
  name: 'billing.products.create',
  method: 'POST',
  path: '/billing/products',
  right: 'billing.configure',
  summary: 'Adds a product; it sells once a published price book prices it',
  status: 201,
  input: productShape.omit({ id: true, state: true }).extend({
    code: z.string().regex(/^[a-z0-9-]{2,40}$/),
    name: nameShape.min(1).max(200),
    min_quantity: z.int().min(1).default(1),
    description: z.string().default(''),
  }),
  output: productShape,
})

export const priceShape = z.object({
  product: z.string(),
  product_name: z.string(),
  currency,
  per,
  min_quantity: z.int(),
  unit_price: dec,
  floor: dec.nullable(),
})

export const priceBookVersionShape = z.object({
  id,
  book: z.string(),
  version: z.int(),
  valid_from: day,
  valid_to: day.nullable(),
  state: z.enum(['draft', 'published']),
  sha: sha.nullable(),
  prices: z.array(priceShape),
  may,
})

export const priceBooksList = operation({
  name: 'billing.price_books.list',
  method: 'GET',
  path: '/billing/price-books',
  right: 'billing.read',
  summary: 'Versions of list prices, newest first; a published one never changes',
  input: z.object({ ...pageInput }),
  output: pageOf(priceBookVersionShape),
})

export const priceBooksVersion = operation({
  name: 'billing.price_books.version',
  method: 'POST',
  path: '/billing/price-books/{book}/versions',
  right: 'billing.configure',
  summary: 'Drafts the next version of a price book',
  status: 201,
  input: z.object({
    book: z.string().regex(/^[a-z0-9-]{2,40}$/),
    valid_from: day,
    prices: z
      .array(
        z.object({
          product: z.string(),
          currency,
          per,
          min_quantity: z.int().min(1).default(1),
          unit_price: dec,
          floor: dec.optional(),
        }),
      )
      .min(1)
      .max(2000),
  }),
  output: priceBookVersionShape,
})

export const priceBooksPublish = operation({
  name: 'billing.price_books.publish',
  method: 'POST',
  path: '/billing/price-books/{book}/versions/{version}/publications',
  right: 'billing.configure',
  summary: 'Freezes a version; it sells from its valid_from, and the one before it ends there',
  status: 201,
  input: z.object({ book: z.string(), version: z.int() }),
  output: priceBookVersionShape,
})

export const profileShape = z.object({
  id,
  account_id: id,
  account_name: z.string(),
  entity: z.string(),
  legal_name: z.string(),
  address: z.record(z.string(), z.string()),
  country,
  region: z.string().nullable(),
  kind: z.string(),
  tax_ids: z.array(z.object({ country: z.string(), id: z.string(), state: z.string(), name: z.string().optional() })),
  currency,
  terms_days: z.int(),
  terms_approved: z.boolean(),
  version: z.int(),
  methods: z.array(
    z.object({
      id,
      brand: z.string(),
      last4: z.string(),
      exp_month: z.int(),
      exp_year: z.int(),
      is_default: z.boolean(),
    }),
  ),
})

export const profilesList = operation({
  name: 'billing.profiles.list',
  method: 'GET',
  path: '/billing/profiles',
  right: 'billing.read',
  summary: 'Customers as buyers of one of our companies',
  input: z.object({ ...pageInput, account_id: id.optional() }),
  output: pageOf(profileShape),
})

export const profilesChange = operation({
  name: 'billing.profiles.change',
  edit: 'version',
  method: 'PATCH',
  path: '/billing/profiles/{id}',
  right: 'billing.sell',
  bound: { id: 'profile' },
  summary: 'Changes address, tax id or terms; issued documents stay as they are',
  input: z.object({
    id,
    legal_name: nameShape.min(1).max(200).optional(),
    address: z.record(z.string(), nameShape.max(200)).optional(),
    tax_id: z.string().max(40).optional(),
    terms_days: z.int().min(0).max(120).optional(),
    terms_approved: z.boolean().optional(),
    if_match: versionShape.optional(),
  }),
  output: profileShape,
})
