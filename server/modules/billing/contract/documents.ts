import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { documentLine } from './contracts.ts'
import { runShape } from './runs.ts'
import { letterLine, currency, day, file, id, may, minor, partyView, pricedLine, sha, taxGroup, totals } from './words.ts'

export const documentShape = documentLine.extend({
  order_number: z.string().nullable(),
  contract_id: id.nullable(),
  of_number: z.string().nullable().describe('credit note: the credited invoice'),
  tax_day: day,
  po_number: z.string().nullable(),
  einvoice: z.string().nullable().describe('what the law asks this document to be, where that is more than we send'),
  seller: partyView,
  buyer: partyView,
  lines: z.array(pricedLine),
  tax_groups: z.array(taxGroup),
  totals,
  payments: z.array(
    z.object({
      number: z.string(),
      day,
      amount_minor: minor,
      source: z.string(),
      note: z.string(),
      rest_minor: minor.describe('what of the money paid nothing and became the customer’s balance'),
    }),
  ),
  postings: z.array(
    z.object({
      event: z.string(),
      account: z.string(),
      account_name: z.string(),
      amount_minor: minor.describe('debit +'),
    }),
  ),
  proof: z.object({
    sha,
    previous: sha,
    chain: sha,
    series: z.string(),
    position: z.int(),
    series_id: id,
  }),
  letters: z.array(letterLine).describe('what was written to the customer about it, newest first'),
  may,
})

export const documentsList = listOperation({
  name: 'billing.documents.list',
  path: '/billing/documents',
  right: 'billing.read',
  summary: 'Invoices and credit notes',
  row: documentLine,
  input: {
    kind: z.enum(['invoice', 'credit_note']).optional(),
    state: z
      .enum(['open', 'overdue', 'part_paid', 'issued', 'paid', 'credited'])
      .optional()
      .describe('open: whatever something is still owed on'),
    account_id: id.optional(),
    contract_id: id.optional(),
  },
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'account_name', id: 'account_id', shown: true },
      number: { title: 'Number', kind: 'text', long: true, shown: true },
      kind: { title: 'Kind', kind: 'choice', choices: { invoice: 'Invoice', credit_note: 'Credit note' } },
      entity: { title: 'Issued by', kind: 'text' },
      issue_day: { title: 'Issued', kind: 'day', shown: true },
      due_day: { title: 'Due', kind: 'day', shown: true },
      net: { title: 'Net', kind: 'money', currency: 'currency' },
      tax: { title: 'Tax', kind: 'money', currency: 'currency' },
      gross: { title: 'Total', kind: 'money', currency: 'currency', shown: true },
      open: { title: 'Open', kind: 'money', currency: 'currency', shown: true },
      currency: { title: 'Currency', kind: 'text' },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { overdue: 'Overdue', part_paid: 'Part paid', issued: 'Issued', paid: 'Paid', credited: 'Credited' },
        wider: { open: 'Open' },
        shown: true,
      },
      contract: { title: 'Contract', kind: 'text', value: 'contract_number', empty: 'None' },
    },
    sort: '-issue_day',
    search: 'number, purchase order, contract, customer',
    sums: ['gross', 'open'],
    plain: { kind: 'kind', state: 'state', account_id: 'customer' },
  },
})

export const documentsGet = operation({
  name: 'billing.documents.get',
  method: 'GET',
  path: '/billing/documents/{id}',
  right: 'billing.read',
  bound: { id: 'document' },
  summary: 'One document: lines with formulas, tax groups, payments, postings, proof',
  input: z.object({ id }),
  output: documentShape,
})

export const documentsPdf = operation({
  name: 'billing.documents.pdf',
  method: 'GET',
  path: '/billing/documents/{id}/pdf',
  right: 'billing.read',
  bound: { id: 'document' },
  summary: 'The document as PDF, always the same bytes',
  input: z.object({ id }),
  output: file,
})

export const documentsVerify = operation({
  name: 'billing.documents.verify',
  method: 'GET',
  path: '/billing/documents/{id}/proof',
  right: 'billing.read',
  bound: { id: 'document' },
  summary: 'Recomputes hash and chain link of one document from its stored canonical form',
  input: z.object({ id }),
  output: z.object({
    number: z.string(),
    sound: z.boolean(),
    sha,
    stored_sha: sha,
    chain: sha,
    stored_chain: sha,
    canonical: z.record(z.string(), z.unknown()),
  }),
})

export const seriesList = operation({
  name: 'billing.series.list',
  method: 'GET',
  path: '/billing/series',
  right: 'billing.books',
  summary: 'Number series of our companies, with how far each has come',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id,
        entity: z.string(),
        kind: z.string(),
        year: z.int(),
        prefix: z.string(),
        issued: z.int(),
        last_issue_day: day.nullable(),
        last_chain: sha,
      }),
    ),
  }),
})

export const seriesProof = operation({
  name: 'billing.series.proof',
  method: 'GET',
  path: '/billing/series/{id}/proof',
  right: 'billing.books',
  summary: 'Rechecks gaps, order, hashes and chain of a whole series',
  input: z.object({ id }),
  output: z.object({
    id,
    prefix: z.string(),
    issued: z.int(),
    checked: z.int(),
    sound: z.boolean(),
    last_chain: sha,
    faults: z.array(z.object({ number: z.string(), fault: z.string() })).describe('at most 100'),
  }),
})

/** Counts for the first screen of billing. */
export const billingHome = operation({
  name: 'billing.home',
  method: 'GET',
  path: '/billing/home',
  right: 'billing.read',
  summary: 'Today’s work: requested quotes, open and overdue documents, declined cards, renewals ahead, last run',
  input: z.object({}),
  output: z.object({
    ready: z.boolean().describe('false: nothing can be sold before the house is set up'),
    requested_quotes: z.int(),
    open_documents: z.int(),
    overdue_documents: z.int(),
    orders_waiting_for_money: z.int(),
    contracts_active: z.int(),
    renewals_60_days: z.int(),
    due_today: z.int(),
    open_by_currency: z.array(z.object({ currency, open_minor: minor, overdue_minor: minor })),
    self_service_30_days: z.object({ orders: z.int(), of: z.int() }),
    last_run: runShape.nullable(),
    may,
  }),
})
