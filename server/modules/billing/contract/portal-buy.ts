import { z } from 'zod'
import { nameShape } from '../../../kernel/shapes.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { orderShape } from './orders.ts'
import { quoteShape, termsShape } from './selling.ts'
import { companyFacts, country, currency, day, dec, file, id, laneAnswer, minor, per, pricedLine, sha, taxGroup, totals } from './words.ts'

/**
 * The customer's own door. The story: `portalCatalogue` → `portalPreview` (no sign-in) → sign up → `portalQuoteCreate` → show `terms`, the empty
 * box with `acceptance.sentence` and the button with `acceptance.button` → `portalCardToken` → `portalQuoteAccept` → poll `portalOrder` until
 * `fulfilled` (or `payment.state` = needs_method: `portalOrderPay`). Seats and renewals make a quote too and are accepted in the same way.
 */
export const portalCatalogue = operation({
  name: 'portal.catalogue',
  method: 'GET',
  path: '/portal/catalogue',
  right: 'anyone',
  audience: 'public',
  summary: 'What can be bought here today, at list price, for a country',
  perMinute: 60,
  input: z.object({
    country: country.optional(),
    currency: currency.optional().describe('refused where it is not the one that is sold in'),
  }),
  output: z.object({
    country,
    currency,
    entity: z.object({ code: z.string(), name: z.string(), country }),
    countries: z.array(z.object({ code: country, name: z.string(), currency })),
    currencies: z.array(currency),
    region_needed: z.boolean().describe('the price can only be told with the buyer’s state'),
    price_book: z.object({
      book: z.string(),
      version: z.int(),
      valid_from: day,
    }),
    products: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        description: z.string(),
        edition_rank: z.int(),
        min_quantity: z.int(),
        features: z.array(z.string()),
        prices: z.array(z.object({ per, unit_price: dec, currency })),
      }),
    ),
    limit: z.object({ minor, currency }).describe('self-service is strictly below this, net, for the whole term'),
  }),
})

export const portalPreview = operation({
  name: 'portal.preview',
  method: 'POST',
  reads: true,
  path: '/portal/previews',
  right: 'anyone',
  audience: 'public',
  summary: 'Price, tax and total with the formula in words, before any sign-in; stores nothing',
  perMinute: 30,
  input: z.object({
    product: z.string().max(40),
    seats: z.int().min(1).max(1_000_000),
    per: per.default('year'),
    country,
    region: z.string().max(10).optional(),
    kind: z.enum(['business', 'consumer', 'government', 'nonprofit']).default('business'),
    tax_id: z.string().max(40).optional().describe('as the buyer writes it'),
    currency: currency.optional().describe('refused where it is not the one that is sold in'),
  }),
  output: z.object({
    product: z.string(),
    product_name: z.string(),
    seats: z.int(),
    min_quantity: z.int(),
    entity: z.object({ code: z.string(), name: z.string(), country }),
    currency,
    unit_price: dec,
    per,
    start: day,
    end: day.describe('exclusive'),
    lines: z.array(pricedLine).describe('charged today'),
    tax_groups: z.array(taxGroup),
    totals,
    tax_text: z.string().describe('why this tax, in words'),
    tax_id_state: z.enum(['none', 'valid', 'pending', 'invalid', 'format_only']).describe('format_only: no register that we can ask'),
    tax_id_text: z.string().nullable().describe('what is wrong with the tax id or open about it'),
    recurring_text: z.string().describe('what is charged later, in words'),
    term_net_minor: minor,
    lane: laneAnswer,
    answer_by: day.nullable().describe('above the limit: we answer by this day'),
  }),
})

export const portalTerms = operation({
  name: 'portal.terms',
  method: 'GET',
  path: '/portal/terms',
  right: 'anyone',
  audience: 'public',
  summary: 'The exact texts that an acceptance binds to, with the words of box and button',
  input: z.object({ locale: z.string().max(10).default('en') }),
  output: z.object({
    documents: z.array(termsShape),
    acceptance: z.object({ sentence: z.string(), button: z.string() }),
  }),
})

export const portalTermsFile = operation({
  name: 'portal.terms_file',
  method: 'GET',
  path: '/portal/terms/{sha}',
  right: 'anyone',
  audience: 'public',
  summary: 'One text to keep, byte for byte what the hash binds',
  input: z.object({ sha }),
  output: file,
})

export const portalQuoteCreate = operation({
  name: 'portal.quotes.create',
  key: 'required',
  method: 'POST',
  path: '/portal/quotes',
  right: 'portal.buy',
  audience: 'portal',
  summary: 'Prices a purchase; state is offered (accept it) or, above the limit, requested with answer_by',
  status: 201,
  input: z.object({
    product: z.string().max(40),
    seats: z.int().min(1).max(1_000_000),
    per: per.default('year'),
    company: companyFacts.optional().describe('left out: what the account says'),
    po_number: z.string().max(60).optional(),
    ask_for_help: z.boolean().default(false),
    message: z.string().max(2000).optional(),
  }),
  output: quoteShape,
})

export const portalQuote = operation({
  name: 'portal.quotes.get',
  method: 'GET',
  path: '/portal/quotes/{id}',
  right: 'portal.view',
  bound: { id: 'quote' },
  audience: 'portal',
  summary: 'One of our quotes to you',
  input: z.object({ id }),
  output: quoteShape,
})

export const portalQuotes = operation({
  name: 'portal.quotes.list',
  method: 'GET',
  path: '/portal/quotes',
  right: 'portal.view',
  audience: 'portal',
  summary: 'Your quotes that are open: requested or offered',
  input: z.object({ ...pageInput }),
  output: pageOf(quoteShape),
})

export const portalCardToken = operation({
  name: 'portal.card_tokens.create',
  secret: true,
  method: 'POST',
  path: '/portal/card-tokens',
  right: 'portal.pay',
  audience: 'portal',
  summary: 'The provider’s card field (sandbox): exchanges a card for a token; the number is never kept',
  status: 201,
  input: z.object({
    number: z.string().regex(/^[\d ]{12,23}$/, 'A card number has 12 to 19 digits.'),
    exp_month: z.int().min(1).max(12),
    exp_year: z.int().min(2020).max(2100),
    cvc: z.string().regex(/^\d{3,4}$/, 'The CVC has 3 or 4 digits.'),
  }),
  output: z.object({
    token: z.string(),
    brand: z.string(),
    last4: z.string(),
    exp_month: z.int(),
    exp_year: z.int(),
  }),
})

export const payWith = z
  .object({ token: z.string().max(100).optional(), method_id: id.optional() })
  .describe('a fresh card token, or a stored card; nothing when nothing is due now')

export const portalQuoteAccept = operation({
  name: 'portal.quotes.accept',
  key: 'required',
  method: 'POST',
  path: '/portal/quotes/{id}/acceptances',
  right: 'portal.buy',
  bound: { id: 'quote' },
  audience: 'portal',
  summary: 'Binds a person, the exact texts and the exact order, then charges; the same yes twice makes one order',
  status: 201,
  input: z.object({
    id,
    order_hash: sha,
    terms: z
      .array(
        z.object({
          code: z.string(),
          version: z.string(),
          locale: z.string(),
          sha,
        }),
      )
      .min(1)
      .max(10),
    ticked: z.boolean(),
    button: z.string().max(200).describe('the exact text of the pressed button'),
    signer: z.object({
      name: nameShape.min(1).max(200),
      title: nameShape.max(200).default(''),
      authority: z.boolean().describe('the signer states the authority to bind the company'),
    }),
    payment: payWith.optional(),
    screen: z
      .object({
        template: z.string().max(100),
        locale: z.string().max(10),
        viewport: z.string().max(20),
      })
      .optional(),
    events: z
      .array(
        z.object({
          seq: z.int(),
          kind: z.enum(['viewed', 'opened', 'ticked', 'submitted']),
          at: z.string().max(40),
        }),
      )
      .max(50)
      .default([]),
  }),
  output: orderShape,
})

export const portalQuoteDecline = operation({
  name: 'portal.quotes.decline',
  method: 'POST',
  path: '/portal/quotes/{id}/declines',
  right: 'portal.buy',
  bound: { id: 'quote' },
  audience: 'portal',
  summary: 'Says no to an offer',
  input: z.object({ id, reason: z.string().max(500).optional() }),
  output: quoteShape,
})

export const portalOrder = operation({
  name: 'portal.orders.get',
  method: 'GET',
  path: '/portal/orders/{number}',
  right: 'portal.view',
  bound: { number: 'order' },
  audience: 'portal',
  summary: 'How far an order has come: steps, payment, documents, licence',
  input: z.object({ number: z.string().max(30) }),
  output: orderShape,
})

export const portalOrders = operation({
  name: 'portal.orders.list',
  method: 'GET',
  path: '/portal/orders',
  right: 'portal.view',
  audience: 'portal',
  summary: 'Your orders, newest first',
  input: z.object({ ...pageInput }),
  output: pageOf(orderShape),
})

export const portalOrderPay = operation({
  name: 'portal.orders.pay',
  key: 'required',
  method: 'POST',
  path: '/portal/orders/{number}/payments',
  right: 'portal.pay',
  bound: { number: 'order' },
  audience: 'portal',
  summary: 'Tries again with another card after a decline',
  status: 202,
  input: z.object({ number: z.string().max(30), payment: payWith }),
  output: orderShape,
})
