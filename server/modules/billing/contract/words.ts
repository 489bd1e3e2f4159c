import { z } from 'zod'
import {
  countryShape as country,
  currencyShape as currency,
  dayShape as day,
  decimalShape as dec,
  minorShape as minor,
  nameShape,
} from '../../../kernel/shapes.ts'

/** Shapes that every theme of the contract shares. Money is integer minor units of the named currency; unit prices are decimal text. */
export {
  countryShape as country,
  currencyShape as currency,
  dayShape as day,
  decimalShape as dec,
  idShape as id,
  minorShape as minor,
} from '../../../kernel/shapes.ts'
/** What kind of thing a product is: rules of tax are written for these. */
export const productClass = z.enum(['self_hosted', 'saas', 'support', 'training', 'services'])

export const sha = z.string().regex(/^[0-9a-f]{64}$/)
export const instant = z.string()
export const interval = z.union([
  z.enum(['once', 'week', 'month', 'quarter', 'half_year', 'year']),
  z.object({ months: z.int().min(1).max(60) }),
  z.object({ days: z.int().min(1).max(366) }),
])
/** The two rhythms that the catalogue sells. */
export const per = z.enum(['month', 'year'])
export const may = z.array(z.string())
/** A letter to the customer: when it was written, and when the mail server took it (never without one). */
export const letterLine = z.object({ to: z.string(), subject: z.string(), written_at: z.string(), sent_at: z.string().nullable() })
/** A file in place of JSON (PDF, text). */
export const file = z.unknown().meta({ description: 'A file; the body is its bytes.' })

const tax = z.object({
  code: z.string(),
  category: z.enum(['S', 'Z', 'E', 'AE', 'G', 'O']),
  rate: dec,
  jurisdiction: z.string(),
  share: dec.optional(),
  compound: z.boolean().optional(),
  reason: z.string().optional(),
  note: z.string().optional(),
  rule: z.string().optional(),
})
export const taxGroup = tax.extend({ base_minor: minor, tax_minor: minor })

export const totals = z.object({
  amount_minor: minor,
  discount_minor: minor,
  net_minor: minor,
  tax_minor: minor,
  rounding_minor: minor,
  gross_minor: minor,
})

/** A line as people see it: what, when, how many, for how much, and why (`formula`, in words). */
export const pricedLine = z.object({
  key: z.string(),
  kind: z.enum(['charge', 'credit', 'true_up', 'goodwill']),
  item: z.string(),
  product: z.string(),
  product_name: z.string(),
  from: day,
  to: day.describe('exclusive'),
  quantity: dec,
  unit_price: dec,
  per: interval,
  amount_minor: minor,
  discount_minor: minor,
  net_minor: minor,
  tax_minor: minor,
  gross_minor: minor,
  formula: z.string(),
})

/** Who decides and how it is signed (policy `lane`), with the sentence for the reader. */
export const laneAnswer = z.object({
  row: z.string().describe('the policy row that matched, e.g. "4"'),
  approve: z.array(z.string()).describe('roles that must approve; empty: nobody'),
  sign: z.enum(['click', 'e_sign', 'wet', 'none']),
  self_service: z.boolean().describe('true: the buyer may accept and pay at once'),
  counted_minor: minor.describe('net total of the whole term in the policy currency, with recent automatic orders'),
  counted_currency: currency,
  limit_minor: minor.describe('the automatic lane is strictly below this'),
  text: z.string().describe('for our own people: who approves, how it is signed; for the buyer: buys alone, or why not'),
})

export const companyFacts = z.object({
  legal_name: nameShape.min(1).max(200),
  street: nameShape.max(200).optional(),
  postal_code: nameShape.max(20).optional(),
  city: nameShape.max(100).optional(),
  region: nameShape.max(50).optional(),
  country,
  kind: z.enum(['business', 'consumer', 'government', 'nonprofit']).default('business'),
  tax_id: z.string().max(40).optional().describe('as the buyer writes it; the letters of the country may be left out'),
})

export const partyView = z.object({
  name: z.string(),
  lines: z.array(z.string()).describe('the address, one line each'),
  country,
  tax_ids: z.array(z.object({ id: z.string(), state: z.string(), name: z.string().optional().describe('how its country calls it: ABN') })),
})
