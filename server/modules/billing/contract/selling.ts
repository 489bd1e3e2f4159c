import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
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
export const kinds = { new: 'New', expansion: 'More seats', renewal: 'Renewal' } as const

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
export const chargedOn = day
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
  unit_price: dec.describe('before the discount'),
  list_price: dec.describe('of the price book'),
  discount_percent: dec,
  seat_price: dec.describe('what a seat costs after the discount'),
  per,
  start: day,
  end: day.describe('exclusive'),
  charged_on: chargedOn,
  due_now_minor: minor.describe('what is paid with the acceptance: all of it, or nothing when it is charged later'),
  term_months: z.int(),
  recurring_text: z.string().describe('what is charged later, and how that is stopped, in words'),
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
      in_place_of: z.string().nullable().describe('the one who is away in whose place it was said, or would be by whoever reads'),
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

export const quotesList = listOperation({
  name: 'billing.quotes.list',
  path: '/billing/quotes',
  right: 'billing.read',
  summary: 'Quotes; those that are requested are customers who wait for our answer',
  row: quoteLine,
  input: { state: quoteState.optional(), account_id: id.optional() },
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'account_name', id: 'account_id', shown: true },
      number: { title: 'Quote', kind: 'text', shown: true },
      kind: { title: 'Kind', kind: 'choice', choices: kinds, shown: true },
      product: { title: 'Product', kind: 'text', value: 'product_name', shown: true },
      seats: { title: 'Seats', kind: 'count', shown: true },
      net: { title: 'Net', kind: 'money', currency: 'currency', shown: true },
      gross: { title: 'Total', kind: 'money', currency: 'currency' },
      currency: { title: 'Currency', kind: 'text' },
      lane: { title: 'Lane', kind: 'text', value: 'lane_row' },
      state: {
        title: 'State',
        kind: 'choice',
        choices: {
          requested: 'Waits for us',
          draft: 'Draft',
          offered: 'Waits for the customer',
          accepted: 'Accepted',
          declined: 'Declined',
          expired: 'Expired',
          withdrawn: 'Withdrawn',
        },
        shown: true,
      },
      answer_by: { title: 'Answer by', kind: 'day', empty: 'None' },
      valid_until: { title: 'Valid until', kind: 'day', shown: true },
      created: { title: 'Made', kind: 'instant', value: 'created_at', shown: true },
    },
    sort: '-number',
    search: 'number, customer',
    sums: ['net'],
    plain: { state: 'state', account_id: 'customer' },
  },
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
