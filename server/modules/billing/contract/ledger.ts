import { z } from 'zod'
import { operation } from '../../../kernel/operation.ts'
import { pageInput, pageOf } from '../../../kernel/page.ts'
import { currency, day, id, minor } from './words.ts'

export const accountsOfLedger = operation({
  name: 'billing.ledger.accounts',
  method: 'GET',
  path: '/billing/accounts',
  right: 'billing.books',
  summary: 'The chart of accounts',
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        kind: z.enum(['asset', 'liability', 'income', 'expense']),
      }),
    ),
  }),
})

const posting = z.object({
  account: z.string(),
  account_name: z.string(),
  amount_minor: minor.describe('debit +, credit −'),
  dims: z.record(z.string(), z.unknown()),
})

export const journalsList = operation({
  name: 'billing.ledger.journals',
  method: 'GET',
  path: '/billing/journals',
  right: 'billing.books',
  csv: { columns: ['day', 'event', 'memo', 'entity', 'account', 'account_name', 'amount', 'currency'], each: 'postings' },
  summary: 'Journals with their postings, newest first; each sums to zero',
  input: z.object({
    ...pageInput,
    entity: z.string().optional(),
    account: z.string().optional(),
    source: id.optional().describe('the document or payment behind it'),
  }),
  output: pageOf(
    z.object({
      id,
      entity: z.string(),
      day,
      currency,
      event: z.string(),
      memo: z.string(),
      source_id: z.string(),
      href: z.string().nullable().describe('the document or payment behind it'),
      postings: z.array(posting),
    }),
  ),
})

export const trialBalance = operation({
  name: 'billing.ledger.trial_balance',
  method: 'GET',
  path: '/billing/trial-balance',
  right: 'billing.books',
  summary: 'Balance of each account on a day (without one: today of each entity), per entity and currency; the sum is zero',
  input: z.object({ entity: z.string().optional(), day: day.optional() }),
  output: z.object({
    ledgers: z.array(
      z.object({
        entity: z.string(),
        day,
        currency,
        sum_minor: minor,
        accounts: z.array(
          z.object({
            code: z.string(),
            name: z.string(),
            kind: z.string(),
            debit_minor: minor,
            credit_minor: minor,
            balance_minor: minor,
          }),
        ),
      }),
    ),
  }),
})
