import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import {
  letterLine,
  companyFacts,
  currency,
  day,
  dec,
  id,
  instant,
  laneAnswer,
  may,
  minor,
  partyView,
  per,
  pricedLine,
  sha,
  taxGroup,
  totals,
} from './words.ts'

export const quoteState = z.enum(['draft', 'requested', 'offered', 'accepted', 'declined', 'expired', 'withdrawn'])
export const quoteKind = z.enum(['new', 'expansion', 'renewal'])

export const termsShape = z.object({
  code: z.string(),
  version: z.string(),
  locale: z.string(),
  title: z.string(),
  body: z.string().describe('Markdown; the bytes that `sha` is the SHA-256 of'),
  sha,
  effective_from: day,
})

/** A quote with everything its reader must see before a yes. `order_hash` binds exactly this. */
const chargedOn = day
  .nullable()
  .describe('the day on which it is charged, when it begins later than it is accepted; null: with the acceptance')

export const quoteShape = z.object({
  id,
  number: z.string(),
  version: z.int(),
  state: quoteState,
  kind: quoteKind,
  channel: z.enum(['self_service', 'rep']),
  account_id: id,
  account_name: z.string(),
  entity: z.string(),
  seller: partyView,
  buyer: partyView,
  contract_id: id.nullable(),
  contract_number: z.string().nullable(),
  order_number: z.string().nullable(),
  currency,
  product: z.string(),
  product_name: z.string(),
  seats: dec,
  unit_price: dec,
  list_price: dec,
  discount_percent: dec,
  per,
  start: day,
  end: day.describe('exclusive'),
  charged_on: chargedOn,
  due_now_minor: minor.describe('what is paid with the acceptance: all of it, or nothing when it is charged later'),
  term_months: z.int(),
  lines: z.array(pricedLine).describe('what is charged on acceptance, or on `charged_on`'),
  tax_groups: z.array(taxGroup),
  totals,
  term_net_minor: minor.describe('contract value of the whole term, net of tax'),
  order_hash: sha,
  valid_until: day,
  answer_by: day.nullable().describe('requested: the day by which we answer'),
  message: z.string().nullable(),
  po_number: z.string().nullable(),
  lane: laneAnswer,
  approvals: z.array(
    z.object({
      role: z.string(),
      state: z.enum(['pending', 'approved', 'rejected', 'void']),
      by: z.string().nullable(),
      at: instant.nullable(),
      reason: z.string().nullable(),
    }),
  ),
  terms: z.array(termsShape.omit({ body: true })),
  acceptance: z.object({ sentence: z.string(), button: z.string() }).describe('the exact words of box and button'),
  methods: z
    .array(
      z.object({
        id,
        brand: z.string(),
        last4: z.string(),
        is_default: z.boolean(),
      }),
    )
    .describe('stored cards of the buyer'),
  created_at: instant,
  may,
})

export const quoteLine = z.object({
  id,
  number: z.string(),
  state: quoteState,
  kind: quoteKind,
  channel: z.string(),
  account_id: id,
  account_name: z.string(),
  contract_id: id.nullable().describe('the contract that it adds to or renews'),
  product_name: z.string(),
  seats: dec,
  currency,
  net_minor: minor,
  gross_minor: minor,
  lane_row: z.string(),
  answer_by: day.nullable(),
  valid_until: day,
  created_at: instant,
})

export const quotesList = operation({
  name: 'billing.quotes.list',
  method: 'GET',
  path: '/billing/quotes',
  right: 'billing.read',
  csv: {
    columns: ['number', 'account_name', 'kind', 'product_name', 'seats', 'net', 'currency', 'lane_row', 'state', 'answer_by', 'created_at'],
  },
  summary: 'Quotes, newest first; state=requested are customers who wait for our answer',
  input: z.object({
    ...pageInput,
    state: quoteState.optional(),
    account_id: id.optional(),
    search: z.string().max(100).optional(),
  }),
  output: pageOf(quoteLine),
})

export const quotesGet = operation({
  name: 'billing.quotes.get',
  method: 'GET',
  path: '/billing/quotes/{id}',
  right: 'billing.read',
  bound: { id: 'quote' },
  summary: 'One quote with lines, tax, lane, approvals and the letters that went out',
  input: z.object({ id }),
  output: quoteShape.extend({ letters: z.array(letterLine) }),
})

export const quotesCreate = operation({
  name: 'billing.quotes.create',
  key: 'required',
  method: 'POST',
  path: '/billing/quotes',
  right: 'billing.sell',
  bound: { account_id: 'account' },
  summary: 'Prices an offer for an account; nothing binds until it is offered and accepted',
  status: 201,
  input: z.object({
    account_id: id,
    product: z.string(),
    seats: z.int().min(1).max(1_000_000),
    per: per.default('year'),
    term_months: z.int().min(1).max(60).default(12),
    start: day.optional().describe('left out: the day of acceptance'),
    discount_percent: dec
      .refine((text) => Number(text) >= 0 && Number(text) <= 100, 'A discount lies between 0 and 100 percent.')
      .default('0'),
    po_number: z.string().max(60).optional(),
    company: companyFacts.optional(),
    terms: z.enum(['standard', 'custom']).default('standard'),
  }),
  output: quoteShape,
})

export const quotesOffer = operation({
  name: 'billing.quotes.offer',
  key: 'required',
  method: 'POST',
  path: '/billing/quotes/{id}/offers',
  right: 'billing.sell',
  bound: { id: 'quote' },
  summary: 'Offers the quote in the customer’s portal and mails the contact who pays; needs all approvals of its lane',
  input: z.object({ id }),
  output: quoteShape,
})

export const quotesWithdraw = operation({
  name: 'billing.quotes.withdraw',
  method: 'POST',
  path: '/billing/quotes/{id}/withdrawals',
  right: 'billing.sell',
  bound: { id: 'quote' },
  summary: 'Takes an offer back before it is accepted',
  input: z.object({ id, reason: z.string().min(1).max(500) }),
  output: quoteShape,
})

export const orderState = z.enum(['placed', 'paying', 'fulfilling', 'fulfilled', 'failed', 'cancelled'])

/** An accepted quote on its way. `steps` are facts with times; `payment.state` says whether another card is needed. */
export const orderShape = z.object({
  id,
  number: z.string(),
  state: orderState,
  kind: quoteKind,
  quote_id: id,
  quote_number: z.string(),
  account_id: id,
  account_name: z.string(),
  currency,
  gross_minor: minor,
  charged_on: chargedOn,
  product_name: z.string(),
  seats: dec,
  contract_id: id.nullable(),
  contract_number: z.string().nullable(),
  steps: z.array(
    z.object({
      step: z.enum(['placed', 'paying', 'declined', 'paid', 'fulfilling', 'fulfilled', 'failed']),
      at: instant,
      note: z.string().nullable(),
    }),
  ),
  payment: z
    .object({
      state: z.enum(['processing', 'needs_method', 'succeeded', 'failed', 'not_needed']),
      brand: z.string().nullable(),
      last4: z.string().nullable(),
      decline_code: z.string().nullable(),
      decline_text: z.string().nullable().describe('what happened and what to do, for the buyer'),
    })
    .nullable(),
  documents: z.array(
    z.object({
      id,
      number: z.string(),
      kind: z.string(),
      gross_minor: minor,
      currency,
    }),
  ),
  licence: z.object({ id: z.string(), number: z.string() }).nullable(),
  signed: z
    .object({ signer: z.string(), title: z.string(), signed_on: day, file_sha256: sha.nullable() })
    .nullable()
    .describe('by a form instead of a click; its file is at /billing/orders/{id}/signature'),
  created_at: instant,
  may,
})

export const ordersList = operation({
  name: 'billing.orders.list',
  method: 'GET',
  path: '/billing/orders',
  right: 'billing.read',
  csv: { columns: ['number', 'account_name', 'kind', 'product_name', 'seats', 'gross', 'currency', 'state', 'created_at'] },
  summary: 'Orders, newest first',
  input: z.object({
    ...pageInput,
    state: orderState.optional(),
    account_id: id.optional(),
  }),
  output: pageOf(orderShape),
})

export const ordersGet = operation({
  name: 'billing.orders.get',
  method: 'GET',
  path: '/billing/orders/{id}',
  right: 'billing.read',
  bound: { id: 'order' },
  summary: 'One order with steps, payment, documents and licence',
  input: z.object({ id }),
  output: orderShape,
})
