import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { documentLine } from './contracts.ts'
import { letterLine, currency, day, file, id, instant, may, minor, partyView, pricedLine, sha, taxGroup, totals } from './words.ts'

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
      number: { title: 'Number', kind: 'text', shown: true },
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

export const paymentsList = operation({
  name: 'billing.payments.list',
  method: 'GET',
  path: '/billing/payments',
  right: 'billing.read',
  csv: { columns: ['number', 'account_name', 'day', 'source', 'amount', 'applied', 'currency', 'documents', 'reference'] },
  summary: 'Money received, newest first',
  input: z.object({ ...pageInput, account_id: id.optional() }),
  output: pageOf(
    z.object({
      id,
      number: z.string(),
      account_id: id,
      account_name: z.string(),
      source: z.enum(['card', 'debit', 'transfer', 'balance', 'manual', 'write_off']),
      day,
      currency,
      amount_minor: minor,
      applied_minor: minor,
      reference: z.string().nullable(),
      documents: z.array(z.string()),
    }),
  ),
})

export const paymentsRecord = operation({
  name: 'billing.payments.record',
  key: 'required',
  method: 'POST',
  path: '/billing/payments',
  right: 'billing.bill',
  bound: { document_id: 'document' },
  summary: 'Records money that came by bank transfer and applies it to one open document; what is too much is the customer’s balance',
  status: 201,
  input: z.object({
    document_id: id,
    amount_minor: z.int().min(0).describe('0 only with `write_off`: nothing more comes, the small difference is closed'),
    day: day.optional().describe('from the day of issue to today; left out: today'),
    reference: z.string().max(140).optional(),
    write_off: z.boolean().default(false).describe('a small difference that stays open is written off, so that the document closes'),
  }),
  output: documentShape,
})

const runShape = z.object({
  id,
  kind: z.enum(['billing']),
  day,
  state: z.enum(['running', 'done']),
  started_at: instant,
  finished_at: instant.nullable(),
  contracts: z.int(),
  documents: z.int(),
  renewed: z.int(),
  charged: z.int().describe('card charges asked for'),
  failed: z.int(),
  by: z.string(),
})

export const runsList = operation({
  name: 'billing.runs.list',
  method: 'GET',
  path: '/billing/runs',
  right: 'billing.books',
  csv: { columns: ['day', 'kind', 'started_at', 'finished_at', 'state', 'contracts', 'documents', 'renewed', 'charged', 'failed', 'by'] },
  summary: 'Billing runs, newest first',
  input: z.object({ ...pageInput }),
  output: pageOf(runShape),
})

export const runsStart = operation({
  name: 'billing.runs.start',
  key: 'required',
  method: 'POST',
  path: '/billing/runs',
  right: 'billing.bill',
  summary: 'Bills everything that is due; what is more than a batch goes on after the answer, as work under the id of the run',
  status: 201,
  input: z.object({ kind: z.enum(['billing']).default('billing') }),
  output: runShape,
})

export const runsItems = operation({
  name: 'billing.runs.items',
  method: 'GET',
  path: '/billing/runs/{id}/items',
  right: 'billing.books',
  summary: 'What a run did or could not do, contract by contract; failures first',
  input: z.object({ id, ...pageInput }),
  output: pageOf(
    z.object({
      contract_id: id,
      contract_number: z.string(),
      outcome: z.enum(['billed', 'renewed', 'in_grace', 'lapsed', 'nothing', 'failed']),
      documents: z.array(z.string()),
      code: z.string().nullable(),
      detail: z.string().nullable(),
    }),
  ),
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
