import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { documentShape } from './documents.ts'
import { currency, day, id, minor } from './words.ts'

export const paymentsList = listOperation({
  name: 'billing.payments.list',
  path: '/billing/payments',
  right: 'billing.read',
  summary: 'Money received',
  row: z.object({
    id,
    number: z.string(),
    account_id: id,
    account_name: z.string(),
    entity: z.string(),
    source: z.enum(['card', 'debit', 'transfer', 'balance', 'manual', 'write_off']),
    day,
    currency,
    amount_minor: minor,
    applied_minor: minor,
    reference: z.string().nullable(),
    documents: z.array(z.string()),
  }),
  input: { account_id: id.optional() },
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'account_name', id: 'account_id', shown: true },
      number: { title: 'Payment', kind: 'text', shown: true },
      day: { title: 'Day', kind: 'day', shown: true },
      source: {
        title: 'By',
        kind: 'choice',
        choices: {
          card: 'Card',
          debit: 'Direct debit',
          transfer: 'Transfer',
          balance: 'Their balance',
          manual: 'Entered by hand',
          write_off: 'Written off',
        },
        shown: true,
      },
      amount: { title: 'Amount', kind: 'money', currency: 'currency', shown: true },
      applied: { title: 'Applied', kind: 'money', currency: 'currency', shown: true },
      currency: { title: 'Currency', kind: 'text' },
      documents: { title: 'Paid', kind: 'text', asked: false, shown: true, long: true },
      reference: { title: 'Reference', kind: 'text', empty: 'None' },
      entity: { title: 'Received by', kind: 'text' },
    },
    sort: '-number',
    search: 'number, reference, customer',
    sums: ['amount', 'applied'],
    plain: { account_id: 'customer' },
  },
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
