import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { changePreview, contractItem, contractShape, documentLine } from './contracts.ts'
import { payWith } from './portal-buy.ts'
import { quoteShape } from './selling.ts'
import { day, file, id, laneAnswer } from './words.ts'

/** What a customer has: contracts, seats, renewals, documents. */
const portalContractShape = contractShape.extend({
  items: z.array(contractItem),
  documents: z.array(documentLine),
})

export const portalContracts = operation({
  name: 'portal.contracts.list',
  method: 'GET',
  path: '/portal/contracts',
  right: 'portal.view',
  audience: 'portal',
  summary: 'Your contracts: seats, price, term, next invoice, what you may do',
  input: z.object({ ...pageInput }),
  output: pageOf(portalContractShape),
})

export const portalContract = operation({
  name: 'portal.contracts.get',
  method: 'GET',
  path: '/portal/contracts/{id}',
  right: 'portal.view',
  bound: { id: 'contract' },
  audience: 'portal',
  summary: 'One of your contracts',
  input: z.object({ id }),
  output: portalContractShape,
})

export const portalAmendmentPreview = operation({
  name: 'portal.contracts.change_preview',
  method: 'POST',
  reads: true,
  path: '/portal/contracts/{id}/amendment-previews',
  right: 'portal.view',
  bound: { id: 'contract' },
  audience: 'portal',
  summary: 'What more seats or a renewal would cost today; stores nothing',
  perMinute: 120,
  input: z.object({
    id,
    kind: z.enum(['seats', 'renew']),
    add: z.int().min(1).max(1_000_000).optional(),
    seats: z.int().min(1).max(1_000_000).optional(),
  }),
  output: changePreview.extend({ lane: laneAnswer, answer_by: day.nullable() }),
})

export const portalSeatsAdd = operation({
  name: 'portal.contracts.add_seats',
  key: 'required',
  method: 'POST',
  path: '/portal/contracts/{id}/seat-quotes',
  right: 'portal.buy',
  bound: { id: 'contract' },
  audience: 'portal',
  summary: 'Quotes more seats that end with the contract; accept the answer with portal.quotes.accept',
  status: 201,
  input: z.object({
    id,
    add: z.int().min(1).max(1_000_000),
    po_number: z.string().max(60).optional(),
  }),
  output: quoteShape,
})

export const portalRenew = operation({
  name: 'portal.contracts.renew',
  key: 'required',
  method: 'POST',
  path: '/portal/contracts/{id}/renewal-quotes',
  right: 'portal.buy',
  bound: { id: 'contract' },
  audience: 'portal',
  summary: 'Quotes the next term from the old end; accept the answer with portal.quotes.accept',
  status: 201,
  input: z.object({
    id,
    seats: z.int().min(1).max(1_000_000).optional(),
    po_number: z.string().max(60).optional(),
  }),
  output: quoteShape,
})

export const portalRenewalChoice = operation({
  name: 'portal.contracts.renewal_choice',
  method: 'POST',
  path: '/portal/contracts/{id}/renewal-choices',
  right: 'portal.buy',
  bound: { id: 'contract' },
  audience: 'portal',
  summary: 'Automatic renewal on or off',
  input: z.object({
    id,
    auto_renew: z.boolean(),
    reason: z.string().max(200).optional(),
    comment: z.string().max(2000).optional(),
  }),
  output: portalContractShape,
})

/** A document with how far its payment by card is: asked, or declined and waiting for another card. */
const ownDocumentLine = documentLine.extend({
  charge: z.enum(['processing', 'declined']).nullable(),
  what: z.string().describe('what it is for: "25 seats of Harbor Enterprise"'),
  from: day.nullable(),
  to: day.nullable().describe('exclusive'),
  paid_by: z.string().nullable().describe('by what it was paid: "Visa …4242, bank transfer"'),
  paid_on: day.nullable().describe('the last day on which something was paid'),
  may: z.array(z.string()),
})

export const portalDocuments = operation({
  name: 'portal.documents.list',
  method: 'GET',
  path: '/portal/documents',
  right: 'portal.view',
  audience: 'portal',
  summary: 'Your invoices and credit notes, newest first',
  input: z.object({ ...pageInput, contract_id: id.optional() }),
  output: pageOf(ownDocumentLine),
})

export const portalDocumentPay = operation({
  name: 'portal.documents.pay',
  method: 'POST',
  path: '/portal/documents/{id}/payments',
  key: 'required',
  right: 'portal.pay',
  bound: { id: 'document' },
  audience: 'portal',
  summary: 'Pays what one of your invoices has open with a card; the same invoice is never charged twice at once',
  status: 201,
  input: z.object({
    id,
    payment: payWith,
    keep_card: z.boolean().default(true).describe('the card replaces the stored one of the contract once it has paid'),
  }),
  output: ownDocumentLine,
})

export const portalContractCard = operation({
  name: 'portal.contracts.card',
  method: 'POST',
  path: '/portal/contracts/{id}/cards',
  key: 'required',
  right: 'portal.pay',
  bound: { id: 'contract' },
  audience: 'portal',
  summary: 'Replaces the stored card: renewals and added seats are charged to this one',
  input: z.object({ id, payment: payWith }),
  output: portalContractShape,
})

export const portalDocumentPdf = operation({
  name: 'portal.documents.pdf',
  method: 'GET',
  path: '/portal/documents/{id}/pdf',
  right: 'portal.view',
  bound: { id: 'document' },
  audience: 'portal',
  summary: 'One of your documents as PDF',
  input: z.object({ id }),
  output: file,
})
