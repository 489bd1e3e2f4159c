import { z } from 'zod'
import type { Change, Doc, PreviewInput, PreviewOutput } from './rules/engine/shapes.ts'

/** Zod shapes of the engine's JSON (`rules/engine/shapes.ts`), used by the contract; the two are held equal at the end of this file. */

const dayText = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-03-31')
/** A day, or an RFC 3339 instant that is read as the local day in the contract's zone. */
const dayOrInstant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/i, 'a day such as 2026-03-31, or an instant')
const dec = z.string().regex(/^-?\d{1,12}(\.\d{1,12})?$/, 'a decimal such as 84.00')
const minor = z.int()
const intervalShape = z.union([
  z.enum(['once', 'week', 'month', 'quarter', 'half_year', 'year']),
  z.strictObject({ months: z.int().min(1).max(60) }),
  z.strictObject({ days: z.int().min(1).max(366) }),
])
const itemId = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/)
const anchorShape = z.strictObject({ day: z.int(), month: z.int().optional() })

export const taxShape = z.strictObject({
  code: z.string().max(20),
  category: z.enum(['S', 'Z', 'E', 'AE', 'G', 'O']),
  rate: dec,
  jurisdiction: z.string().max(20),
  share: dec.optional(),
  compound: z.boolean().optional(),
  reason: z.string().max(200).optional(),
  note: z.string().max(500).optional(),
  rule: z.string().max(40).optional(),
})
export const taxRateShape = z.strictObject({
  jurisdiction: z.string().max(20),
  code: z.enum(['VAT', 'GST', 'QST', 'PST', 'HST', 'SALES']),
  rate: dec,
  valid_from: dayText,
  valid_to: dayText.nullable(),
  needs_registration: z.boolean().optional(),
  source: z.string().max(500),
})
export const taxRuleShape = z.strictObject({
  id: z.string().max(40),
  priority: z.int(),
  valid_from: dayText,
  valid_to: dayText.nullable(),
  source: z.string().max(500),
  when: z.strictObject({
    seller_country: z.array(z.string()).optional(),
    buyer_country: z.array(z.string()).optional(),
    buyer_region: z.array(z.string()).optional(),
    same_country: z.boolean().optional(),
    buyer_kind: z.array(z.string()).optional(),
    class: z.array(z.string()).optional(),
    tax_id: z.array(z.enum(['valid', 'pending', 'invalid', 'none'])).optional(),
    certificate: z.boolean().optional(),
    nexus: z.boolean().optional(),
    below_threshold: z.boolean().optional(),
    registered: z.boolean().optional(),
  }),
  then: z.strictObject({
    category: z.enum(['S', 'Z', 'E', 'AE', 'G', 'O']),
    code: z.string().max(20),
    rate: z.union([z.enum(['seller', 'buyer']), dec]),
    share: dec.optional(),
    reason: z.string().max(200).optional(),
    note: z.string().max(500).optional(),
  }),
})
export const partyShape = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  region: z.string().max(10).optional(),
  postal_code: z.string().max(20).optional(),
  kind: z.enum(['business', 'consumer', 'government', 'nonprofit']).optional(),
  registrations: z.array(z.string()).optional(),
  tax_ids: z.array(z.strictObject({ country: z.string(), id: z.string(), state: z.string() })).optional(),
  certificates: z
    .array(z.strictObject({ jurisdictions: z.array(z.string()), classes: z.array(z.string()).optional(), valid_to: dayText }))
    .optional(),
})
const determinationShape = z.strictObject({
  seller: partyShape,
  buyer: partyShape,
  rates: z.array(taxRateShape).optional(),
  rules: z.array(taxRuleShape).optional(),
  nexus: z.array(z.string()).optional(),
  below_threshold: z.boolean().optional(),
})

const conventionsShape = z.strictObject({
  day_count: z.enum(['actual/actual', '30/360']),
  tax_rounding: z.enum(['group', 'line']),
  credits: z.enum(['net', 'separate']),
  changes: z.enum(['at_once', 'with_next']),
  lead_days: z.int().min(0).max(120),
})
const itemShape = z.strictObject({
  id: itemId,
  product: z.string().max(80),
  description: z.string().max(500).optional(),
  quantity: dec,
  unit_price: dec,
  per: intervalShape,
  cadence: intervalShape.optional(),
  timing: z.enum(['advance', 'arrears']).optional(),
  start: dayOrInstant.optional(),
  end: dayOrInstant.optional(),
  anchor: anchorShape.optional(),
  trial_end: dayOrInstant.optional(),
  service: z.strictObject({ from: dayOrInstant, to: dayOrInstant }).optional(),
  taxes: z.array(taxShape).max(10).optional(),
  tax_class: z.string().max(40).optional(),
  obligation: z.string().max(40).optional(),
  ssp: dec.optional(),
  bundle: z.string().max(40).optional(),
  true_up: z
    .strictObject({
      policy: z.enum(['none', 'quarterly', 'annual']),
      from_report_quarter: z.boolean().optional(),
      unit_price: dec.optional(),
      notice_days: z.int().min(0).max(366).optional(),
    })
    .optional(),
})

const changeBase = {
  id: z.string().max(80).optional(),
  item: itemId.optional(),
  effective: dayOrInstant,
  recorded: dayOrInstant.optional(),
  proration: z.enum(['days', 'months', 'full', 'none']).optional(),
  cause: z.literal('true_up').optional(),
}
export const changeShape = z.discriminatedUnion('kind', [
  z.strictObject({ ...changeBase, kind: z.literal('seats'), add: dec.optional(), to: dec.optional(), unit_price: dec.optional() }),
  z.strictObject({
    ...changeBase,
    kind: z.literal('swap'),
    product: z.string().max(80).optional(),
    unit_price: dec.optional(),
    per: intervalShape.optional(),
    cadence: intervalShape.optional(),
    quantity: dec.optional(),
  }),
  z.strictObject({ ...changeBase, kind: z.literal('pause') }),
  z.strictObject({ ...changeBase, kind: z.literal('resume') }),
  z.strictObject({ ...changeBase, kind: z.literal('anchor'), day: z.int(), month: z.int().optional() }),
  z.strictObject({ ...changeBase, kind: z.literal('end'), credit: z.enum(['prorated', 'none', 'full']).optional() }),
  z.strictObject({
    ...changeBase,
    kind: z.literal('renew'),
    end: dayOrInstant,
    start: dayOrInstant.optional().describe('a late renewal: the new term begins on this day, nothing is given or billed before it'),
    items: z.array(z.strictObject({ id: itemId, quantity: dec.optional(), unit_price: dec.optional() })).optional(),
    lead_days: z.int().min(0).max(366).optional().describe('the new term is invoiced so many days before it begins'),
  }),
])

const lineFields = {
  kind: z.enum(['charge', 'credit', 'true_up', 'goodwill']),
  item: z.string(),
  product: z.string(),
  from: dayText,
  to: dayText,
  period: z.object({ from: dayText, to: dayText }),
  quantity: dec,
  unit_price: dec,
  per: intervalShape,
  net_minor: minor,
}
const moreLineFields = {
  key: z.string(),
  fraction: z.object({ num: z.int(), den: z.int(), unit: z.enum(['days', 'months', 'whole']) }),
  amount_minor: minor,
  discount_minor: minor,
  tax_minor: minor,
  gross_minor: minor,
  taxes: z.array(taxShape),
  formula: z.string(),
}
const lineShape = z.object({ ...lineFields, ...moreLineFields, ref: z.string().optional() })
const billedLineShape = z.object({ ...lineFields, ...z.object({ ...moreLineFields, ref: z.string() }).partial().shape })
const taxGroupShape = z.object({ ...taxShape.shape, base_minor: minor, tax_minor: minor })
const totalsShape = z.object({
  amount_minor: minor,
  discount_minor: minor,
  net_minor: minor,
  tax_minor: minor,
  rounding_minor: minor,
  gross_minor: minor,
})
const docHead = { number: z.string().optional(), kind: z.enum(['invoice', 'credit_note']), of: z.string().optional(), day: dayText }
const docShape = z.object({
  ...docHead,
  lines: z.array(lineShape),
  tax_groups: z.array(taxGroupShape),
  totals: totalsShape,
  formula: z.string(),
})
const billedDocShape = z.object({
  ...docHead,
  lines: z.array(billedLineShape),
  tax_groups: z.array(taxGroupShape).optional(),
  totals: totalsShape.optional(),
  formula: z.string().optional(),
})

const discountShape = z.strictObject({
  id: z.string().max(80),
  percent: dec.optional(),
  amount_minor: minor.optional(),
  items: z.array(z.string()).optional(),
  from: dayOrInstant.optional(),
  to: dayOrInstant.optional(),
})
const contractTermsShape = z.strictObject({
  ref: z.string().max(80).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  zone: z.string().max(60).optional(),
  start: dayOrInstant,
  end: dayOrInstant.nullable().optional(),
  anchor: anchorShape.optional(),
  conventions: conventionsShape.partial().optional(),
  items: z.array(itemShape),
  changes: z.array(changeShape).optional(),
})
export const previewInputShape = z.strictObject({
  as_of: dayOrInstant,
  through: dayOrInstant.optional(),
  include: z.array(z.enum(['state', 'revenue', 'postings', 'echo'])).optional(),
  contract: contractTermsShape,
  discounts: z.array(discountShape).optional(),
  seat_reports: z
    .array(
      z.strictObject({ item: z.string(), from: dayOrInstant, to: dayOrInstant, max: z.number().min(0), source: z.string().optional() }),
    )
    .optional(),
  credits: z
    .array(
      z.strictObject({
        document: z.string(),
        line: z.string(),
        net_minor: z.union([minor, z.literal('all')]),
        reason: z.string().max(500),
      }),
    )
    .optional(),
  tax: z
    .strictObject({
      behaviour: z.enum(['exclusive', 'inclusive']).optional(),
      day: z.enum(['issue', 'service_start']).optional(),
      determine: determinationShape.optional(),
    })
    .optional(),
  billed: z.array(billedDocShape).optional(),
})

const stateShape = z.object({
  items: z.array(
    z.object({
      item: z.string(),
      product: z.string(),
      quantity: dec,
      unit_price: dec,
      per: intervalShape,
      from: dayText,
      to: dayText.nullable(),
      annual_minor: minor,
    }),
  ),
  term: z.object({ n: z.int(), start: dayText, end: dayText.nullable() }),
})
export const previewOutputShape = z.object({
  engine: z.literal('1'),
  input_hash: z.string(),
  conventions: conventionsShape,
  documents: z.array(docShape),
  sum: z.object({ net_minor: minor, tax_minor: minor, gross_minor: minor }),
  next: z.object({ day: dayText, reason: z.enum(['period', 'change', 'true_up', 'end']) }).nullable(),
  tax_undetermined: z.array(z.string()).optional(),
  state: stateShape.optional(),
  revenue: z
    .array(z.object({ line: z.string(), obligation: z.string(), months: z.array(z.object({ month: z.string(), amount_minor: minor })) }))
    .optional(),
  postings: z
    .array(z.object({ event: z.string(), account: z.string(), amount_minor: minor, dims: z.record(z.string(), z.string()) }))
    .optional(),
  input: previewInputShape.optional(),
})

/** Held equal by the compiler: a field that drifts between the two files fails here. */
export const heldEqual = {
  input: previewInputShape satisfies z.ZodType<PreviewInput>,
  output: previewOutputShape satisfies z.ZodType<PreviewOutput>,
  doc: docShape satisfies z.ZodType<Doc>,
  change: changeShape satisfies z.ZodType<Change>,
}
