import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { versionShape } from '../../../kernel/shapes.ts'
import { currency, day, dec, id, instant, interval, may, minor, pricedLine, taxGroup, totals } from './words.ts'

export const contractState = z.enum(['pending', 'active', 'in_grace', 'lapsed', 'ended'])

export const contractShape = z.object({
  id,
  number: z.string(),
  state: contractState,
  account_id: id,
  account_name: z.string(),
  entity: z.string(),
  currency,
  zone: z.string(),
  start: day,
  end: day.nullable().describe('exclusive'),
  term: z.int(),
  auto_renew: z.boolean(),
  next_bill_day: day.nullable(),
  version: z.int().describe('send back as If-Match when changing'),
  product: z.string(),
  product_name: z.string(),
  seats: dec.describe('in force today, or on the first or last day when the term has not begun or is over'),
  unit_price: dec,
  per: interval,
  annual_minor: minor,
  method: z.object({ id, brand: z.string(), last4: z.string() }).nullable(),
  renewable_from: day.nullable(),
  may,
})

export const contractItem = z.object({
  item: z.string(),
  product: z.string(),
  product_name: z.string(),
  quantity: dec,
  unit_price: dec,
  per: interval,
  from: day,
  to: day.nullable(),
  annual_minor: minor,
})

export const amendmentShape = z.object({
  seq: z.int(),
  kind: z.string(),
  body: z.record(z.string(), z.unknown()),
  effective: day,
  recorded_at: instant,
  source: z.string(),
  reason: z.string().nullable(),
  by: z.string(),
  text: z.string().describe('the change in words'),
})

export const documentLine = z.object({
  id,
  number: z.string(),
  kind: z.enum(['invoice', 'credit_note']),
  state: z.enum(['issued', 'part_paid', 'paid', 'overdue', 'credited']),
  account_id: id,
  account_name: z.string(),
  contract_number: z.string().nullable(),
  entity: z.string(),
  issue_day: day,
  due_day: day,
  currency,
  net_minor: minor,
  tax_minor: minor,
  gross_minor: minor,
  open_minor: minor,
})

export const contractDetail = contractShape.extend({
  items: z.array(contractItem),
  amendments: z.array(amendmentShape),
  documents: z.array(documentLine),
})

const contractRow = contractShape.extend({
  account_country: z.string(),
  runs_until: day.nullable().describe('the last day; null without an end'),
  renewal: z.enum(['agreed', 'quoted', 'automatic', 'to_quote', 'ending']).nullable().describe('null where nothing is to renew'),
  owner_id: id.nullable(),
  owner_name: z.string().nullable(),
})

export const contractsList = listOperation({
  name: 'billing.contracts.list',
  path: '/billing/contracts',
  right: 'billing.read',
  summary: 'Contracts',
  row: contractRow,
  input: { state: contractState.optional(), account_id: id.optional() },
  list: {
    columns: {
      number: { title: 'Contract', kind: 'text' },
      customer: { title: 'Customer', kind: 'customer', value: 'account_name', id: 'account_id', country: 'account_country', shown: true },
      product: { title: 'Product', kind: 'text', value: 'product_name', long: true, shown: true },
      seats: { title: 'Seats', kind: 'count', shown: true },
      unit_price: { title: 'Price of a seat', kind: 'money', value: 'unit_price', currency: 'currency', asked: false },
      per: { title: 'Price per', kind: 'text', asked: false },
      annual: { title: 'Per year', kind: 'money', currency: 'currency', shown: true },
      currency: { title: 'Currency', kind: 'text' },
      runs_until: { title: 'Runs until', kind: 'day', empty: 'No end', shown: true },
      renewal: {
        title: 'Renewal',
        kind: 'choice',
        choices: { agreed: 'Agreed', quoted: 'Quoted', automatic: 'By itself', to_quote: 'To quote', ending: 'Ending' },
        empty: 'Nothing to renew',
        shown: true,
      },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { pending: 'Not begun', active: 'In force', in_grace: 'In grace', lapsed: 'Lapsed', ended: 'Ended' },
        shown: true,
      },
      owner: { title: 'Owner', kind: 'person', value: 'owner_name', id: 'owner_id', empty: 'Nobody' },
      start: { title: 'Began', kind: 'day' },
      auto_renew: { title: 'Renews by itself', kind: 'yes' },
      next_bill_day: { title: 'Next billing', kind: 'day', empty: 'None' },
      entity: { title: 'Sold by', kind: 'text' },
    },
    sort: '-number',
    search: 'number, purchase order, customer',
    sums: ['annual', 'seats'],
    plain: { state: 'state', account_id: 'customer' },
  },
})

export const contractsGet = operation({
  name: 'billing.contracts.get',
  method: 'GET',
  path: '/billing/contracts/{id}',
  right: 'billing.read',
  bound: { id: 'contract' },
  summary: 'One contract with items, amendments and documents',
  input: z.object({ id }),
  output: contractDetail,
})

export const contractsState = operation({
  name: 'billing.contracts.state',
  method: 'GET',
  path: '/billing/contracts/{id}/state',
  right: 'billing.read',
  bound: { id: 'contract' },
  summary: 'What is in force on a day: items, seats, prices, term',
  input: z.object({ id, day: day.optional() }),
  output: z.object({
    day,
    term: z.object({ n: z.int(), start: day, end: day.nullable() }),
    items: z.array(contractItem),
    annual_minor: minor,
    currency,
  }),
})

/** What a change would do to the money, before anybody does it. */
export const changePreview = z.object({
  contract_id: id,
  kind: z.enum(['seats', 'renew', 'end']),
  effective: day.describe('the day from which the change holds'),
  today: day.describe('the contract’s local day, on which the change would be recorded'),
  bill_day: day
    .nullable()
    .describe('the day on which it is invoiced or credited: today, or the day on which the run does it; null: nothing is'),
  currency,
  seats_before: dec,
  seats_after: dec,
  end_before: day.nullable(),
  end_after: day.nullable(),
  lines: z.array(pricedLine).describe('of the change alone, on its bill day'),
  tax_groups: z.array(taxGroup),
  totals,
  term_net_minor: minor.describe('net of tax until the end of the term'),
  annual_before_minor: minor,
  annual_after_minor: minor,
  text: z.string().describe('the change in words'),
})

export const changeInput = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('seats'),
    add: z.int().min(1).max(1_000_000),
    effective: day.optional(),
  }),
  z.object({
    kind: z.literal('renew'),
    months: z.int().min(1).max(60).default(12),
    seats: z.int().min(1).optional(),
    unit_price: dec.optional(),
  }),
  z.object({
    kind: z.literal('end'),
    effective: day.optional().describe('left out: the end of the term'),
    credit: z.enum(['none', 'prorated', 'full']).default('none'),
  }),
])

export const contractsChangePreview = operation({
  name: 'billing.contracts.change_preview',
  method: 'POST',
  reads: true,
  path: '/billing/contracts/{id}/amendment-previews',
  right: 'billing.read',
  bound: { id: 'contract' },
  summary: 'Shows what a change would charge or credit; stores nothing',
  input: z.object({ id, change: changeInput }),
  output: changePreview,
})

export const contractsAmend = operation({
  name: 'billing.contracts.amend',
  key: 'required',
  edit: 'version',
  method: 'POST',
  path: '/billing/contracts/{id}/amendments',
  right: 'billing.sell',
  bound: { id: 'contract' },
  summary: 'Records added seats, a renewal or an end; what is due today is issued at once, what is due later on its own day',
  status: 201,
  input: z.object({
    id,
    if_match: versionShape.optional(),
    change: changeInput,
    reason: z.string().min(1).max(500),
    po_number: z.string().max(60).optional(),
  }),
  output: contractDetail,
})

export const contractsRenew = operation({
  name: 'billing.contracts.renew',
  key: 'required',
  edit: 'version',
  method: 'POST',
  path: '/billing/contracts/{id}/renewals',
  right: 'billing.sell',
  bound: { id: 'contract' },
  summary: 'Renews from the old end for the agreed months',
  status: 201,
  input: z.object({
    id,
    if_match: versionShape.optional(),
    months: z.int().min(1).max(60).default(12),
    seats: z.int().min(1).optional(),
    unit_price: dec.optional(),
    reason: z.string().min(1).max(500).default('Renewed'),
  }),
  output: contractDetail,
})

export const contractsAutoRenew = operation({
  name: 'billing.contracts.auto_renew',
  method: 'POST',
  path: '/billing/contracts/{id}/renewal-choices',
  right: 'billing.sell',
  bound: { id: 'contract' },
  summary: 'Turns automatic renewal on or off',
  input: z.object({
    id,
    auto_renew: z.boolean(),
    reason: z.string().max(500).optional(),
  }),
  output: contractShape,
})
