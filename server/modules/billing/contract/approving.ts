import { z } from 'zod'
import { nameShape } from '../../../kernel/shapes.ts'
import { fileInput } from '../../../kernel/files/shape.ts'
import { operation } from '../../../kernel/operation.ts'
import { orderShape } from './orders.ts'
import { quoteShape } from './selling.ts'
import { day, file, id, sha } from './words.ts'

const unitPrice = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'A price looks like 84.00.')

export const quotesRenew = operation({
  name: 'billing.quotes.renew',
  method: 'POST',
  path: '/billing/contracts/{id}/renewal-quotes',
  right: 'billing.sell',
  bound: { id: 'contract' },
  summary: 'Offers the next term of a contract, at its price or at one of its own, which the lane then has to approve',
  status: 201,
  input: z.object({
    id,
    months: z.int().min(1).max(60).default(12),
    seats: z.int().min(1).max(1_000_000).optional(),
    unit_price: unitPrice.optional().describe('left out: the contract’s own price'),
    po_number: z.string().max(60).optional(),
  }),
  output: quoteShape,
})

export const quotesApprove = operation({
  name: 'billing.quotes.approve',
  key: 'required',
  method: 'POST',
  path: '/billing/quotes/{id}/verdicts',
  right: 'billing.approve',
  bound: { id: 'quote' },
  summary: 'Approves or rejects in the name of a role that one holds; never one’s own deal, never for two roles of one deal',
  input: z.object({
    id,
    role: z.string().max(40),
    order_hash: sha.optional().describe('the price that was read; another one by now is refused'),
    verdict: z.enum(['approved', 'rejected']),
    reason: z.string().min(1).max(500),
  }),
  output: quoteShape,
})

export const quotesSign = operation({
  name: 'billing.quotes.sign',
  largest: 4 * 1024 * 1024,
  upload: 'file',
  key: 'required',
  method: 'POST',
  path: '/billing/quotes/{id}/signatures',
  right: 'billing.sell',
  bound: { id: 'quote' },
  summary: 'Keeps the order form that the customer signed; the contract starts and the invoice is open on the agreed terms',
  status: 201,
  input: z.object({
    id,
    signer: nameShape.min(1).max(200),
    signer_title: nameShape.max(200).default(''),
    signed_on: day,
    file: fileInput(['application/pdf', 'image/png', 'image/jpeg'], 3_400_000)
      .optional()
      .describe('the signed form; a name alone is no signature'),
  }),
  output: orderShape,
})

export const ordersSignature = operation({
  name: 'billing.orders.signature',
  method: 'GET',
  path: '/billing/orders/{id}/signature',
  right: 'billing.read',
  bound: { id: 'order' },
  summary: 'The form with which the order was signed, as it came',
  input: z.object({ id }),
  output: file,
})
