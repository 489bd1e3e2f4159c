import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { chargedOn, kinds, quoteKind } from './selling.ts'
import { currency, day, dec, id, instant, may, minor, sha } from './words.ts'

export const orderState = z.enum(['paying', 'fulfilling', 'fulfilled', 'failed', 'cancelled'])

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
      at: instant.describe('when it was made'),
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

export const ordersList = listOperation({
  name: 'billing.orders.list',
  path: '/billing/orders',
  right: 'billing.read',
  summary: 'Orders',
  row: orderShape,
  input: { state: orderState.optional(), account_id: id.optional() },
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'account_name', id: 'account_id', shown: true },
      number: { title: 'Order', kind: 'text', shown: true },
      kind: { title: 'Kind', kind: 'choice', choices: kinds, shown: true },
      product: { title: 'Product', kind: 'text', value: 'product_name', shown: true, long: true },
      seats: { title: 'Seats', kind: 'count', shown: true },
      gross: { title: 'Total', kind: 'money', currency: 'currency', shown: true },
      currency: { title: 'Currency', kind: 'text' },
      state: {
        title: 'State',
        kind: 'choice',
        choices: { paying: 'Being paid', fulfilling: 'On its way', fulfilled: 'Fulfilled', failed: 'Failed', cancelled: 'Cancelled' },
        shown: true,
      },
      created: { title: 'Placed', kind: 'instant', value: 'created_at', shown: true },
      quote: { title: 'Quote', kind: 'text', value: 'quote_number' },
      contract: { title: 'Contract', kind: 'text', value: 'contract_number', empty: 'None' },
    },
    sort: '-number',
    sums: ['gross'],
    plain: { state: 'state', account_id: 'customer' },
  },
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
