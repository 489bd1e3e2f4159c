import { z } from 'zod'
import { listOperation } from '../../../kernel/list/declare.ts'
import { operation } from '../../../kernel/operation.ts'
import { currency, day, id, may, minor } from './words.ts'

const balanceShape = z.object({
  profile_id: id,
  account_id: id,
  account_name: z.string(),
  entity: z.string(),
  currency,
  balance_minor: minor.describe('what we owe this buyer; the next invoice on terms or by stored card uses it by itself'),
  refunded_minor: minor.describe('sent back so far'),
  may,
})

export const balancesList = listOperation({
  name: 'billing.balances.list',
  path: '/billing/balances',
  right: 'billing.read',
  summary: 'Buyers whom we owe money: credits of paid invoices and overpayments',
  row: balanceShape,
  input: { account_id: id.optional() },
  list: {
    columns: {
      customer: { title: 'Customer', kind: 'customer', value: 'account_name', id: 'account_id', shown: true },
      balance: { title: 'We owe', kind: 'money', currency: 'currency', shown: true },
      refunded: { title: 'Sent back', kind: 'money', currency: 'currency', shown: true },
      currency: { title: 'Currency', kind: 'text' },
      entity: { title: 'Our company', kind: 'text', shown: true },
    },
    sort: 'customer',
    sums: ['balance', 'refunded'],
    plain: { account_id: 'customer' },
  },
})

export const balancesRefund = operation({
  name: 'billing.balances.refund',
  method: 'POST',
  path: '/billing/profiles/{profile_id}/refunds',
  right: 'billing.bill',
  bound: { profile_id: 'profile' },
  key: 'required',
  summary: 'Records that a balance, or a part of it, was sent back by bank transfer; moves no money itself',
  status: 201,
  input: z.object({
    profile_id: id,
    currency,
    amount_minor: z.int().min(1, 'Say how much was sent back.'),
    day: day.optional().describe('left out: today'),
    reference: z.string().min(1, 'The reference of the transfer.').max(140),
    reason: z.string().min(1, 'Say why.').max(500),
  }),
  output: z.object({
    id,
    profile_id: id,
    currency,
    amount_minor: minor,
    day,
    balance_minor: minor.describe('what we still owe'),
  }),
})
